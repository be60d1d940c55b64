import type { Design } from '../../../spec/design.ts';
import { hintFor } from '../../design/bad-design.ts';
import { foldsFor, type Reduction, reductions } from '../../explorer/fold/fold.ts';
import { compileModel } from '../../model/model.ts';
import { shown } from '../../text/shown.ts';
import { listed } from '../../words/names.ts';
import { WrongUsage } from '../terminal/exit.ts';
import { listOf, type Option } from './verb.ts';

/** All that a design carries, unless it says otherwise. */
export const reduceOption: Option = {
  name: 'reduce',
  takes: listOf(['on', 'off', ...reductions], 'kinds'),
  says: `count states once that differ in nothing that matters: on, off, or a list of ${reductions.join(', ')}`,
  default: 'on',
};

/** Where two engines are compared, every state is, unless it says otherwise. */
export const reduceBothOption: Option = { ...reduceOption, default: 'off' };

const words = ['on', 'off', ...reductions];

/** Which reductions the option wishes for. */
export function reductionsIn(list: string): readonly Reduction[] {
  if (list === 'on') return reductions;
  if (list === 'off') return [];
  return [...new Set(list.split(',').map(reductionNamed))];
}

function reductionNamed(name: string): Reduction {
  const known = reductions.find((reduction) => reduction === name);
  if (known !== undefined) return known;
  const hint = hintFor(name, words);
  const found = `"${shown(name)}"${hint === undefined ? '' : ` (${hint})`}`;
  throw new WrongUsage(`--reduce: expected on, off or a list of ${reductions.join(', ')}, found ${found}`);
}

/** Those that not every design carries. */
type Conditional = Exclude<Reduction, 'slots'>;

/** What a design must be to carry them. */
const conditions: Readonly<Record<Conditional, string>> = {
  blocks: 'a design carries blocks if a device has several of them and no write spans two',
  sides:
    'a design carries sides if it is its own mirror image: wiring, sizes, holds, faults and declarations alike',
};

/**
 * Refuses a reduction that is wished for by its name where the design does not carry it; `on` means those that it does.
 * @throws WrongUsage
 */
export function refuseUncarried(design: Design, list: string): void {
  if (list === 'on') return;
  const wished = reductionsIn(list);
  const carried = foldsFor(compileModel(design), wished);
  const missing = wished.filter((reduction): reduction is Conditional => !carried.includes(reduction));
  if (missing.length === 0) return;
  const why = listed(missing.map((reduction) => conditions[reduction]));
  throw new WrongUsage(`--reduce: ${design.name} does not carry ${listed(missing)}: ${why}`);
}
