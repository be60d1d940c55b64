import type { Bounds, Design } from '../../spec/design.ts';
import { nearestRule, rulesNamed } from '../../spec/rules.ts';
import { quotation } from '../text/quotation.ts';
import { shown } from '../text/shown.ts';

/** A schedule as its file has it: which design, what differs from that design's file, and the actions by label. */
export interface ScheduleFile {
  /** Lines of comment at the top, without their `#`. */
  readonly comment: readonly string[];
  /** Name of a shipped design, or path of a design file, seen from the schedule file. */
  readonly design: string;
  readonly designLine: number;
  readonly bounds: Partial<Bounds>;
  /** Where the bounds stand, when the file sets some. */
  readonly boundsLine?: number;
  readonly weaken: readonly string[];
  readonly actions: readonly { readonly label: string; readonly line: number }[];
  /** What `replay` should print, when the file says so. */
  readonly expected?: string;
}

/** Thrown for a schedule file that cannot be replayed. */
export class BadSchedule extends Error {
  override readonly name = 'BadSchedule';

  constructor(
    readonly file: string,
    readonly line: number,
    problem: string,
  ) {
    super(`${shown(file)}:${line}: ${problem}`);
  }
}

const BOUND_NAMES = ['blocks', 'writes', 'pagesPerWrite', 'subBlocks', 'fifoDepth', 'faults'] as const;
/** The one that may be without end. */
const ENDLESS = 'writes';
const SEPARATOR = '---';

/** What a file says once, before or between its actions. */
const HEADERS = ['design', 'bounds', 'weaken'] as const;

/** A line of a file that says something. */
interface Line {
  readonly file: string;
  readonly number: number;
  readonly text: string;
  /** The words behind the first, without the comment. */
  readonly rest: readonly string[];
}

/**
 * Reads a schedule file: comment lines, `design`, `bounds` and `weaken`, then one action a line, then, after a line
 * `---`, the output that is expected of `replay`.
 * @throws BadSchedule with file and line.
 */
