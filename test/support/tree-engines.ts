import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './markdown.ts';

/* Programs for fault trees that nobody here wrote. */

/** Of a Galileo file, whether its top has failed after events that fail in an order, for each order. */
export type TreeEngine = (file: string, orders: readonly (readonly string[])[]) => boolean[];

/** Storm, installed in a folder as stormpy: it lets the events fail one by one. */
export function stormIn(folder: string): TreeEngine {
  const python = join(folder, 'bin', 'python');
  execFileSync('python3', ['-m', 'venv', folder]);
  execFileSync(python, ['-m', 'pip', 'install', '--quiet', 'stormpy==2.0.0']);
  const walk = join(root, 'test', 'fixtures', 'trees', 'walk.py');
  return (file, orders) => {
    const input = orders.map((order) => `${order.join(' ')}\n`).join('');
    const told = execFileSync(python, [walk, file], { input, encoding: 'utf8', maxBuffer: 2 ** 26 });
    return told
      .trim()
      .split('\n')
      .map((line) => line === 'failed');
  };
}

/** The minimal cut sets that SCRAM finds in a file of Open-PSA. Undefined where there is no SCRAM (Debian: `scram`). */
export function cutSetsOfScram(file: string): string[][] | undefined {
  const { status, stdout, error } = spawnSync('scram', [file, '--mocus'], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (error !== undefined) return undefined;
  if (status !== 0) throw new Error(`SCRAM refuses ${file}`);
  const products = stdout.match(/<product [\s\S]*?<\/product>/g) ?? [];
  return products.map((product) =>
    [...product.matchAll(/<basic-event name="(\w+)"/g)].map(([, name]) => name!),
  );
}
