#!/usr/bin/env node
import pc from 'picocolors';
import { Undecided } from '../crosscheck/parts.ts';
import { BadDesign, NoSuchDesign } from '../design/bad-design.ts';
import { StateTooLarge } from '../explorer/layout.ts';
import { MissingFiles, packageVersion, shippedDesigns } from '../files/package.ts';
import { CannotRead } from '../files/read.ts';
import { CannotWrite } from '../files/whole.ts';
import { BadSchedule } from '../schedule/file.ts';
import { NotASchedule } from '../schedule-files/load.ts';
import { MissingProgram } from '../tlc/run/missing.ts';
import { type About, readCommandLine } from './parser.ts';
import { type ExitCode, exit, exitCodesInWords, WrongUsage } from './terminal/exit.ts';
import { check } from './verbs/check.ts';
import { crosscheck } from './verbs/crosscheck.ts';
import { diagram } from './verbs/diagram.ts';
import { explore } from './verbs/explore.ts';
import { fuzz } from './verbs/fuzz.ts';
import { mutants } from './verbs/mutants.ts';
import { replay } from './verbs/replay.ts';
import { tlc } from './verbs/tlc.ts';
import { trace } from './verbs/trace.ts';
import type { Verb } from './verbs/verb.ts';

/** In the order of the help. */
const verbs: readonly Verb[] = [check, explore, fuzz, replay, trace, diagram, tlc, crosscheck, mutants];

const about: About = {
  version: packageVersion(),
  sections: [
    { title: 'Shipped designs', body: `  ${shippedDesigns().join(', ')}` },
    { title: 'Exit codes', body: exitCodesInWords },
  ],
};

const badInput = [BadDesign, BadSchedule, StateTooLarge];
const wrongUsage = [WrongUsage, NoSuchDesign, NotASchedule, CannotRead, CannotWrite];

/** What an error means for the exit code. */
function codeOf(error: unknown): ExitCode {
  if (badInput.some((kind) => error instanceof kind)) return exit.badInput;
  if (error instanceof MissingProgram || error instanceof MissingFiles) return exit.missingProgram;
  if (error instanceof Undecided) return exit.undecided;
  if (wrongUsage.some((kind) => error instanceof kind)) return exit.usage;
  return exit.internalError;
}

async function main(argv: readonly string[]): Promise<void> {
  try {
    const asked = readCommandLine(argv, verbs, about);
    if (asked !== undefined) process.exitCode = await asked.verb.run(asked.operands, asked.options);
  } catch (error) {
    process.exitCode = codeOf(error);
    const { message, stack } = error as Error;
    const isInternal = process.exitCode === exit.internalError;
    process.stderr.write(`${pc.red('mirrorproof:')} ${isInternal ? stack : message}\n`);
  }
}

await main(process.argv);
