/** A message of TLC's `-tool` mode: `@!@!@STARTMSG 2110:1 @!@!@`, its text, `@!@!@ENDMSG 2110 @!@!@`. */
export interface Message {
  readonly code: number;
  /** 1 and 2 are errors, 3 a warning, 4 a state of a counterexample. */
  readonly severity: number;
  readonly text: string;
}

const START = /^(.*)@!@!@STARTMSG (-?\d+):(\d+) @!@!@$/;
const END = /^@!@!@ENDMSG -?\d+ @!@!@$/;

/**
 * Cuts TLC's output into messages and the lines between them, which are what the module prints. A message
 * inside another (an Assert inside an invariant) becomes part of its text.
 */
export function messageReader(
  onMessage: (message: Message) => void,
  onPlain: (line: string) => void,
): (line: string) => void {
  let open: { code: number; severity: number; lines: string[] } | undefined;
  let nested = 0;
  return (line) => {
    const head = START.exec(line);
    if (head !== null) {
      const [, before, code, severity] = head;
      if (open !== undefined) nested++;
      open ??= { code: Number(code), severity: Number(severity), lines: [] };
      if (nested > 0 && before !== '') open.lines.push(before!);
    } else if (open === undefined) onPlain(line);
    else if (!END.test(line)) open.lines.push(line);
    else if (nested > 0) nested--;
    else {
      const { code, severity, lines } = open;
      open = undefined;
      onMessage({ code, severity, text: lines.join('\n').trim() });
    }
  };
}

/** How many brackets a line of TLA+ opens and does not close: a value may be printed over several lines. */
export function openBrackets(line: string): number {
  const code = line.replace(/"(?:[^"\\]|\\.)*"/g, '');
  const count = (pattern: RegExp) => code.match(pattern)?.length ?? 0;
  return count(/<<|[[({]/g) - count(/>>|[\])}]/g);
}