export function parseSchedule(text: string, file: string): ScheduleFile {
  const lines = text.split('\n').map((line) => line.trimEnd());
  const end = lines.indexOf(SEPARATOR);
  const body = end < 0 ? lines : lines.slice(0, end);
  const { headers, actions } = linesOf(body, file);
  const design = headers.get('design');
  if (design === undefined) throw new BadSchedule(file, 1, 'expected a line "design NAME", found none');
  const bounds = headers.get('bounds');
  const weaken = headers.get('weaken');
  const comment = body.filter((line) => line.startsWith('#')).map((line) => line.replace(/^# ?/, ''));
  return {
    comment,
    design: designIn(design),
    designLine: design.number,
    bounds: bounds === undefined ? {} : boundsIn(bounds),
    ...(bounds === undefined ? {} : { boundsLine: bounds.number }),
    weaken: weaken === undefined ? [] : rulesIn(weaken),
    actions,
    ...(end < 0 ? {} : { expected: textOf(lines.slice(end + 1)) }),
  };
}

function textOf(lines: readonly string[]): string {
  return lines.join('\n').trimEnd();
}

function linesOf(body: readonly string[], file: string) {
  const headers = new Map<string, Line>();
  const actions: { label: string; line: number }[] = [];
  body.forEach((text, i) => {
    const number = i + 1;
    const [word = '', ...rest] = text.replace(/#.*/s, '').trim().split(/\s+/);
    if (word === '') return;
    if (HEADERS.includes(word as 'design')) {
      refuseSecond(headers.get(word), word, number);
      headers.set(word, { file, number, text, rest });
    } else if (/^[A-Z]/.test(word)) actions.push({ label: [word, ...rest].join(' '), line: number });
    else {
      const expected = `expected ${HEADERS.join(', ')} or an action`;
      throw new BadSchedule(file, number, `${expected}, found ${quotation(word)}`);
    }
  });
  return { headers, actions };
}

function refuseSecond(first: Line | undefined, word: string, number: number): void {
  if (first === undefined) return;
  throw new BadSchedule(
    first.file,
    number,
    `expected one line "${word}", found another in line ${first.number}`,
  );
}

/** A path may well have a # in it, and blanks: a comment here is a # that stands alone. */
function designIn({ file, number, text }: Line): string {
  const [, name = ''] = /^design(.*)$/s.exec(text.replace(/\s#(\s.*)?$/s, '').trim())!;
  if (name.trim() === '') throw new BadSchedule(file, number, 'expected "design NAME", found no name');
  return name.trim();
}

function rulesIn({ file, number, rest }: Line): readonly string[] {
  const expected = 'expected a rule such as R5 or R5_fence';
  if (rest.length === 0) throw new BadSchedule(file, number, `${expected}, found none`);
  const seen = new Set<string>();
  for (const name of rest) {
    if (rulesNamed(name).length === 0) {
      const nearest = nearestRule(name);
      const hint = nearest === undefined ? '' : ` (did you mean "${nearest}"?)`;
      throw new BadSchedule(file, number, `${expected}, found ${quotation(name)}${hint}`);
    }
    if (seen.has(name)) throw new BadSchedule(file, number, `expected each rule once, found ${name} again`);
    seen.add(name);
  }
  return rest;
}

function boundsIn({ file, number, rest }: Line): Partial<Bounds> {
  const known = `cachePages=N,N ${BOUND_NAMES.map((bound) => `${bound}=${bound === ENDLESS ? 'N|any' : 'N'}`).join(' ')}`;
  const expected = `expected bounds such as ${known}`;
  if (rest.length === 0) throw new BadSchedule(file, number, `${expected}, found none`);
  const bounds: Record<string, unknown> = {};
  for (const word of rest) {
    const [name, value] = boundIn(word) ?? [];
    if (name === undefined) throw new BadSchedule(file, number, `${expected}, found ${quotation(word)}`);
    if (Object.hasOwn(bounds, name))
      throw new BadSchedule(file, number, `expected each bound once, found ${name} again`);
    bounds[name] = value;
  }
  return bounds;
}

function boundIn(word: string): [name: string, value: unknown] | undefined {
  if (word === `${ENDLESS}=any`) return [ENDLESS, 'any'];
  const [, name = '', digits = '', more] = /^(\w+)=(\d+)(?:,(\d+))?$/.exec(word) ?? [];
  if (name === 'cachePages' && more !== undefined) return [name, { C1: Number(digits), C2: Number(more) }];
  if (!BOUND_NAMES.includes(name as 'blocks') || more !== undefined) return undefined;
  return [name, Number(digits)];
}

/** The same schedule file with another recorded output, and nothing else changed. */
export function recordExpected(text: string, expected: string): string {
  const end = text.split('\n').findIndex((line) => line.trimEnd() === SEPARATOR);
  const head = end < 0 ? text.trimEnd() : text.split('\n').slice(0, end).join('\n');
  return `${head}\n${SEPARATOR}\n${expected}\n`;
}

/** The text of a schedule file. `parseSchedule` reads it back. */
export function formatSchedule(schedule: {
  readonly comment: readonly string[];
  readonly design: string;
  readonly bounds: Partial<Bounds>;
  readonly weaken: readonly string[];
  readonly labels: readonly string[];
}): string {
  const bounds = Object.entries(schedule.bounds).map(([name, value]) =>
    typeof value === 'object' ? `${name}=${value.C1},${value.C2}` : `${name}=${value}`,
  );
  const lines = [
    ...schedule.comment.map((line) => `# ${line}`.trimEnd()),
    `design ${schedule.design}`,
    ...(bounds.length === 0 ? [] : [`bounds ${bounds.join(' ')}`]),
    ...(schedule.weaken.length === 0 ? [] : [`weaken ${schedule.weaken.join(' ')}`]),
    '',
    ...schedule.labels,
  ];
  return `${lines.join('\n')}\n`;
}

/** The same for a design as it was loaded, with all its bounds; `named` is its name, or its path seen from the file. */
export function scheduleTextOf(
  design: Design,
  named: string,
  labels: readonly string[],
  comment: readonly string[] = [],
): string {
  return formatSchedule({
    comment,
    design: named,
    bounds: boundsSaid(design),
    weaken: design.weakened,
    labels,
  });
}

/** The bounds of a design as a file can say them: a FIFO depth says nothing where there is no FIFO. */
export function boundsSaid({ ack, bounds }: Design): Partial<Bounds> {
  const { fifoDepth: _, ...others } = bounds;
  return ack === 'fifo' ? bounds : others;
}
