#!/usr/bin/env node
import { cac } from 'cac';
import pc from 'picocolors';
import { type PresetName, presetNames } from '../../spec/design.ts';
import { Undecided } from '../crosscheck/parts.ts';
import { BadDesign, hintFor, NoSuchDesign } from '../design/bad-design.ts';
import { StateTooLarge } from '../explorer/layout.ts';
import { packageVersion, shippedDesigns } from '../files/package.ts';
import { CannotWrite } from '../files/whole.ts';
import { BadSchedule } from '../schedule/file.ts';
import { NotASchedule } from '../schedule-files/load.ts';
import { MissingProgram } from '../tlc/run/missing.ts';
import { traceFormats } from './report/trace-picture.ts';
import { type ExitCode, exit, WrongUsage } from './terminal/exit.ts';
import { textsAsTyped } from './terminal/options.ts';
import { check, exploreVerb } from './verbs/check.ts';
import { crosscheckVerb } from './verbs/crosscheck.ts';
import { partNames } from './verbs/crosscheck-options.ts';
import { chartNames, diagramVerb, formatNames } from './verbs/diagram.ts';
import { fuzzVerb } from './verbs/fuzz.ts';
import { mutantsVerb } from './verbs/mutants.ts';
import { replayVerb, traceVerb } from './verbs/replay.ts';
import { tlcVerb } from './verbs/tlc.ts';

const cli = cac('mirrorproof');
const verbs = ['check', 'explore', 'fuzz', 'replay', 'trace', 'diagram', 'tlc', 'crosscheck', 'mutants'];

withLimits(
  cli
    .command(
      'check [...designs]',
      'explore designs, the shipped ones by default, and compare with what they declare',
    )
    .example('mirrorproof check')
    .example('mirrorproof check my-array.json --faults 2'),
).action((designs, options) => finish(check(designs, options)));

withLimits(
  cli
    .command('explore <...designs>', 'explore designs and show all that was found')
    .example('mirrorproof explore battery --weaken R11_charge'),
).action((designs, options) => finish(exploreVerb(designs, options)));

withPreset(
  cli.command('fuzz [...designs]', 'run random and PCT schedules beyond the bounds of an exploration'),
  'large',
)
  .option('--runs <n>', 'how many schedules for each design', { default: 2000 })
  .option('--length <n>', 'actions a schedule has at most', { default: 120 })
  .option('--policy <name>', 'random, pct or both', { default: 'both' })
  .option('--seed <n>', 'start of all randomness; a new one by default')
  .option('--seconds <n>', 'give up after this many seconds', { default: 600 })
  .option('--faults <n>', 'how many faults may happen in a run')
  .option('--weaken <rules>', 'rules to weaken, such as R3_highest or R4,R5')
  .option('--write <folder>', 'write the failing schedule to this folder')
  .example('mirrorproof fuzz partner-fed --weaken R9 --seed 7')
  .action((designs, options) => finish(fuzzVerb(designs, options)));

withPreset(
  cli.command(
    'replay <...schedules>',
    'run schedule files, or folders of them, and compare with what they record',
  ),
)
  .option('--update', 'record what the schedules do now')
  .action((schedules, options) => finish(async () => replayVerb(schedules, options)));

withPreset(
  cli.command('trace <schedule>', 'show the states that a schedule goes through, as a table or a picture'),
)
  .option('--format <name>', `${traceFormats.join(', ')}; by the ending of the file, or text`)
  .option('--write <file>', 'write it to this file')
  .example('mirrorproof trace out/self-fed.schedule --format svg --write out/self-fed.svg')
  .action((schedule, options) => finish(async () => traceVerb(schedule, options)));

withPreset(
  cli.command('diagram [...charts]', `draw lifecycle charts, all by default: ${chartNames.join(', ')}`),
)
  .option('--format <name>', formatNames.join(', '), { default: 'mermaid' })
  .option('--write <folder>', 'write each chart to this folder, as a file of its own')
  .option(
    '--coverage <source>',
    'count how often each edge is taken by exploring a design, or by schedules (file or folder); repeatable',
  )
  .option('--faults <n>', 'with --coverage of a design: how many faults may happen in a run')
  .option('--weaken <rules>', 'with --coverage of a design: rules to weaken, such as R3_highest or R4,R5')
  .option('--states <n>', 'with --coverage: give up on a design after this many states', {
    default: 50_000_000,
  })
  .option('--memory <megabytes>', 'with --coverage: give up when the visited states take this much', {
    default: 4096,
  })
  .option('--seconds <n>', 'with --coverage: give up on a design after this many seconds', { default: 3600 })
  .example('mirrorproof diagram fifo')
  .example('mirrorproof diagram --format svg --coverage battery --write out')
  .action((names, options) => finish(diagramVerb(names, options)));

withPreset(
  cli.command(
    'tlc [...designs]',
    'check the TLA+ specification of designs, the shipped ones by default, with TLC',
  ),
)
  .option('--faults <n>', 'how many faults may happen in a run')
  .option('--weaken <rules>', 'rules to weaken, such as R3_highest or R4,R5')
  .option('--liveness', 'check liveness, too')
  .option('--workers <n>', 'threads of TLC; all cores by default')
  .option('--memory <megabytes>', 'memory of each Java process', { default: 4096 })
  .option('--seconds <n>', 'give up on a run of TLC after this many seconds', { default: 3600 })
  .option('--keep <folder>', 'keep the modules and the configuration there, to run TLC by hand')
  .option('--distributed', 'safety only, with workers in processes of their own or on other machines')
  .option('--spawn-workers <n>', 'with --distributed: how many workers to start on this machine')
  .option('--host <address>', 'with --distributed: where workers reach this machine; 127.0.0.1 by default')
  .example('mirrorproof tlc partner-fed --weaken R3_highest')
  .example('mirrorproof tlc battery --distributed --spawn-workers 2')
  .action((designs, options) => finish(tlcVerb(designs, options)));

