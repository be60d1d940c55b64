import type { Picture, VerdictMark } from './types.ts';

/** The design, and what came of it. */
export function titleOf({ design, weakened, verdict }: Picture): string {
  const without = weakened.length === 0 ? '' : ` without ${weakened.join(', ')}`;
  return `${design}${without}: ${verdict}`;
}

/**
 * What there is to say before anyone looks: the harm to blocks that lasts, and the properties that are
 * violated.
 */
export function summaryOf(picture: Picture): string[] {
  const told = new Map<string, string[]>();
  for (const { title, text } of lastingHarm(picture)) told.set(title, [...(told.get(title) ?? []), text]);
  const harm = [...told].map(([title, texts]) => `${title}: ${texts.join('; ')}.`);
  const violated = new Set(
    picture.marks.flatMap((mark) => (mark.kind === 'violation' ? [mark.property] : [])),
  );
  const properties = violated.size === 0 ? [] : [`Violated: ${[...violated].join(', ')}.`];
  const all = [...harm, ...properties];
  if (all.length > 0) return all;
  return picture.verdict === 'safe'
    ? ['Every acknowledged write can still be read.']
    : ['No write is harmed; what a device held from the start is out of reach.'];
}

/** For each block that is not safe in the end, where that came about. */
function lastingHarm({ marks, blocks }: Picture): VerdictMark[] {
  return blocks.flatMap(({ block }) => {
    const last = marks.findLast((mark) => mark.kind === 'verdict' && mark.block === block);
    return last?.kind === 'verdict' && last.verdict !== 'safe' ? [last] : [];
  });
}
