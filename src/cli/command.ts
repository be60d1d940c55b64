import pc from 'picocolors';
import { BadCheckpoint } from '../checkpoints/piece-file.ts';
import { Undecided } from '../crosscheck/parts.ts';
import { BadDesign, NoSuchDesign } from '../design/bad-design.ts';
import { CountsWrites } from '../explorer/fold/same-future.ts';
import { TooManyVersions } from '../explorer/fold/versions.ts';
import { StateTooLarge } from '../explorer/layout.ts';
import { NoSharedMemory } from '../explorer/learned/memory.ts';
import { MemoryFull } from '../explorer/learned/regions.ts';
import { TooLittleMemory } from '../explorer/learned/search.ts';
import { NotSetAside } from '../explorer/learned/states.ts';
import { MissingFiles } from '../files/package.ts';
import { CannotRead } from '../files/read.ts';
import { troubleIn } from '../files/system-errors.ts';
import { CannotWrite } from '../files/whole.ts';
import { BadItf } from '../itf/file.ts';
import { BadSchedule } from '../schedule/file.ts';
import { NotASchedule } from '../schedule-files/load.ts';
import { shown } from '../text/shown.ts';
import { CannotKeep } from '../threads/engine.ts';
import { MissingProgram } from '../tlc/run/missing.ts';
import { generalHelp, helpOf, versionText } from './help.ts';
import { type Asked, readCommandLine } from './parser.ts';
import { annotateBadDesign, isOnGitHub } from './report/github.ts';
import { type ExitCode, exit, WrongUsage } from './terminal/exit.ts';
import { CannotPrint, print, warn } from './terminal/write.ts';
import { verbs } from './verbs.ts';

/** What can be done instead of an action that is not enabled is told in some thousand letters. */
const LONGEST_LINE = 5000;

const badInput = [
  BadCheckpoint,
  BadDesign,
  BadItf,
  BadSchedule,
  StateTooLarge,
  TooManyVersions,
  CountsWrites,
];
const missing = [MissingProgram, MissingFiles, NoSharedMemory, MemoryFull];
const unusable = [CannotRead, CannotWrite, NotSetAside, TooLittleMemory];
const wrongUsage = [WrongUsage, CannotKeep, NoSuchDesign, NotASchedule, ...unusable];

/** What an error means for the exit code. */
function codeOf(error: unknown): ExitCode {
  if (badInput.some((kind) => error instanceof kind)) return exit.badInput;
  if (missing.some((kind) => error instanceof kind)) return exit.missingProgram;
  if (error instanceof Undecided) return exit.undecided;
  if (error instanceof CannotPrint) return exit.noOutput;
  if (wrongUsage.some((kind) => error instanceof kind)) return exit.usage;
  if (troubleIn(error) !== undefined) return exit.usage;
  return exit.internalError;
}

/** Answers the words after the name of the program, and sets the exit code. */
export async function main(words: readonly string[]): Promise<void> {
  try {
    if (words.length === 0) print(generalHelp(verbs));
    process.exitCode = await answer(readCommandLine(words, verbs));
  } catch (error) {
    process.exitCode = codeOf(error);
    if (error instanceof BadDesign && isOnGitHub()) annotateBadDesign(error);
    warn(`${pc.red('mirrorproof:')} ${inWords(error, process.exitCode === exit.internalError)}`);
  }
}

/** With the stack where it is our fault. No line is so long that it hides the others. */
function inWords(error: unknown, isInternal: boolean): string {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const text = isInternal ? (stack ?? message) : (troubleIn(error) ?? message);
  const lines = text.split('\n');
  return lines.map((line) => shown(line, LONGEST_LINE)).join('\n');
}

async function answer(asked: Asked): Promise<ExitCode> {
  if (asked.asks === 'verb') return asked.verb.run(asked.operands, asked.options);
  if (asked.asks === 'version') print(versionText());
  else print(asked.verb === undefined ? generalHelp(verbs) : helpOf(asked.verb));
  return exit.holds;
}
