import { writeFileSync } from 'node:fs';
import { compile, NotPortable } from './compile.ts';

/*
 * npm run build:core [-- ENTRY OUT]
 *
 * Writes the core of the explorer as WebAssembly, beside what tsc makes of it. Bundled for Node as it is: through tsx the
 * compiler, of fifteen megabytes, takes ten times as long to load.
 */

const [entry = 'src/explorer/core/main.ts', out = 'dist/src/explorer/core/core.wasm'] = process.argv.slice(2);

try {
  writeFileSync(out, await compile(entry));
} catch (error) {
  if (!(error instanceof NotPortable)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
