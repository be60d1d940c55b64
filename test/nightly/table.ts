import { root, withParts } from '../write/generated.ts';
import { checks, type Result } from './checks.ts';

/* The table of spec/nightly.md: a row for each check, as it came out when it was run last. */

export const nightlyFile = `${root}spec/nightly.md`;

/** What a row says of the last run. */
export interface Row {
  readonly result: string;
  /** YYYY-MM-DD, or that it was not run. */
  readonly date: string;
  readonly minutes: string;
}

export const NEVER: Row = { result: 'not run yet', date: '-', minutes: '-' };

/** The rows of a document, by the name of their check. */
export function rowsIn(document: string): Map<string, Row> {
  const rows = document.matchAll(/^\| `(\w+)` \| (?:.*) \| (.*) \| (.*) \| (.*) \|$/gm);
  return new Map(
    [...rows].map(([, name, result, date, minutes]) => [
      name!,
      { result: result!, date: date!, minutes: minutes! },
    ]),
  );
}

/** The row of a check that ran on a day, for so long. */
export function rowOf({ passed, words }: Result, day: Date, minutes: number): Row {
  return {
    result: (passed ? words : `**failed**: ${words}`).replaceAll('|', '/'),
    date: day.toISOString().slice(0, 10),
    minutes: minutes.toFixed(1),
  };
}

/** The document with the rows of checks that were run now. The others stay. */
export function withRows(document: string, ran: ReadonlyMap<string, Row>): string {
  const known = rowsIn(document);
  const rows = checks.map(({ name, says }) => {
    const { result, date, minutes } = ran.get(name) ?? known.get(name) ?? NEVER;
    return `| \`${name}\` | ${says} | ${result} | ${date} | ${minutes} |`;
  });
  const header = '| check | what it checks | result | date | minutes |';
  return withParts(document, { nightly: [header, '| --- | --- | --- | --- | ---: |', ...rows].join('\n') });
}
