import { declarationFor } from '../spec/declaration.ts';
import type { Design } from '../spec/design.ts';
import { type FaultSet, faultSet, faultsOf, isOrdered, keyOf } from '../spec/faults.ts';

/** Whether the design declares that it survives the faults of a state. Remembers its answers: it is asked of every state. */
export function survivability(design: Design): (faults: FaultSet) => boolean {
  const all = faultsOf(design);
  const known = new Map<number | string, boolean>();
  return (faults) => {
    const key = keyOf(faults);
    let answer = known.get(key);
    if (answer === undefined) {
      answer = declaresSurvival(design, faultSet(all, faults));
      known.set(key, answer);
    }
    return answer;
  };
}

function declaresSurvival(design: Design, labels: readonly string[]): boolean {
  const declaration = declarationFor(design, labels);
  return declaration?.verdict === 'safe' && !isOrdered(declaration.pattern);
}
