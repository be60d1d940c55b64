import { basename, join } from 'node:path';
import { DOMParser, type Document, type Element, onWarningStopParsing } from '@xmldom/xmldom';
import { invariantsOf } from '../../properties/invariants.ts';
import { loadDesign } from '../../src/design/load.ts';
import type { Action } from '../../src/model/action.ts';
import { compileModel, type Model } from '../../src/model/model.ts';
import { initialState } from '../../src/model/state.ts';
import { enabled, step } from '../../src/model/step.ts';
import { replay, type Trace } from '../../src/schedule/replay.ts';
import { mermaidOf } from '../../src/timeline/mermaid.ts';
import { svgOf } from '../../src/timeline/svg/svg.ts';
import { pictureOf } from '../../src/timeline/timeline.ts';
import type { Picture, VerdictAnnotation } from '../../src/timeline/types.ts';
import { scenarioFiles, scenarios, scheduled } from '../support/scenarios.ts';

/** A schedule, run and drawn. */
export interface Drawn {
  readonly model: Model;
  readonly trace: Trace;
  readonly picture: Picture;
  readonly svg: Document;
  readonly text: string;
}

const LONG = 80;

/** Every scenario, long walks through large designs, and a schedule where nothing happens yet. */
export const pictures: ReadonlyMap<string, Drawn> = new Map([
  ['no action', drawnOf('design self-fed', [])] as const,
  ['a false suspicion', drawnOf('design mirror-only', ['FalseSuspicion K1', 'Fence K1'])] as const,
  ...scenarioFiles().map((file) => [basename(file, '.schedule'), drawnFrom(file)] as const),
  ...(['mirror-only', 'partner-fed', 'battery'] as const).map(
    (design, i) => [`${LONG} steps of ${design}`, longWalk(design, i)] as const,
  ),
]);

/** Runs and draws a schedule of the test's own; `head` is what stands above the actions in its file. */
export function drawnOf(head: string, labels: readonly string[]): Drawn {
  return drawnFrom(join(scenarios, 'own.schedule'), scheduleText(head, labels));
}

export function scheduleText(head: string, labels: readonly string[]): string {
  return `${head}\n\n${labels.join('\n')}\n`;
}

/** The document, if it is well-formed to the last detail. */
export function parsedSvg(svg: string): Document {
  return new DOMParser({ onError: onWarningStopParsing }).parseFromString(svg, 'image/svg+xml');
}

/** The groups of a document or of a part of it that have this class. */
export function withClass(within: Document | Element, name: string): Element[] {
  return [...within.getElementsByTagName('g')].filter((g) => g.getAttribute('class') === name);
}

export function textsIn(element: Element): string[] {
  return [...element.getElementsByTagName('text')].map(({ textContent }) => textContent ?? '');
}

export function verdictAnnotations({ annotations }: Picture): VerdictAnnotation[] {
  return annotations.flatMap((annotation) => (annotation.kind === 'verdict' ? [annotation] : []));
}

function drawnFrom(file: string, text?: string): Drawn {
  const { model, actions } = scheduled(file, text);
  return draw(model, actions);
}

/** A long schedule: of the walks that begin at this number or a later one the first that does not come to rest too soon. */
function longWalk(design: string, start: number): Drawn {
  const model = compileModel(loadDesign(design, 'large'));
  const walks = Array.from({ length: 50 }, (_, i) => walk(model, start + i));
  const long = walks.find(({ length }) => length === LONG);
  if (long === undefined) throw new Error(`every walk through ${design} comes to rest before ${LONG} steps`);
  return draw(model, long);
}

/** Takes one enabled action after the other, without chance; reads are few, faults come late. */
function walk(model: Model, start: number): Action[] {
  const actions: Action[] = [];
  let state = initialState(model);
  for (let i = 0; i < LONG; i++) {
    const possible = enabled(model, state).filter((action) => !('fault' in action) || i > LONG / 2);
    const choices = possible.filter(({ name }) => name !== 'HostRead');
    const among = choices.length > 0 ? choices : possible;
    const action = among[((start + i) * 7919) % among.length];
    if (action === undefined) break;
    actions.push(action);
    state = step(model, state, action).state;
  }
  return actions;
}

function draw(model: Model, actions: readonly Action[]): Drawn {
  const trace = replay(model, actions, invariantsOf(model.design));
  const picture = pictureOf(model, trace);
  return { model, trace, picture, svg: parsedSvg(svgOf(picture)), text: mermaidOf(picture) };
}
