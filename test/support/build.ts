import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Compiles the command line, and says where it lies. Types are a matter of `npm run lint`. */
export function build(): string {
  const compiler = join(root, 'node_modules', '.bin', 'tsc');
  execFileSync(compiler, ['-p', 'tsconfig.build.json', '--noCheck'], { cwd: root, stdio: 'inherit' });
  for (const script of ['build:core', 'build:command']) {
    execFileSync('npm', ['run', '--silent', script], { cwd: root, stdio: 'inherit' });
  }
  return join(root, 'dist', 'src', 'cli', 'main.js');
}

/** A file of the build that was made for this run, by its path from `src`. */
export function builtFile(...path: readonly string[]): string {
  return join(process.env['MIRRORPROOF_BUILT']!, '..', '..', ...path);
}
