import { copyName } from '../words/copies.ts';
import type { Arrow } from '../words/drawing.ts';
import { headlineOf, summaryOf, titleOf } from './title.ts';
import {
  type Annotation,
  type BlockHistory,
  groups,
  type Lane,
  type LaneSpan,
  type Picture,
  type PictureEvent,
  type PictureStep,
} from './types.ts';

/**
 * Arrows by what travels: whole lines for what is sent, dashed ones for what comes back or passes no content.
 */
const ARROWS: Readonly<Record<Arrow, string>> = {
  request: '->>',
  answer: '-->>',
  data: '->>',
  begin: '-)',
  done: '-->>',
  control: '--)',
};

/**
 * The picture as a Mermaid sequence diagram. Lanes where nothing happens are left out, unless nothing happens
 * at all.
 */
export function mermaidOf(picture: Picture): string {
  const lanes = picture.lanes.filter(({ id }) => picture.steps.length === 0 || takesPart(picture, id));
  const across = `${lanes[0]!.id},${lanes.at(-1)!.id}`;
  const lines = [
    'sequenceDiagram',
    ...groups.flatMap((group) => participants(lanes.filter((lane) => lane.group === group))),
    note(`over ${across}`, [`${titleOf(picture)}.`, ...summaryOf(picture)].join(' ')),
    ...picture.steps.flatMap((step) => [
      ...stepLines(picture, step, lanes.at(-1)!.id),
      ...picture.annotations
        .filter((annotation) => annotation.step === step.step)
        .flatMap((annotation) => annotationLines(annotation, across)),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

function takesPart({ events, spans }: Picture, id: string): boolean {
  return (
    events.some(({ from, to, via }) => from === id || to === id || via === id) ||
    spans.some(({ lane, from }) => lane === id && from > 0)
  );
}

/** The two controllers are framed, because each is several lanes. */
function participants(lanes: readonly Lane[]): string[] {
  const lines = lanes.map(({ id }) => `  participant ${id}`);
  const group = lanes[0]?.group;
  const isFramed = group === 'controller 1' || group === 'controller 2';
  return isFramed ? [`  box transparent ${group}`, ...lines, '  end'] : lines;
}

function stepLines(picture: Picture, { step, label, isFault }: PictureStep, last: string): string[] {
  const [first, ...others] = picture.events.filter((event) => event.step === step);
  const news = picture.spans.filter((span) => span.from === step && span.says !== '');
  const told = new Set(
    [first, ...others].flatMap((event) => (event?.from === event?.to ? [event?.from] : [])),
  );
  const lines = [
    ...eventLines({ ...first!, text: `${step}. ${label}: ${first!.text}` }, first!.text),
    ...others.flatMap((event) =>
      event.kind === 'loss' ? [blow(first!, event.from, event.text)] : eventLines(event, event.text),
    ),
    ...news.filter(({ lane }) => !told.has(lane)).map((span) => newsLine(first!, span)),
    ...picture.blocks.flatMap((history) => copiesNote(history, step, last)),
  ];
  return isFault ? ['  rect rgba(179, 20, 31, 0.12)', ...lines, '  end'] : lines;
}

/** An event, in two hops when a lane passes it on; the second hop says only what travels. */
function eventLines({ kind, from, to, via, text }: PictureEvent, short: string): string[] {
  if (kind === 'local' || kind === 'fault' || kind === 'loss') return [note(`over ${from}`, text)];
  const arrow = ARROWS[kind];
  if (via === undefined) return [`  ${from}${arrow}${to}: ${plain(text)}`];
  return [`  ${from}${arrow}${via}: ${plain(text)}`, `  ${via}${arrow}${to}: ${plain(short)}`];
}

function newsLine(cause: PictureEvent, { lane, life, says }: LaneSpan): string {
  return life === 'dead' ? blow(cause, lane, says) : note(`over ${lane}`, says);
}

/** A part that dies or loses content, struck by what happened at another lane. */
function blow({ from, to }: PictureEvent, lane: string, text: string): string {
  return from === to ? `  ${from}-x${lane}: ${plain(text)}` : note(`over ${lane}`, text);
}

/** Who holds which version, where the step changed it. */
function copiesNote({ name, moments }: BlockHistory, step: number, last: string): string[] {
  const text = (at: number) =>
    `${name} (told v${moments[at]!.told}): ${moments[at]!.copies.map(copyName).join(', ')}`;
  return text(step) === text(step - 1) ? [] : [note(`right of ${last}`, text(step))];
}

function annotationLines(annotation: Annotation, across: string): string[] {
  if (annotation.kind === 'epoch' || (annotation.kind === 'verdict' && !annotation.isWorse)) {
    return [note(`over ${across}`, `${annotation.title}: ${annotation.text}`)];
  }
  return [`  critical ${plain(headlineOf(annotation))}`, note(`over ${across}`, annotation.text), '  end'];
}

function note(where: string, text: string): string {
  return `  Note ${where}: ${plain(text)}`;
}

/** Mermaid ends a statement at a semicolon and begins a comment or an entity at a hash. */
function plain(text: string): string {
  return text.replaceAll(';', ',').replaceAll('#', '');
}
