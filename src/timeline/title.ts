import { rankOfRun } from '../../properties/verdict.ts';
import { verdicts } from '../../spec/design.ts';
import { verdictInWords } from '../words/verdicts.ts';
import type { Annotation, Picture } from './types.ts';

/** The design, and what came of it. */
export function titleOf({ design, weakened, verdict, violated }: Picture): string {
  const without = weakened.length === 0 ? '' : ` without ${weakened.join(', ')}`;
  return `${design}${without}: ${verdictInWords(verdict, violated)}`;
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
  const { violated } = picture;
  const properties = violated.length === 0 ? [] : [`Violated: ${violated.join(', ')}.`];
  const all = [...lastingHarm(picture), ...properties];
  return all.length > 0 ? all : ['Every acknowledged write can still be read.'];
}

/** For each block that is not safe in the end, since when; and where the host was answered what it should not be. */
function lastingHarm({ annotations, blocks }: Picture): string[] {
  const harmed = new Map<string, string[]>();
  for (const { block } of blocks) {
    const own = annotations.flatMap((annotation) =>
      annotation.kind === 'verdict' && annotation.block === block ? [annotation] : [],
    );
    const ranks = own.map(({ verdict }) => verdicts.indexOf(verdict));
    const worst = verdicts[rankOfRun(ranks)]!;
    const decisive = own.findLast(({ verdict }) => verdict === worst);
    if (worst === 'safe' || decisive === undefined) continue;
    harmed.set(decisive.title, [...(harmed.get(decisive.title) ?? []), `b${block + 1}`]);
  }
  return [...harmed].map(([title, names]) => `${names.join(', ')} ${title}.`);
}
