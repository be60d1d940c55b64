import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { survivesInWords } from '../../src/check/survives.ts';
import { formatSchedule } from '../../src/schedule/file.ts';

/*
 * Writes what the README takes from runs: `node --import tsx test/write/readme.ts`. A test fails when it is not current.
 * The table of weakened rules takes TLC some minutes; it is written with `--mutants`, and otherwise stays.
 */

const root = fileURLToPath(new URL('../..', import.meta.url));
export const readmeFile = `${root}README.md`;

interface DesignJson {
  readonly design: string;
  readonly ack: string;
  readonly verdict: string;
  readonly states: number;
  readonly depth: number;
  readonly bounds: { readonly faults: number };
  readonly faultSets: { readonly faults: string[]; readonly verdict: string }[];
  readonly counterexample?: string[];
}

interface RuleJson {
  readonly rule: string;
  readonly says: string;
  readonly design?: string;
  readonly properties?: readonly {
    readonly property: string;
    readonly reference?: number;
    readonly tlc?: number;
  }[];
  readonly finding?: string;
}

/** The README with its generated parts as they are now. */
export function readmeText(mutants = false): string {
  const { designs } = JSON.parse(mirrorproof('check', '--json')) as { designs: DesignJson[] };
  const parts: Record<string, string> = {
    verdicts: verdictTable(designs),
    counterexample: counterexample(designs.find(({ design }) => design === 'self-fed')!),
    ...(mutants ? { mutants: mutantTable(JSON.parse(mirrorproof('mutants', '--json')).rules) } : {}),
  };
  return readFileSync(readmeFile, 'utf8').replace(
    /(<!-- generated: (\w+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (whole, open: string, name: string, close: string) =>
      parts[name] === undefined ? whole : `${open}\n${parts[name]}\n\n${close}`,
  );
}

function verdictTable(designs: readonly DesignJson[]): string {
  const rows = designs.map(({ design, ack, states, depth, verdict, bounds, faultSets }) => {
    const count = states.toLocaleString('en-US');
    const survives = survivesInWords({ faultSets, faults: bounds.faults });
    return `| \`${design}\` | ${ack} | ${bounds.faults} | ${count} | ${depth} | **${verdict}** | ${survives} |`;
  });
  const header = '| design | ack rule | faults | states | depth | verdict | survives |';
  return [header, '| --- | --- | --- | ---: | ---: | --- | --- |', ...rows].join('\n');
}

/** Each rule with the property that catches it soonest, and after how many actions in the reference and in TLC. */
function mutantTable(rules: readonly RuleJson[]): string {
  const rows = rules.map(({ rule, says, design, properties = [], finding }) => {
    const caught = properties.filter(({ reference }) => reference !== undefined);
    const [first] = caught.sort((a, b) => a.reference! - b.reference!);
    if (first === undefined) return `| \`${rule}\` | ${says} | ${finding} | | | |`;
    return `| \`${rule}\` | ${says} | \`${first.property}\` | \`${design}\` | ${first.reference} | ${first.tlc ?? '-'} |`;
  });
  const header = '| rule weakened | what it says | caught by | in | actions | in TLC |';
  return [header, '| --- | --- | --- | --- | ---: | ---: |', ...rows].join('\n');
}

function counterexample({ design, counterexample: labels }: DesignJson): string {
  const text = formatSchedule({ comment: [], design, bounds: {}, weaken: [], labels: labels! });
  const folder = mkdtempSync(join(tmpdir(), 'mirrorproof-'));
  const file = join(folder, `${design}.schedule`);
  writeFileSync(file, text);
  const trace = mirrorproof('trace', file).trimEnd();
  rmSync(folder, { recursive: true });
  return `\`\`\`\n${trace}\n\`\`\``;
}

function mirrorproof(...command: string[]): string {
  const args = ['--import', 'tsx', 'src/cli/main.ts', ...command];
  return spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' }).stdout;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(readmeFile, readmeText(process.argv.includes('--mutants')));
}
