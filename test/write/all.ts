import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/*
 * npm run generate
 *
 * Writes all that documents take from the code and from short runs. What TLC takes minutes for stays as it is:
 * `test/write/tla.ts` and `test/write/rules.ts --mutants` write that.
 */

const root = fileURLToPath(new URL('../..', import.meta.url));
const writers = [
  ['schema'],
  ['design-files'],
  ['diagrams'],
  ['tla', '--models'],
  ['readme'],
  ['pictures'],
  ['rules'],
] as const;

for (const [name, ...options] of writers) {
  const command = ['--import', 'tsx', `test/write/${name}.ts`, ...options];
  const { status } = spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit' });
  if (status !== 0) {
    process.stderr.write(`test/write/${name}.ts ended with ${status}\n`);
    process.exit(1);
  }
}
