import type { ActionName } from '../model/action.ts';
import { families } from '../model/families.ts';

/** The file of the named guards. */
export const RULES_FILE = 'src/model/rules.ts';

/** The file that an action is written in, from the root of the repository. */
export function fileOf(name: ActionName): string {
  const [family] = Object.entries(families).find(([, actions]) => actions.some((one) => one.name === name))!;
  return `src/model/actions/${family}.ts`;
}
