import { type Card, isAmong } from '../../src/model/card.ts';
import type { Model } from '../../src/model/model.ts';
import { type EveryStep, HOLDS, VIOLATED } from '../../src/model/property.ts';
import { fieldsOf } from '../../src/model/shape.ts';
import { type State, type StateField, shape } from '../../src/model/state.ts';

/*
 * What a card says that its action may change, against what its steps do change.
 */

/** No step changes a field that the card of its action does not name. `touchesOf` says what a card names. */
export function changesOnlyWhatItTouches(
  m: Model,
  touchesOf: (card: Card) => readonly StateField[] = ({ touches }) => touches,
): EveryStep {
  const known = new Map<string, (before: State, after: State) => boolean>();
  const keepsTheRest = (card: Card) => {
    let keeps = known.get(card.name);
    if (keeps === undefined) {
      keeps = isEqualIn(m, (field) => !isAmong(touchesOf(card), field));
      known.set(card.name, keeps);
    }
    return keeps;
  };
  return {
    kind: 'step',
    id: 'touches',
    says: 'A step changes no field that the card of its action does not name.',
    reads: Object.keys(shape.fields) as StateField[],
    check: (before, { card }, after) => (keepsTheRest(card)(before, after) ? HOLDS : VIOLATED),
  };
}

/** The names of the fields that a step changes. */
export function changedFields(m: Model): (before: State, after: State) => Set<string> {
  const equals = [...new Set(fieldsOf(shape, m).map(({ name }) => name))].map((name) => ({
    name,
    isEqual: isEqualIn(m, (field) => field === name),
  }));
  return (before, after) =>
    new Set(equals.filter(({ isEqual }) => !isEqual(before, after)).map(({ name }) => name));
}

/** Whether two states are equal in the fields that are chosen by their names. */
function isEqualIn(m: Model, isChosen: (field: string) => boolean): (a: State, b: State) => boolean {
  const chosen = fieldsOf(shape, m).filter(({ name }) => isChosen(name));
  const equal = chosen.map(({ path }) => `a${path} === b${path}`);
  return new Function('a', 'b', `return ${equal.join(' && ') || 'true'};`) as (a: State, b: State) => boolean;
}
