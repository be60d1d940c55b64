import { stripVTControlCharacters } from 'node:util';
import pc from 'picocolors';
import type { Design } from '../../../spec/design.ts';
import { kindsLeftOut } from '../../../spec/faults.ts';
import { faultedIn } from '../../check/assess.ts';
import type { Endless, Open } from '../../check/endless.ts';
import { survivesInWords } from '../../check/survives.ts';
import { count, plural } from '../../words/numbers.ts';
import type { DocumentOf } from '../json/documents.ts';
import { colourOf, table } from '../terminal/format.ts';
import type { Report } from './assessment.ts';
import { verdictCell } from './verdict-cell.ts';

/** What is known of designs with any number of writes, below the table of those with their own. */
export function endlessTable(reports: readonly Report[]): string | undefined {
  const rows = reports.flatMap((report) =>
    report.endless === undefined ? [] : [rowOf(report, report.endless)],
  );
  if (rows.length === 0) return undefined;
  return table(['design', 'with any number of writes', 'states', 'not decided here'], rows);
}

function rowOf({ assessment: { design } }: Report, { decided, harm, open, stopped }: Endless): string[] {
  const writes = design.bounds.writes;
  if (harm !== undefined) {
    const as = writes === 'any' ? '' : `, for it is with ${plural(writes, 'write')}`;
    return [design.name, `${colourOf(harm)(harm)}${as}`, '', ''];
  }
  const rest = stopped ?? (open === undefined ? '' : openInWords(open[0]!, decided?.design));
  if (decided === undefined) return [design.name, 'undecided', '', rest];
  return [design.name, decidedInWords(decided), count(decided.exploration.states), rest];
}

function decidedInWords(decided: NonNullable<Endless['decided']>): string {
  const { mismatches, violations, design } = decided;
  const isUnharmed = design.bounds.faults === 0 && violations.length === 0;
  const withoutAny = `without a fault${kindsLeftOut(design).includes('Abort') ? ' (Abort not tried)' : ''}`;
  const stands = isUnharmed ? withoutAny : survivesInWords(faultedIn(decided));
  return [`${verdictCell(decided)}, ${stands}`, ...mismatches.map(({ says }) => pc.red(says))].join('; ');
}

/** Of what is open the most, which is what was asked. */
function openInWords({ design, states }: Open, decided?: Design): string {
  const { faults } = design.bounds;
  const more = decided?.bounds.faults === faults ? ' and Abort' : '';
  return `${plural(faults, 'fault')}${more}: too many for here (at least ${count(Number(states.toPrecision(2)))} states)`;
}

/** The same in a line. */
export function tellEndlessDesigns(reports: readonly Report[]): string[] {
  const known = reports.flatMap((report) => {
    if (report.endless === undefined) return [];
    const [name, words, , rest] = rowOf(report, report.endless);
    return [`${name} ${words}${rest === '' ? '' : `, not decided with ${rest}`}`];
  });
  return known.length === 0
    ? []
    : [stripVTControlCharacters(`With any number of writes: ${known.join('; ')}.`)];
}

/** Whether nothing came up with any number of writes that a design does not declare. */
export function isEndlessAsDeclared({ endless }: Report): boolean {
  const { mismatches = [], violations = [] } = endless?.decided ?? {};
  return mismatches.length === 0 && violations.length === 0;
}

type AnyWrites = NonNullable<DocumentOf<'check'>['designs'][number]['anyWrites']>;

/** The same for JSON. */
export function endlessToJson({ decided, harm, open, stopped }: Endless): AnyWrites {
  return {
    verdict: harm ?? decided?.verdict ?? 'undecided',
    ...(harm === undefined ? {} : { asWithItsOwnWrites: true }),
    ...(decided === undefined
      ? {}
      : {
          faults: decided.design.bounds.faults,
          states: decided.exploration.states,
          faultSets: decided.faultSets.map(({ faults, verdict }) => ({ faults, verdict })),
          violations: decided.violations.map(({ property }) => property.id),
          kindsLeftOut: kindsLeftOut(decided.design),
        }),
    ...(open === undefined
      ? {}
      : {
          open: open.map(({ design, states }) => ({
            faults: design.bounds.faults,
            kindsLeftOut: kindsLeftOut(design),
            statesAtLeast: Math.round(states),
          })),
        }),
    ...(stopped === undefined ? {} : { stopped }),
  };
}
