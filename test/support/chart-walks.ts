import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { type AnyStateMachine, initialTransition, type StateValue, transition } from 'xstate';
import { type ChartName, charts } from '../../spec/charts/index.ts';
import { chartNamed } from '../../src/statecharts/chart.ts';
import { toScxml } from '../../src/statecharts/scxml.ts';

/* Random walks through every chart, as XState goes them, to be gone by others. */

export interface Walks {
  /** `= FILE` starts the chart of a file, any other line is an event. */
  readonly lines: readonly string[];
  /** The innermost states after each line. */
  readonly states: readonly string[];
  /** The SCXML of each file. */
  readonly documents: ReadonlyMap<string, string>;
  /** The edges that were taken: the machine's own name, innermost state and event. */
  readonly taken: ReadonlySet<string>;
}

const LENGTH = 50;

/**
 * So many walks of 50 events through each chart. One event of four is any, so that most are not known where they come; the
 * others are known there, and every other one of those is among the least tried: a long way in is found by few otherwise.
 */
export function walksThroughCharts(folder: string, seed: number, walks: number): Walks {
  const lines: string[] = [];
  const states: string[] = [];
  const documents = new Map<string, string>();
  const taken = new Map<string, number>();
  mkdirSync(folder, { recursive: true });
  for (const name of Object.keys(charts) as ChartName[]) {
    const file = join(folder, `${name}.scxml`);
    documents.set(file, toScxml(chartNamed(name)));
    writeFileSync(file, documents.get(file)!);
    for (const choices of choicesFrom(seed, walks)) {
      lines.push(`= ${file}`);
      for (const { event, leaves } of walkOf(charts[name], choices, taken)) {
        if (event !== undefined) lines.push(event);
        states.push(leaves);
      }
    }
  }
  return { lines, states, documents, taken: new Set(taken.keys()) };
}

function choicesFrom(seed: number, numRuns: number): number[][] {
  const choice = fc.noBias(fc.nat());
  return fc.sample(fc.array(choice, { minLength: LENGTH, maxLength: LENGTH }), { seed, numRuns });
}

function walkOf(machine: AnyStateMachine, choices: readonly number[], taken: Map<string, number>) {
  let [snapshot] = initialTransition(machine);
  const steps: { event?: string; leaves: string }[] = [{ leaves: leavesOf(snapshot.value) }];
  for (const choice of choices) {
    const known = machine.events.filter((type: string) => snapshot.can({ type }));
    const edgesOn = (event: string) =>
      leavesOf(snapshot.value)
        .split(' ')
        .map((leaf) => `${machine.id} ${leaf} ${event}`);
    const timesTaken = (event: string) => Math.min(...edgesOn(event).map((edge) => taken.get(edge) ?? 0));
    const event = chosen(choice, machine.events, known, timesTaken);
    if (known.includes(event)) for (const edge of edgesOn(event)) taken.set(edge, (taken.get(edge) ?? 0) + 1);
    [snapshot] = transition(machine, snapshot, { type: event });
    steps.push({ event, leaves: leavesOf(snapshot.value) });
  }
  return steps;
}

function chosen(
  choice: number,
  all: readonly string[],
  known: readonly string[],
  timesTaken: (event: string) => number,
): string {
  const kind = choice % 4;
  const least = Math.min(...known.map(timesTaken));
  const rare = known.filter((event) => timesTaken(event) === least);
  const among = kind === 0 || known.length === 0 ? all : kind === 1 ? known : rare;
  return among[Math.floor(choice / 4) % among.length]!;
}

function leavesOf(value: StateValue): string {
  const leaves = (inner: StateValue): string[] =>
    typeof inner === 'string' ? [inner] : Object.values(inner).flatMap((deeper) => leaves(deeper!));
  return leaves(value).sort().join(' ');
}
