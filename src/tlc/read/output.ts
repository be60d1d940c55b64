import type { Told } from './collected.ts';
import { messageReader, openBrackets } from './messages.ts';
import { understand, version } from './outcome.ts';

const PARSING = 2220;
const PARSED = 2219;

/** What a run of TLC reports while it goes on. */
export interface Listeners {
  /** A value that the module prints with PrintT. */
  readonly onPrint: (value: string) => void;
  /** Something new was told. */
  readonly onTold: (told: Told) => void;
}

/** Reads the output of TLC in its `-tool` mode, or of its distributed server, into what was told. */
export function outputReader(told: Told, { onPrint, onTold }: Listeners): (line: string) => void {
  let phase: 'greeting' | 'parsing' | 'running' = 'greeting';
  const printed = valueReader(onPrint);
  return messageReader(
    (message) => {
      printed.end();
      if (message.code === PARSING) phase = 'parsing';
      if (message.code === PARSED) phase = 'running';
      understand(told, message);
      onTold(told);
    },
    (line) => {
      if (phase === 'greeting') version(told, line);
      if (phase === 'running') printed.line(line);
      else if (!/^(Parsing file|Semantic processing of module) /.test(line)) told.complaints.push(line);
    },
  );
}

/** Puts printed values together that are wrapped over several lines. */
function valueReader(onPrint: (value: string) => void) {
  let lines: string[] = [];
  let open = 0;
  const end = () => {
    if (lines.length > 0) onPrint(lines.join(' '));
    lines = [];
    open = 0;
  };
  const line = (text: string) => {
    lines.push(text.trim());
    open += openBrackets(text);
    if (open <= 0) end();
  };
  return { line, end };
}
