import type { Bounds, Design } from '../../spec/design.ts';
import { rulesNamed } from '../../spec/rules.ts';

/** A schedule as its file has it: which design, what differs from that design's file, and the actions by label. */
export interface ScheduleFile {
  /** Lines of comment at the top, without their `#`. */
  readonly comment: readonly string[];
  /** Name of a shipped design, or path of a design file, seen from the schedule file. */
  readonly design: string;
  readonly designLine: number;
  readonly bounds: Partial<Bounds>;
  readonly weaken: readonly string[];
  readonly actions: readonly { readonly label: string; readonly line: number }[];
  /** What `replay` should print, when the file says so. */
  readonly expected?: string;
}

/** Thrown for a schedule file that cannot be read or replayed. */
export class BadSchedule extends Error {
  constructor(
    readonly file: string,
    readonly line: number,
    problem: string,
  ) {
    super(`${file}:${line}: ${problem}`);
  }
}

const BOUND_NAMES = ['blocks', 'writes', 'pagesPerWrite', 'subBlocks', 'fifoDepth', 'faults'] as const;
const SEPARATOR = '---';

/**
 * Reads a schedule file: comment lines, `design`, `bounds` and `weaken`, then one action a line, then, after a line
 * `---`, the output that is expected of `replay`.
 * @throws BadSchedule with file and line.
 */
export function parseSchedule(text: string, file: string): ScheduleFile {
  const lines = text.split('\n').map((line) => line.trimEnd());
  const end = lines.indexOf(SEPARATOR);
  const body = end < 0 ? lines : lines.slice(0, end);
  let design = '';
  let designLine = 0;
  let bounds: Partial<Bounds> = {};
  let weaken: string[] = [];
  const actions: { label: string; line: number }[] = [];
  body.forEach((text, i) => {
    const line = i + 1;
    const [word = '', ...rest] = text.replace(/#.*/, '').trim().split(/\s+/);
    if (word === '') return;
    if (word === 'design') {
      // A path may well have a # in it, and blanks: a comment here is a # that stands alone.
      design = text
        .replace(/\s#(\s.*)?$/, '')
        .trim()
        .slice('design'.length)
        .trim();
      designLine = line;
    } else if (word === 'bounds') bounds = parseBounds(rest, file, line);
    else if (word === 'weaken') weaken = rest.map((name) => knownRule(name, file, line));
    else if (/^[A-Z]/.test(word)) actions.push({ label: [word, ...rest].join(' '), line });
    else throw new BadSchedule(file, line, `expected design, bounds, weaken or an action, found "${word}"`);
  });
  if (design === '') {
    throw new BadSchedule(file, 1, 'expected a line "design NAME", found none');
  }
  const comment = body.filter((line) => line.startsWith('#')).map((line) => line.replace(/^# ?/, ''));
  const expected =
    end < 0
      ? {}
      : {
          expected: lines
            .slice(end + 1)
            .join('\n')
            .trimEnd(),
        };
  return { comment, design, designLine, bounds, weaken, actions, ...expected };
}

function knownRule(name: string, file: string, line: number): string {
  if (rulesNamed(name).length > 0) return name;
  throw new BadSchedule(file, line, `expected a rule such as R5 or R5_fence, found "${name}"`);
}

/** The same schedule file with another recorded output, and nothing else changed. */
export function recordExpected(text: string, expected: string): string {
  const end = text.split('\n').findIndex((line) => line.trimEnd() === SEPARATOR);
  const head = end < 0 ? text.trimEnd() : text.split('\n').slice(0, end).join('\n');
  return `${head}\n${SEPARATOR}\n${expected}\n`;
}

function parseBounds(words: readonly string[], file: string, line: number): Partial<Bounds> {
  const bounds: Record<string, unknown> = {};
  for (const word of words) {
    const [name = '', value = ''] = word.split('=');
    const pages = /^(\d+),(\d+)$/.exec(value);
    if (name === 'cachePages' && pages) bounds[name] = { C1: Number(pages[1]), C2: Number(pages[2]) };
    else if (BOUND_NAMES.includes(name as 'blocks') && /^\d+$/.test(value)) bounds[name] = Number(value);
    else {
      const known = `cachePages=N,N ${BOUND_NAMES.map((bound) => `${bound}=N`).join(' ')}`;
      throw new BadSchedule(file, line, `expected bounds such as ${known}, found "${word}"`);
    }
  }
  return bounds;
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
    typeof value === 'number' ? `${name}=${value}` : `${name}=${value.C1},${value.C2}`,
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
  { ack, bounds, weakened }: Design,
  named: string,
  labels: readonly string[],
  comment: readonly string[] = [],
): string {
  // A FIFO depth says nothing where there is no FIFO.
  const { fifoDepth: _, ...others } = bounds;
  const said = ack === 'fifo' ? bounds : others;
  return formatSchedule({ comment, design: named, bounds: said, weaken: weakened, labels });
}
