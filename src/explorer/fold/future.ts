import type { Model } from '../../model/model.ts';
import type { Outcome, Property } from '../../model/property.ts';
import type { Draft, State } from '../../model/state.ts';
import { ANYTHING } from '../changes.ts';
import { codecFor } from '../codec.ts';
import { Expander, type Instance } from '../expand.ts';
import { gradeOf, type Question } from '../findings.ts';
import type { FoldName } from './fold.ts';
import { packerOf } from './stand-in.ts';

/** A step that may come next, or to stay. */
interface Way {
  /** The action by its name, and what stands for the state that it leads to, as text. */
  readonly to: string;
  /** What is said of it: by each property of the question, and by its rank. */
  readonly said: readonly Outcome[];
}

/** A place in the graph of a model, from which one looks ahead. */
export class Lookout {
  readonly here: Draft;
  readonly goTo: (words: Uint32Array, at: number) => void;
  readonly #question: Question;
  readonly #expander: Expander;
  readonly #pack: () => Uint32Array;

  constructor(m: Model, question: Question, folds: readonly FoldName[]) {
    this.#question = question;
    this.#expander = new Expander(m);
    this.here = this.#expander.before;
    this.goTo = codecFor(m).decoder(this.here);
    this.#pack = packerOf(m, folds, this.#expander.after);
  }

  /** All that may come next, and what is said of the place itself. `tidy` makes of a state one that can be packed. */
  future(tidy: (state: Draft) => void = () => {}): Way[] {
    const { before, after } = this.#expander;
    const ways: Way[] = [{ to: '', said: this.#saidOf(before) }];
    this.#expander.expand((by) => {
      const said = this.#saidOf(after, before, by);
      tidy(after);
      ways.push({ to: by.action.name + textOf(this.#pack()), said });
      return ANYTHING;
    });
    return ways;
  }

  #saidOf(state: State, before?: State, by?: Instance): Outcome[] {
    const { properties, ranks } = this.#question;
    const said = properties.map((property) => outcomeOf(property, state, before, by));
    said.push(gradeOf(ranks, state));
    return said;
  }
}

/** What a property says of a state, and of the step that led to it, if one did. */
function outcomeOf(property: Property, state: State, before?: State, by?: Instance): Outcome {
  if (property.kind === 'always') return property.check(state);
  if (property.kind === 'deadlock') return Number(property.awaits(state));
  if (before === undefined || by === undefined) return 0;
  if (property.kind === 'sometimes') return Number(property.check(before, by.action, state));
  return property.deeds?.(by.card) === false ? 0 : property.check(before, by, state);
}

/** What tells two futures apart: the id of a property, or `rank`, or `successors`. Undefined if nothing does. */
export function whatDiffers(
  one: readonly Way[],
  other: readonly Way[],
  question: Question,
): string | undefined {
  const differ = (told: (way: Way) => string) =>
    one.map(told).sort().join() !== other.map(told).sort().join();
  if (!differ(({ to, said }) => to + textOf(said))) return undefined;
  if (differ(({ to }) => to)) return 'successors';
  const asked = [...question.properties.map(({ id }) => id), 'rank'];
  return asked.find((_, i) => differ(({ to, said }) => `${to} ${said[i]}`));
}

/** Numbers of 32 bits as characters: not to be read, but soon made and compared. */
function textOf(numbers: ArrayLike<number>): string {
  let text = '';
  for (let i = 0; i < numbers.length; i++)
    text += String.fromCharCode(numbers[i]! >>> 16, numbers[i]! & 0xffff);
  return text;
}
