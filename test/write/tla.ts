import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Design } from '../../spec/design.ts';
import { loadDesign } from '../../src/design/load.ts';
import { shippedDesigns } from '../../src/files/package.ts';
import { configText, moduleName, moduleText, type TlcQuestion } from '../../src/tlc/write/model.ts';

/*
 * Writes tla/models from the shipped designs, and the table of tla/README.md from a run of TLC on them, which takes some
 * minutes each: `node --import tsx test/write/tla.ts [DESIGN...]`. With `--models`, only the models.
 */

const root = fileURLToPath(new URL('../..', import.meta.url));
export const modelsFolder = `${root}tla/models/`;
export const tlaReadme = `${root}tla/README.md`;

const questions: readonly TlcQuestion[] = ['safety', 'liveness', 'blocked'];

/** Every file of tla/models by its name, as it is now. */
export function modelFiles(): Map<string, string> {
  const files = new Map<string, string>();
  for (const name of shippedDesigns()) {
    const design = loadDesign(name, 'tiny');
    files.set(`${moduleName(design)}.tla`, moduleText(design));
    for (const question of questions) files.set(configName(design, question), configText(design, question));
  }
  return files;
}

function configName(design: Design, question: TlcQuestion): string {
  return question === 'safety' ? `${moduleName(design)}.cfg` : `${moduleName(design)}_${question}.cfg`;
}

interface Checked {
  readonly design: string;
  readonly checked: TlcQuestion;
  readonly result: string;
  readonly states: number;
  readonly depth: number;
  readonly seconds: number;
}

/** The table of models: a row for each design and question. */
function tableOf(rows: readonly string[]): string {
  return [
    '| model | expected and found | states | depth | time |',
    '| --- | --- | ---: | ---: | ---: |',
    ...rows,
  ].join('\n');
}

function rowOf({ design, checked, result, states, depth, seconds }: Checked): string {
  const config = configName({ name: design } as Design, checked);
  const cells = [`\`${config}\``, result, states.toLocaleString('en-US'), depth, `${Math.round(seconds)} s`];
  return `| ${cells.join(' | ')} |`;
}

/** The rows of the table, those of these designs anew. */
function updated(rows: readonly string[], designs: readonly string[]): string[] {
  const fresh = new Map(runTlc(designs).map((check) => [rowOf(check).split(' | ')[0], rowOf(check)]));
  const kept = rows.map((row) => fresh.get(row.split(' | ')[0]) ?? row);
  return [...new Set([...kept, ...fresh.values()])];
}

function runTlc(designs: readonly string[]): readonly Checked[] {
  const command = ['--import', 'tsx', `${root}src/cli/main.ts`, 'tlc', ...designs, '--liveness', '--json'];
  const { stdout } = spawnSync(process.execPath, command, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return (JSON.parse(stdout) as { checks: Checked[] }).checks;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(modelsFolder, { recursive: true });
  for (const [name, text] of modelFiles()) writeFileSync(`${modelsFolder}${name}`, text);
  const [first, ...others] = process.argv.slice(2);
  if (first !== '--models') {
    const readme = readFileSync(tlaReadme, 'utf8');
    const [open, end] = ['<!-- generated: models -->', '<!-- end -->'];
    const [from, to] = [readme.indexOf(open) + open.length, readme.indexOf(end)];
    const rows = readme
      .slice(from, to)
      .split('\n')
      .filter((line) => line.startsWith('| `'));
    const designs = first === undefined ? [] : [first, ...others];
    const table = tableOf(updated(rows, designs));
    writeFileSync(tlaReadme, `${readme.slice(0, from)}\n\n${table}\n\n${readme.slice(to)}`);
  }
}
