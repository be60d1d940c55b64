import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/*
 * Writes the pictures that documents show: `node --import tsx test/write/pictures.ts`. A test fails when they
 * are not current.
 */

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, 'spec', 'pictures');

/** The designs whose counterexample has a picture, under the name of the design. */
const drawn = ['self-fed'] as const;

/** Each picture by its file, as it is now. */
export function pictureFiles(): Map<string, string> {
  return new Map(drawn.map((design) => [join(folder, `${design}.svg`), counterexampleOf(design)]));
}

/** The picture of the schedule that `check --write` gives, drawn as it says. */
function counterexampleOf(design: string): string {
  const out = mkdtempSync(join(tmpdir(), 'mirrorproof-'));
  try {
    const [, command] =
      /To see it: npx mirrorproof (.*)$/m.exec(mirrorproof('check', design, '--write', out)) ?? [];
    if (command === undefined)
      throw new Error(`check does not say how to see the counterexample of ${design}`);
    mirrorproof(...command.split(' '));
    return readFileSync(join(out, `${design}.svg`), 'utf8');
  } finally {
    rmSync(out, { recursive: true });
  }
}

function mirrorproof(...command: string[]): string {
  const args = ['--import', 'tsx', 'src/cli/main.ts', ...command];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of pictureFiles()) writeFileSync(file, text);
}
