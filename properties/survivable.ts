import { declarationFor } from '../spec/declaration.ts';
import type { Design } from '../spec/design.ts';
import { faultSet, faultsOf } from '../spec/faults.ts';

/** Whether the design declares that it survives the faults of a state. Remembers its answers: it is asked of every state. */
export function survivability(design: Design): (faults: number) => boolean {
  const all = faultsOf(design);
  const known = new Map<number, boolean>();
  return (faults) => {
    let answer = known.get(faults);
    if (answer === undefined) {
      answer = declaresSurvival(design, faultSet(all, faults));
      known.set(faults, answer);
    }
    return answer;
  };
}

function declaresSurvival(design: Design, labels: readonly string[]): boolean {
  return declarationFor(design, labels)?.verdict === 'safe';
}
