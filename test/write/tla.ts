import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Design } from '../../spec/design.ts';
import { loadDesign } from '../../src/design/load.ts';
import { shippedDesigns } from '../../src/files/package.ts';
import { configText, moduleName, moduleText, type TlcQuestion } from '../../src/tlc/write/model.ts';

/*
 * Writes tla/models from the shipped designs, and the table of tla/README.md from a run of TLC on them, which takes some
 * minutes: `node --import tsx test/write/tla.ts`. With `--models`, only the models.
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
function tableOf(checks: readonly Checked[]): string {
  const rows = checks.map(({ design, checked, result, states, depth, seconds }) => {
    const config = configName({ name: design } as Design, checked);
    const cells = [
      `\`${config}\``,
      result,
      states.toLocaleString('en-US'),
      depth,
      `${Math.round(seconds)} s`,
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    '| model | expected and found | states | depth | time |',
    '| --- | --- | ---: | ---: | ---: |',
    ...rows,
  ].join('\n');
}

function runTlc(): readonly Checked[] {
  const main = `${root}src/cli/main.ts`;
  const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', main, 'tlc', '--liveness', '--json'], {
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
  if (!process.argv.includes('--models')) {
    const readme = readFileSync(tlaReadme, 'utf8');
    const [open, end] = ['<!-- generated: models -->', '<!-- end -->'];
    const before = readme.slice(0, readme.indexOf(open) + open.length);
    const after = readme.slice(readme.indexOf(end));
    writeFileSync(tlaReadme, `${before}\n\n${tableOf(runTlc())}\n\n${after}`);
  }
}
