import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from '../support/build.ts';

/*
 * npm run generate
 *
 * Writes all that documents take from the code and from short runs. What TLC takes minutes for stays as it is:
 * `test/write/tla.ts` and `test/write/rules.ts --mutants` write that.
 */

const root = fileURLToPath(new URL('../..', import.meta.url));
const writers = [
  ['schema'],
  ['json-schemas'],
  ['design-files'],
  ['diagrams'],
  ['tla', '--models'],
  ['readme'],
  ['pictures'],
  ['rules'],
  ['tables'],
  ['hazards'],
  ['literal'],
  ['topologies'],
] as const;

const built = build();
process.env['MIRRORPROOF_BUILT'] = built;
// No document is to say of a design that it is safe while a property is violated in it.
run(built, 'check');
for (const [name, ...options] of writers) run(`test/write/${name}.ts`, ...options);

function run(...command: readonly string[]): void {
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', ...command], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status === 0) return;
  process.stderr.write(`${command.join(' ')} ended with ${status}; what follows it is not written\n`);
  process.exit(1);
}
