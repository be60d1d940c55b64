import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type ChartName, charts } from '../../spec/charts/index.ts';
import { type Chart, chartNamed } from '../../src/statecharts/chart.ts';
import { toMermaid } from '../../src/statecharts/mermaid.ts';
import { toSvg } from '../../src/statecharts/svg.ts';

/*
 * Writes the pictures of the charts and the page that shows them: `node --import tsx test/write/diagrams.ts`.
 * A test fails when they are not current.
 */

const folder = fileURLToPath(new URL('../../spec/charts/', import.meta.url));
const drawn = (Object.keys(charts) as ChartName[]).map(chartNamed);

const INTRODUCTION = `<!-- Written by test/write/diagrams.ts. -->

# Lifecycles

The statecharts of everything that changes state. They are XState machines, and they drive the code: what no
chart has cannot happen ([lifecycle.ts](../../src/model/lifecycle.ts)).

An arrow carries its event, and what that is about: [claims](../claims.md) (A1 to B15),
[rules](../rules.md) (R0 to R18) and [hazards](../hazards.md) (H01 to H62). A rule in full, such as
\`R6_arbiter\`, is a [guard](../rules.ts) that stands before the event. An arrow of a state around others
holds for all of them; \`board\` and \`mode\`, \`entry\` and \`copy\` go on side by side. \`mirrorproof diagram\` draws the
charts in other formats, and with \`--coverage\` shows how often an exploration, or a set of schedules, takes
each arrow.
`;

/** Every generated file with its text, as it is now. */
export async function diagramFiles(): Promise<Map<string, string>> {
  const files = new Map([[`${folder}README.md`, [INTRODUCTION, ...drawn.map(section)].join('\n')]]);
  for (const chart of drawn) files.set(`${folder}${chart.name}.svg`, await toSvg(chart));
  return files;
}

function section(chart: Chart): string {
  const { name, about } = chart;
  return `## ${name}\n\n${about} [As a picture](${name}.svg).\n\n\`\`\`mermaid\n${toMermaid(chart)}\`\`\`\n`;
}

async function write(): Promise<void> {
  for (const [file, text] of await diagramFiles()) writeFileSync(file, text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await write();
