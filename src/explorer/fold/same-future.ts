import type { Model } from '../../model/model.ts';
import { fieldsOf } from '../../model/shape.ts';
import { type Draft, type State, shape } from '../../model/state.ts';
import { codecFor } from '../codec.ts';
import type { Question } from '../findings.ts';
import type { FoldName } from './fold.ts';
import { Lookout, whatDiffers } from './future.ts';
import { lottery, sampleOf } from './sample.ts';
import { packerOf } from './stand-in.ts';

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
  const pack = packerOf(m, [fold], there.here);
  const other = new Uint32Array(codecFor(m).words);
  const goToOther = (words: Uint32Array) => {
    there.goTo(words, 0);
    pack(other);
    if (other.every((word, i) => word === words[i])) return false;
    there.goTo(other, 0);
    return true;
  };
  return { fold, goToOther };
}

/** From one version to the next, by chance: a property that counts finds its number among them. */
const GAPS = [1, 1, 1, 2, 3, 5, 8, 1000] as const;

/** States are renumbered on their way. Here they get other numbers again, in the same order and of any size. */
function withOtherNumbers(m: Model, there: Lookout): Trial {
  const paths = fieldsOf(shape, m).flatMap(({ kind, path }) => (kind === 'version' ? [path] : []));
  const read = new Function('s', `return [${paths.map((path) => `s${path}`)}];`) as (s: State) => number[];
  const writes = paths.map((path) => `s${path} = to(s${path});`).join('\n');
  const write = new Function('s', 'to', writes) as (s: Draft, to: (version: number) => number) => void;
  const draw = lottery();
  const goToOther = (words: Uint32Array) => {
    const numbers = [0];
    for (let version = 1; version <= m.versions; version++)
      numbers.push(numbers.at(-1)! + GAPS[draw(GAPS.length)]!);
    there.goTo(words, 0);
    write(there.here, (version) => numbers[version]!);
    return true;
  };
  const tidy = (state: Draft) => {
    const held = [...new Set([0, ...read(state)])].sort((a, b) => a - b);
    write(state, (version) => held.indexOf(version));
  };
  return { fold: 'versions', goToOther, tidy };
}
