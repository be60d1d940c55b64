import { aligned } from '../../src/crosscheck/table.ts';
import { count } from '../../src/words/numbers.ts';
import { inWords, type Measured, measured, type Place, type Way } from './measure.ts';

/*
 * The explorer alone: both cores, with nothing judged and with all properties, with one thread and with two, with every
 * state and reduced; and beside them a bare packed search of as many states. Over that a search takes longer by a factor,
 * which is what model and properties cost.
 */

const plain: Way = { core: 'plain', threads: 1, judged: 'all properties', isReduced: false };
const learned: Way = { ...plain, core: 'learned' };
const twice: Way = { ...learned, threads: 2 };
const unjudged = { judged: 'nothing' } as const;
const reduced = { isReduced: true } as const;

/** In this order, so that those which are compared follow each other. */
const ways: readonly Way[] = [
  { ...plain, ...unjudged },
  { ...learned, ...unjudged },
  { ...twice, ...unjudged },
  plain,
  learned,
  twice,
  { ...plain, ...reduced },
  { ...learned, ...reduced },
];

type Results = ReadonlyMap<string, Measured>;
const BARE = 'bare packed search';

/** Measures each, and prints what it took, and how one compares with another. */
export async function benchSearches(place: Place, print: (line: string) => void): Promise<void> {
  const results = new Map<string, Measured>();
  for (const way of ways) results.set(inWords(way), await measured({ explore: { ...place, ...way } }));
  const { words, states, transitions } = results.get(inWords(plain))!;
  const degree = Math.round(transitions / states);
  results.set(BARE, await measured({ bare: { words, degree, states } }));
  for (const line of aligned(rowsOf(results), true)) print(line);
  print('');
  for (const line of aligned(ratiosIn(results), true)) print(line);
}

function rowsOf(results: Results): string[][] {
  const header = ['search', 'states', 'processor s', 'clock s', 'bytes a state', 'with all of the process'];
  const rows = [...results].map(([name, { states, busy, wall, held, grown }]) => [
    name,
    count(states),
    busy.toFixed(1),
    wall.toFixed(1),
    (held / states).toFixed(1),
    (grown / states).toFixed(1),
  ]);
  return [header, ...rows];
}

/** What one takes as a multiple of what the other takes, for as many states. */
interface Ratio {
  readonly says: string;
  readonly of: Way;
  /** The bare search, if it names none. */
  readonly to?: Way;
  readonly by: 'busy' | 'wall';
}

const ratios: readonly Ratio[] = [
  { says: 'plain to bare search', of: plain, by: 'busy' },
  { says: 'learned to bare search', of: learned, by: 'busy' },
  { says: 'plain to learned', of: plain, to: learned, by: 'busy' },
  { says: 'learned, 1 thread to 2', of: learned, to: twice, by: 'wall' },
];

function ratiosIn(results: Results): string[][] {
  const rows = ratios.map((ratio) => [
    ratio.says,
    ratioIn(results, ratio, unjudged).toFixed(2),
    ratioIn(results, ratio, {}).toFixed(2),
  ]);
  const sooner = [plain, learned].map((way) => {
    const [whole, small] = [results.get(inWords(way))!, results.get(inWords({ ...way, ...reduced }))!];
    const sooner = whole.isWhole && small.isWhole ? (whole.busy / small.busy).toFixed(2) : '-';
    return [`${way.core}, every state to reduced`, '', sooner];
  });
  return [['ratio of seconds', 'nothing judged', 'all properties'], ...rows, ...sooner];
}

function ratioIn(results: Results, { of, to, by }: Ratio, judged: Partial<Way>): number {
  const one = results.get(inWords({ ...of, ...judged }))!;
  const other = results.get(to === undefined ? BARE : inWords({ ...to, ...judged }))!;
  return one[by] / one.states / (other[by] / other.states);
}
