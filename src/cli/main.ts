#!/usr/bin/env node
import pc from 'picocolors';
import { Undecided } from '../crosscheck/parts.ts';
import { BadDesign, NoSuchDesign } from '../design/bad-design.ts';
import { StateTooLarge } from '../explorer/layout.ts';
import { CannotWrite } from '../files/whole.ts';
import { BadSchedule } from '../schedule/file.ts';
import { NotASchedule } from '../schedule-files/load.ts';
import { MissingProgram } from '../tlc/run/missing.ts';
import { generalHelp, helpOf, versionText } from './help.ts';
import { type Asked, readCommandLine } from './parser.ts';
import { type ExitCode, exit, WrongUsage } from './terminal/exit.ts';
import { print } from './terminal/write.ts';
import { verbs } from './verbs.ts';

const badInput = [BadDesign, BadSchedule, StateTooLarge];
const wrongUsage = [WrongUsage, NoSuchDesign, NotASchedule, CannotWrite];

/** What an error means for the exit code. */
function codeOf(error: unknown): ExitCode {
  if (badInput.some((kind) => error instanceof kind)) return exit.badInput;
  if (error instanceof MissingProgram) return exit.missingProgram;
  if (error instanceof Undecided) return exit.undecided;
  if (wrongUsage.some((kind) => error instanceof kind)) return exit.usage;
  return exit.internalError;
}

async function main(words: readonly string[]): Promise<void> {
  try {
    if (words.length === 0) print(generalHelp(verbs));
    process.exitCode = await answer(readCommandLine(words, verbs));
  } catch (error) {
    process.exitCode = codeOf(error);
    const { message, stack } = error as Error;
    const isInternal = process.exitCode === exit.internalError;
    process.stderr.write(`${pc.red('mirrorproof:')} ${isInternal ? stack : message}\n`);
  }
}

async function answer(asked: Asked): Promise<ExitCode> {
  if (asked.asks === 'verb') return asked.verb.run(asked.operands, asked.options);
  if (asked.asks === 'version') print(versionText());
  else print(asked.verb === undefined ? generalHelp(verbs) : helpOf(asked.verb));
  return exit.holds;
}

await main(process.argv.slice(2));
