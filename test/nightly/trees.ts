import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shippedDesigns } from '../../src/files/package.ts';
import { command } from '../support/command.ts';
import { cutSetsOfScram, stormIn, type TreeEngine } from '../support/tree-engines.ts';
import type { Result } from './checks.ts';

/** What `explore` and `cutsets` print, as far as it is asked for here. */
interface Explored {
  readonly designs: readonly {
    readonly faultSets: readonly { readonly faults: readonly string[]; readonly verdict: string }[];
  }[];
}
interface Found {
  readonly designs: readonly {
    readonly cutSets: readonly {
      readonly faults: readonly string[];
      readonly isOrdered: boolean;
      readonly alike: readonly (readonly string[])[];
    }[];
  }[];
}

/**
 * Has others read the trees of all shipped designs at two faults: Storm, after every set of faults that was explored, in
 * each order; SCRAM, where it is installed, for the minimal cut sets.
 */
export async function readTrees(tell: (text: string) => void): Promise<Result> {
  const scratch = mkdtempSync(join(tmpdir(), 'trees-'));
  const storm = stormIn(join(scratch, 'storm'));
  const told: string[] = [];
  const strays: string[] = [];
  for (const design of shippedDesigns()) {
    const { words, stray } = treesOf(design, scratch, storm);
    tell(`${design}: ${words}`);
    told.push(`${design}: ${words}`);
    strays.push(...stray);
  }
  rmSync(scratch, { recursive: true });
  return { passed: strays.length === 0, words: strays.slice(0, 3).join('; ') || told.join('; ') };
}

function treesOf(design: string, scratch: string, storm: TreeEngine) {
  const [galileo, openPsa] = [join(scratch, `${design}.dft`), join(scratch, `${design}.xml`)];
  const found = (JSON.parse(ranWell('cutsets', design, '--json', '--write', galileo)) as Found).designs[0]!;
  ranWell('cutsets', design, '--write', openPsa);
  const explored = (JSON.parse(ran('explore', design, '--faults', '2', '--json')) as Explored).designs[0]!;
  const sets = explored.faultSets.filter(({ faults }) => faults.length > 0);
  const orders = sets.flatMap(({ faults }) => ordersOf(faults).map((order) => ({ faults, order })));
  const failed = storm(
    galileo,
    orders.map(({ order }) => order.map(identifier)),
  );
  const stray = sets.flatMap(({ faults, verdict }) => {
    const any = orders.some((one, i) => one.faults === faults && failed[i]);
    return any === (verdict !== 'safe') ? [] : [`${design}: Storm, after ${faults.join(' + ')}: ${any}`];
  });
  const ordered = found.cutSets.filter((set) => set.isOrdered).flatMap((set) => [set.faults, ...set.alike]);
  const isOrdered = (order: readonly string[]) => ordered.some((other) => other.join() === order.join());
  orders.forEach(({ order }, i) => {
    const back = order.toReversed();
    if (isOrdered(order) && !failed[i]) stray.push(`${design}: Storm, not after ${order.join(' > ')}`);
    if (isOrdered(back) && !isOrdered(order) && failed[i])
      stray.push(`${design}: Storm, after ${order.join(' > ')}`);
  });
  const minimal = found.cutSets.flatMap((set) =>
    [set.faults, ...set.alike].map((one) => one.map(identifier).sort().join()),
  );
  const ofScram = cutSetsOfScram(openPsa)?.map((set) => set.toSorted().join());
  if (ofScram !== undefined && ofScram.toSorted().join(';') !== [...new Set(minimal)].sort().join(';'))
    stray.push(`${design}: SCRAM finds ${ofScram.length} minimal cut sets`);
  const scram = ofScram === undefined ? 'no SCRAM here' : `SCRAM ${ofScram.length} cut sets`;
  return { stray, words: `Storm ${orders.length} orders, ${scram}` };
}

function ordersOf(faults: readonly string[]): (readonly string[])[] {
  return faults.length === 1 ? [faults] : [faults, faults.toReversed()];
}

function identifier(fault: string): string {
  return fault.replaceAll(' ', '_');
}

function ran(...words: string[]): string {
  return run(words).stdout;
}

function run(words: readonly string[]) {
  return spawnSync(process.execPath, [...command, ...words], { encoding: 'utf8', maxBuffer: 2 ** 28 });
}

function ranWell(...words: string[]): string {
  const { status, stdout, stderr } = run(words);
  if (status !== 0) throw new Error(`${words.join(' ')}: ${stderr}`);
  return stdout;
}
