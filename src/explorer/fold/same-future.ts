import type { Model } from '../../model/model.ts';
import { type Field, fieldsOf } from '../../model/shape.ts';
import { type Draft, type State, shape } from '../../model/state.ts';
import type { Question } from '../findings.ts';
import { type FoldName, foldsFor } from './fold.ts';
import { Lookout, whatDiffers } from './future.ts';
import { mirrorImageOf } from './mirror-image.ts';
import { type Draw, lottery, sampleOf } from './sample.ts';
import { exchangerOf } from './sides.ts';
import { packerOf } from './stand-in.ts';
import { blocksIn } from './versions.ts';

/** Where a fold takes two states for one that a rule or a property tells apart. */
export interface Difference {
  readonly fold: FoldName;
  /** What tells them apart: the id of a property, or `rank`, or `successors`. */
  readonly by: string;
  readonly state: State;
}

/**
 * The first difference that a fold would hide, or undefined. Goes through some states of the model, and compares the
 * future of each with that of a state which the fold takes for the same: the actions by their names, what stands for the
 * states behind them, and what each property and the rank say of these and of the steps. It is a trial, not a proof. Other
 * folds can cover up what one of them hides: without that one, ask again.
 */
export function differenceOf(
  m: Model,
  question: Question,
  folds: readonly FoldName[],
): Difference | undefined {
  const [here, there] = [new Lookout(m, question, folds), new Lookout(m, question, folds)];
  const trials = folds.map((fold) => trialOf(fold, m, there));
  const onTheWay = folds.filter((fold) => fold === 'versions');
  for (const words of sampleOf(m, onTheWay)) {
    let future: ReturnType<Lookout['future']> | undefined;
    for (const { fold, goToOther, tidy } of trials) {
      if (!goToOther(words)) continue;
      here.goTo(words, 0);
      future ??= here.future();
      const by = whatDiffers(future, there.future(tidy), question);
      if (by !== undefined) return { fold, by, state: structuredClone({ ...here.here, moves: null }) };
    }
  }
  return undefined;
}

/** How one comes from a state to another that a fold takes for the same. */
interface Trial {
  readonly fold: FoldName;
  /** False where there is no other. */
  readonly goToOther: (words: Uint32Array) => boolean;
  readonly tidy?: (state: Draft) => void;
}

function trialOf(fold: FoldName, m: Model, there: Lookout): Trial {
  if (fold === 'versions') return withOtherNumbers(m, there);
  const other = fold === 'sides' ? exchangerOf(m, mirrorImageOf(m)!) : othersBy(fold, m, there);
  const goToOther = (words: Uint32Array) => {
    const image = other(words);
    if (image.every((word, i) => word === words[i])) return false;
    there.goTo(image, 0);
    return true;
  };
  return { fold, goToOther };
}

/** What stands for a state: itself where it is in order. */
function othersBy(fold: FoldName, m: Model, there: Lookout): (words: Uint32Array) => Uint32Array {
  const pack = packerOf(m, [fold], there.here);
  return (words) => {
    there.goTo(words, 0);
    return pack();
  };
}

/** From one version to the next, by chance: a property that counts finds its number among them. */
const GAPS = [1, 1, 1, 2, 3, 5, 8, 1000] as const;

/**
 * States are renumbered on their way. Here they get other numbers again: those of each block in the same order, of any size,
 * whatever those of other blocks are.
 */
function withOtherNumbers(m: Model, there: Lookout): Trial {
  const fields = fieldsOf(shape, m);
  const blockOf = blocksIn(fields);
  const named = fields
    .filter(({ kind }) => kind === 'version')
    .map((field) => ({ version: `s${field.path}`, block: blockIn(blockOf(field)) }));
  const pairs = named.map((one) => `[${one.block}, ${one.version}]`).join();
  const read = new Function('s', `return [${pairs}];`) as (s: State) => [block: number, version: number][];
  const writes = named.map((one) => `${one.version} = to[${one.block}](${one.version});`).join('\n');
  const write = new Function('s', 'to', writes) as (s: Draft, to: readonly Renumbering[]) => void;
  const draw = lottery();
  const goToOther = (words: Uint32Array) => {
    there.goTo(words, 0);
    write(
      there.here,
      m.blocks.map(() => withGaps(m.versions, draw)),
    );
    return true;
  };
  const tidy = (state: Draft) => {
    const held = m.blocks.map(() => new Set([0]));
    for (const [block, version] of read(state)) held[block]!.add(version);
    write(
      state,
      held.map((versions) => {
        const sorted = [...versions].sort((a, b) => a - b);
        return (version) => sorted.indexOf(version);
      }),
    );
  };
  return { fold: 'versions', goToOther, tidy };
}

function blockIn(named: Field | number): string {
  return typeof named === 'number' ? `${named}` : `s${named.path}`;
}

type Renumbering = (version: number) => number;

function withGaps(last: number, draw: Draw): Renumbering {
  const numbers = [0];
  for (let version = 1; version <= last; version++) numbers.push(numbers.at(-1)! + GAPS[draw(GAPS.length)]!);
  return (version) => numbers[version]!;
}

/** Thrown where a design is to be explored with any number of writes, and something in it counts them. */
export class CountsWrites extends Error {
  override readonly name = 'CountsWrites';

  constructor({ design }: Model, by: string) {
    const what = by === 'successors' ? 'an action' : by;
    super(
      `${design.name}: any number of writes cannot be explored, for ${what} does more with versions than compare them; ` +
        `give a number of writes`,
    );
  }
}

/**
 * What must be folded whatever is wished for: versions, where the host writes without end.
 * @throws CountsWrites where a trial contradicts, or a rule is weakened that keeps versions and numbers in one order.
 */
export function neededFolds(m: Model, question: Question): FoldName[] {
  const folds = foldsFor(m, []);
  // D79: where numbers are not in the order of versions, they tell of versions that nothing holds any more.
  if (folds.includes('versions') && !m.inForce.R1_epoch) throw new CountsWrites(m, 'successors');
  const difference = folds.length === 0 ? undefined : differenceOf(m, question, folds);
  if (difference !== undefined) throw new CountsWrites(m, difference.by);
  return folds;
}
