import type { Annotation, Picture } from './types.ts';

/** The design, and what came of it. */
export function titleOf({ design, weakened, verdict }: Picture): string {
  const without = weakened.length === 0 ? '' : ` without ${weakened.join(', ')}`;
  return `${design}${without}: ${verdict}`;
}

/** The title of an annotation, which is loud about harm. */
export function headlineOf(annotation: Annotation): string {
  const { title } = annotation;
  const isHarm = annotation.kind === 'verdict' && annotation.isWorse;
  return isHarm ? title.replace(annotation.verdict, annotation.verdict.toUpperCase()) : title;
}

/**
 * What there is to say before anyone looks: the harm to blocks that lasts, and the properties that are
 * violated. How it came about is told where it did.
 */
export function summaryOf(picture: Picture): string[] {
  const violated = new Set(
    picture.annotations.flatMap((annotation) =>
      annotation.kind === 'violation' ? [annotation.property] : [],
    ),
  );
  const properties = violated.size === 0 ? [] : [`Violated: ${[...violated].join(', ')}.`];
  const all = [...lastingHarm(picture), ...properties];
  return all.length > 0 ? all : ['Every acknowledged write can still be read.'];
}

/** For each block that is not safe in the end, since when. */
function lastingHarm({ annotations, blocks }: Picture): string[] {
  const harmed = new Map<string, string[]>();
  for (const { block } of blocks) {
    const last = annotations.findLast(
      (annotation) => annotation.kind === 'verdict' && annotation.block === block,
    );
    if (last?.kind !== 'verdict' || last.verdict === 'safe') continue;
    harmed.set(last.title, [...(harmed.get(last.title) ?? []), `b${block + 1}`]);
  }
  return [...harmed].map(([title, names]) => `${names.join(', ')} ${title}.`);
}
