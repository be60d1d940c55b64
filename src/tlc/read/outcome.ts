import { addError, type Told, type Violation } from './collected.ts';
import type { Message } from './messages.ts';

type Meaning = (told: Told, text: string) => void;

/** Takes in a message of TLC. What has no meaning here is an error, or nothing. */
export function understand(told: Told, { code, severity, text }: Message): void {
  const meaning = meanings[code];
  if (meaning !== undefined) meaning(told, text);
  else if (severity === 1 || severity === 2) addError(told, text);
}

/** By the codes of `tlc2.output.EC`, which are the same in TLC 2.18 and in its newer builds. */
const meanings: Readonly<Record<number, Meaning>> = {
  1001: outOfMemory,
  1002: outOfMemory,
  1003: outOfMemory,
  2104: (told, text) => violated(told, 'assumption', /^Assumption (.*) is false/.exec(text)?.[1]),
  2107: violatedInitially,
  2108: violatedInitially,
  2110: (told, text) => violated(told, 'invariant', /^Invariant (\S+)/.exec(text)?.[1]),
  2112: (told, text) => violated(told, 'action property', /^Action property (\S+)/.exec(text)?.[1]),
  2114: (told) => violated(told, 'deadlock', undefined),
  2116: (told, text) => violated(told, 'temporal', /^\w+ \w+ (.+) (?:was|were) violated/.exec(text)?.[1]),
  2120: behaviour,
  2121: behaviour,
  2122: (told, text) => {
    told.forever = { backTo: numberIn(text, /^(\d+)/), by: actionIn(text) };
  },
  2190: initialStates,
  2191: initialStates,
  2193: (told) => {
    told.completed = true;
  },
  2194: (told, text) => {
    told.depth = numberIn(text, /search is (\d+)/);
  },
  2199: counts,
  2200: (told, text) => {
    counts(told, text);
    told.depth = numberIn(text, /^Progress\((\d+)\)/);
  },
  2201: (told) => told.coverage.clear(),
  2209: simulated,
  2210: simulated,
  2217: state,
  2218: (told) => {
    told.forever = 'stuttering';
  },
  2262: version,
  2264: behaviour,
  2772: coverage,
  2773: coverage,
  3002: (told, text) => addError(told, `${text}\n${told.complaints.join('\n').trim()}`),
  7000: (told) => {
    told.ready = true;
  },
  7001: (told) => {
    told.workers++;
  },
};

/** Reads the version from TLC's greeting, or from its distributed server's. */
export function version(told: Told, text: string): void {
  told.version ||= /Version (\S+)/.exec(text)?.[1] ?? '';
}

function outOfMemory(told: Told, text: string): void {
  told.outOfMemory = true;
  addError(told, text);
}

/** Only the first violation counts, should TLC go on after it. */
function violated(told: Told, kind: Violation['kind'], name: string | undefined): void {
  told.violated ??= name === undefined ? { kind } : { kind, name };
}

function violatedInitially(told: Told, text: string): void {
  const [, name, initial] = /^\w+ (\S+) is violated by the initial state:\n(.*)$/s.exec(text) ?? [];
  violated(told, 'invariant', name);
  state(told, `1: <Initial predicate>\n${initial ?? ''}`);
}

function behaviour(told: Told): void {
  told.behaviour = true;
}

/** `3: <Name line 7, col 1 to line 7, col 9 of module M>` and the state under it. */
function state(told: Told, text: string): void {
  const [, number, head, content] = /^(\d+): ([^\n]*)\n?(.*)$/s.exec(text) ?? [];
  if (Number(number) !== told.trace.length + 1) return;
  told.actions.push(actionIn(head!));
  told.trace.push(content!.trim());
}

function initialStates(told: Told, text: string): void {
  told.initial = numberIn(text, /: ([\d,]+) distinct|with ([\d,]+) of them distinct/);
}

function counts(told: Told, text: string): void {
  told.generated = numberIn(text, /([\d,]+) states generated/);
  told.distinct = numberIn(text, /([\d,]+) distinct states/);
  told.left = numberIn(text, /([\d,]+) states left/);
}

function simulated(told: Told, text: string): void {
  told.generated = numberIn(text, /states generated: ([\d,]+)|([\d,]+) states/);
}

/** `<Name line 7, col 1 to line 7, col 2 of module M>: distinct:generated`, for each part of an action. */
function coverage(told: Told, text: string): void {
  const [, name, distinct, generated] = /^<(\S+) .*>: ([\d,]+):([\d,]+)$/s.exec(text) ?? [];
  if (name === undefined) return;
  const before = told.coverage.get(name) ?? { distinct: 0, generated: 0 };
  told.coverage.set(name, {
    distinct: before.distinct + wholeNumber(distinct!),
    generated: before.generated + wholeNumber(generated!),
  });
}

/** The name of the action alone: newer builds put its arguments after it. */
function actionIn(head: string): string {
  return /<(.*?)(?: line \d+, .*)?>/.exec(head)?.[1] ?? head;
}

function numberIn(text: string, pattern: RegExp): number {
  const groups = pattern.exec(text)?.slice(1) ?? [];
  return wholeNumber(groups.find((group) => group !== undefined) ?? '0');
}

function wholeNumber(text: string): number {
  return Number(text.replaceAll(',', ''));
}
