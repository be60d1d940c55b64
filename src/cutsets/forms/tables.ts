import { PHASES } from '../../model/phase.ts';
import { boundsInWords, count, plural } from '../../words/numbers.ts';
import { type CutSet, countOf, nameOf, scheduleOf } from '../cut-set.ts';
import type { CutSets } from '../find.ts';
import { harmInWords, otherOrdersInWords, phaseSays, remarksOn } from '../words.ts';

/** The cut sets of designs as a Markdown document: a section for each, a table of its sets, and what is true of each. */
export function toMarkdown(all: readonly CutSets[]): string {
  return `${['# Cut sets', ...all.map(section), legend()].join('\n\n')}\n`;
}

function section(cutSets: CutSets): string {
  const { design, found, faults, states } = cutSets;
  const at = boundsInWords(design);
  const intro = `Every set of up to ${plural(faults, 'fault')} was explored, at ${at}: ${count(states)} states.`;
  const head = `## ${design.name}\n\n${intro}`;
  if (found.length === 0) return `${head}\n\nNone of them does harm.`;
  const rows = found.map((set) => [
    set.verdict,
    nameOf(set),
    String(countOf(set)),
    String(scheduleOf(set).length),
    [...set.devices.map((harm) => harmInWords(harm, design.ack)), ...remarksOn(set)].join('<br>'),
  ]);
  const lines = [
    ['verdict', 'cut set', 'sets', 'actions', 'how'],
    ['---', '---', '---:', '---:', '---'],
    ...rows,
  ];
  return `${head}\n\n${lines.map((cells) => `| ${cells.map(inCell).join(' | ')} |`).join('\n')}`;
}

function inCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(' > ', ' &gt; ');
}

function legend(): string {
  return ['When a fault strikes:', '', ...PHASES.map((phase) => `- ${phase}: ${phaseSays[phase]}`)].join(
    '\n',
  );
}

const COLUMNS = [
  'design',
  'verdict',
  'faults',
  'ordered',
  'sets',
  'device',
  'writer',
  'deviceVerdict',
  'fault',
  'phases',
  'takes',
  'actions',
  'schedule',
  'otherSide',
  'otherOrders',
  'milder',
] as const;

/** The same as comma-separated values, a line for each strike of each set on each device. No cell has a comma in it. */
export function toCsv(all: readonly CutSets[]): string {
  const rows = all.flatMap(({ design, found }) => found.flatMap((set) => csvRows(design.name, set)));
  return `${[COLUMNS, ...rows].map((cells) => cells.join(',')).join('\n')}\n`;
}

function csvRows(design: string, set: CutSet): string[][] {
  return set.devices.flatMap(({ device, writer, verdict, strikes, schedule }) => {
    const head = [design, set.verdict, nameOf(set), set.isOrdered ? 'yes' : 'no', String(countOf(set))];
    const harm = [device, writer, verdict];
    const end = [String(schedule.length), schedule.join('; '), ...besides(set)];
    const told = strikes.map(({ fault, phases, takes }) => [fault, phases.join('; '), takes.join('; ')]);
    return (told.length === 0 ? [['', '', '']] : told).map((strike) => [...head, ...harm, ...strike, ...end]);
  });
}

/** Of the whole set: what it is called on the other side, what its other orders come to, and milder sets above it. */
function besides({ alike, isOrdered, otherwise, milder }: CutSet): string[] {
  return [
    alike.map((faults) => nameOf({ faults, isOrdered })).join('; '),
    otherOrdersInWords(otherwise),
    milder.map(({ faults, verdict }) => `${faults.join(' + ')}: ${verdict}`).join('; '),
  ];
}
