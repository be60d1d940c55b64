import type { Design } from '../../spec/design.ts';
import { kindsLeftOut } from '../../spec/faults.ts';
import { boundsInWords } from '../words/numbers.ts';
import type { Effect } from './effects.ts';
import type { Rest } from './rests.ts';
import type { Tables } from './tables.ts';

/** The tables of a design as a section of a Markdown document. */
export function tablesInMarkdown(design: Design, { rests, effects, stopped }: Tables): string {
  const { name, about } = design;
  const leftOut = kindsLeftOut(design);
  return [
    `# ${name}`,
    '',
    ...(about === '' ? [] : [about, '']),
    `Explored with ${boundsInWords(design)}; nothing is said of what lies beyond.`,
    ...(stopped === undefined ? [] : [`**Stopped: ${stopped}. There is more than these tables say.**`]),
    ...(leftOut.length === 0 ? [] : [`Not tried: ${leftOut.join(', ')}.`]),
    '',
    '## What it comes to',
    '',
    'With these parts amiss, once it has reacted: no controller has a step left that changes what it serves; one that',
    'hangs may go on at any time. Who serves a device, nobody where none works or none is in charge of it. How hosts were',
    'answered: before the device had the write (write-back), or after. The last column is the worst that became of any',
    'block there.',
    '',
    markdownTable(
      ['what does not work', 'K1', 'K2', 'serves D1', 'serves D2', 'hosts are answered', 'data'],
      rests.map(restRow),
    ),
    '',
    '## Failure modes and effects',
    '',
    'Of each single fault, whenever it strikes. What keeps the data: where hosts are answered from, or would be, what no',
    'device has yet. Claims, rules and hazards are those that the lifecycle charts name for what happens only with this',
    'fault.',
    '',
    markdownTable(
      [
        'item',
        'failure',
        'local effect',
        'effect on the host',
        'noticed by',
        'what keeps the data',
        'claims',
      ],
      effects.map(effectRow),
    ),
    '',
  ].join('\n');
}

function restRow({ amiss, modes, served, policies, verdict }: Rest): string[] {
  const parts = amiss.length === 0 ? 'nothing' : amiss.join(', ');
  return [parts, modes.K1, modes.K2, served.D1, served.D2, policies.join(' or ') || 'never', marked(verdict)];
}

function effectRow(effect: Effect): string[] {
  const { item, fault, failure, local, verdict, host, detected, kept, claims } = effect;
  const list = (words: readonly string[], none: string) => words.join('; ') || none;
  return [
    item,
    `${failure} (\`${fault}\`)`,
    list(local, 'none'),
    [marked(verdict), ...host].join('; '),
    list(detected, 'nobody'),
    [list(kept, 'nothing has to'), ...(verdict === 'lost' ? ['**nothing, where it ends lost**'] : [])].join(
      '; ',
    ),
    claims.join(', ') || 'none',
  ];
}

/** Harm stands out also where nothing is coloured. */
function marked(verdict: string): string {
  return verdict === 'safe' ? verdict : `**${verdict}**`;
}

function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}