withPreset(
  cli.command(
    'crosscheck [...designs]',
    'compare the executable reference with the TLA+ specification: graphs, verdicts, traces both ways',
  ),
)
  .option('--faults <n>', 'how many faults may happen in a run')
  .option('--weaken <rules>', 'rules to weaken on both sides')
  .option('--parts <list>', `what to compare: ${partNames.join(', ')}`, { default: partNames.join(',') })
  .option('--rules <list>', 'verdicts: compare with each of these rules weakened, too; all, none, or rules', {
    default: 'all',
  })
  .option('--traces <n>', 'how many traces of the reference TLC follows for each design', { default: 500 })
  .option('--seed <n>', 'start of the randomness of the traces; a new one by default')
  .option('--jobs <n>', 'runs of TLC at a time; as many as there are cores by default')
  .option('--states <n>', 'give up after this many states', { default: 50_000_000 })
  .option('--memory <megabytes>', 'memory of each Java process, and of the visited states', { default: 4096 })
  .option('--seconds <n>', 'give up on a comparison after this many seconds', { default: 3600 })
  .example('mirrorproof crosscheck my-array.json --parts graph')
  .action((designs, options) => finish(crosscheckVerb(designs, options)));

withPreset(
  cli.command(
    'mutants [...designs]',
    'weaken one rule after the other: which property catches it, in both engines',
  ),
)
  .option('--faults <n>', 'how many faults may happen in a run')
  .option('--rules <list>', 'only these rules, such as R3_highest or R4,R5', { default: 'all' })
  .option('--jobs <n>', 'runs of TLC at a time; as many as there are cores by default')
  .option('--states <n>', 'give up after this many states', { default: 50_000_000 })
  .option('--memory <megabytes>', 'memory of each Java process, and of the visited states', { default: 4096 })
  .option('--seconds <n>', 'give up on a rule after this many seconds', { default: 3600 })
  .example('mirrorproof mutants partner-fed --rules R13')
  .action((designs, options) => finish(mutantsVerb(designs, options)));

cli.help((sections) => [
  ...sections,
  {
    title: 'Shipped designs',
    body: `  ${shippedDesigns().join(', ')}`,
  },
  {
    title: 'Exit codes',
    body: [
      '  0 holds, exhaustively at the bounds stated; 2 undecided (a limit was reached)',
      '  11 deadlock; 12 safety violated, or not as declared; 13 liveness violated',
      '  64 wrong usage; 65 bad input file; 69 a needed program is missing; 70 internal error',
    ].join('\n'),
  },
]);
cli.version(packageVersion());

type Command = ReturnType<typeof cli.command>;

function withPreset(command: Command, preset: PresetName = 'tiny'): Command {
  return command
    .option('--preset <name>', `bounds that a design does not set itself: ${presetNames.join(', ')}`, {
      default: preset,
    })
    .option('--json', 'one JSON document on standard output, and nothing else there');
}

function withLimits(command: Command): Command {
  return withPreset(command)
    .option('--faults <n>', 'how many faults may happen in a run')
    .option('--weaken <rules>', 'rules to weaken, such as R3_highest or R4,R5')
    .option('--states <n>', 'give up after this many states', { default: 50_000_000 })
    .option('--memory <megabytes>', 'give up when the visited states take this much', { default: 4096 })
    .option('--seconds <n>', 'give up on a design after this many seconds', { default: 3600 })
    .option('--write <folder>', 'write each counterexample to this folder, as a schedule')
    .option(
      '--report <folder>',
      'write a report to this folder: verdicts, explorer pages, pictures, lifecycles',
    );
}

async function finish(run: Promise<ExitCode> | (() => Promise<ExitCode>)): Promise<void> {
  process.exitCode = await (typeof run === 'function' ? run() : run);
}

const badInput = [BadDesign, BadSchedule, StateTooLarge];
const wrongUsage = [WrongUsage, NoSuchDesign, NotASchedule, CannotWrite];

/** What an error means for the exit code, and what the user is told. */
function codeOf(error: unknown): ExitCode {
  if (badInput.some((kind) => error instanceof kind)) return exit.badInput;
  if (error instanceof MissingProgram) return exit.missingProgram;
  if (error instanceof Undecided) return exit.undecided;
  if (wrongUsage.some((kind) => error instanceof kind)) return exit.usage;
  if ((error as Error).name === 'CACError') return exit.usage;
  return exit.internalError;
}

async function main(argv: string[]): Promise<void> {
  try {
    const verb = argv[2];
    if (verb === undefined) {
      cli.parse(argv, { run: false });
      cli.outputHelp();
      throw new WrongUsage(`expected a verb: ${verbs.join(', ')}`);
    }
    cli.parse(argv, { run: false });
    if (cli.options.help || cli.options.version) return;
    if (cli.matchedCommand === undefined) {
      const hint = hintFor(verb, verbs) ?? `expected ${verbs.join(', ')}`;
      throw new WrongUsage(`unknown verb "${verb}": ${hint}`);
    }
    cli.matchedCommand.checkOptionValue();
    Object.assign(cli.options, textsAsTyped(argv.slice(2), cli.matchedCommand.options));
    await cli.runMatchedCommand();
  } catch (error) {
    process.exitCode = codeOf(error);
    const { message, stack } = error as Error;
    const isInternal = process.exitCode === exit.internalError;
    process.stderr.write(`${pc.red('mirrorproof:')} ${isInternal ? stack : message}\n`);
  }
}

await main(process.argv);
