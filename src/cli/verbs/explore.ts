import { isHarm } from '../../../spec/design.ts';
import type { Assessment } from '../../check/assess.ts';
import { untilTold } from '../../tasks/signals.ts';
import { count } from '../../words/numbers.ts';
import { details, overviewTable, type Report, toJson } from '../present/assessment.ts';
import { tellEndless, tellReductions } from '../present/reduction.ts';
import { type ExitCode, exit } from '../terminal/exit.ts';
import { table, tellBounds } from '../terminal/format.ts';
import { print, printJson } from '../terminal/write.ts';
import { type EstimateOptions, estimateOption, tellEstimates } from './estimating.ts';
import {
  type AssessOptions,
  designsOf,
  exploreOptions,
  reportsOn,
  worstOf,
  writeFindings,
} from './exploring.ts';
import { GraphFile, graphOption } from './graph.ts';
import { atLeastOneOf, type Verb } from './verb.ts';

/** Everything that an exploration finds in a design, whatever its file declares. */
export const explore: Verb<EstimateOptions> = {
  name: 'explore',
  operands: atLeastOneOf('designs'),
  says: 'explore designs and show all that was found',
  options: [...exploreOptions, estimateOption, graphOption],
  examples: ['explore battery --weaken R11_charge', 'explore battery --preset small --estimate'],
  run: (names, options) => untilTold(() => (options.estimate ? tellEstimates : run)(names, options)),
};

async function run(names: readonly string[], options: EstimateOptions): Promise<ExitCode> {
  if (options.graph === undefined) return exploreAll(names, options);
  const graph = new GraphFile(options.graph, names, options);
  try {
    const written = await graph.write();
    if (written !== exit.holds) return written;
    const code = await exploreAll(names, options);
    if (!options.json) graph.tell();
    return code;
  } finally {
    graph.end();
  }
}

async function exploreAll(names: readonly string[], options: AssessOptions): Promise<ExitCode> {
  const reports = await reportsOn(names, options);
  if (options.json)
    printJson({
      schema: 'explore/1',
      preset: options.preset,
      reduce: options.reduce,
      designs: reports.map(toJson),
    });
  else printExploration(reports);
  await writeFindings('explore', reports, options);
  const codes = reports.map(({ assessment }) => exploreCode(assessment));
  return worstOf(reports.length < names.length ? [...codes, exit.undecided] : codes);
}

function exploreCode({ verdict, violations, exploration }: Assessment): ExitCode {
  if (isHarm(verdict)) return exit.safetyViolated;
  if (violations.some(({ property }) => property.kind !== 'deadlock')) return exit.safetyViolated;
  if (violations.length > 0) return exit.deadlock;
  return exploration.stopped === undefined ? exit.holds : exit.undecided;
}

function printExploration(reports: readonly Report[]): void {
  print(overviewTable(reports));
  print(
    `\n${[tellBounds(designsOf(reports)), ...tellReductions(reports), ...tellEndless(reports)].join('\n')}`,
  );
  for (const report of reports) {
    const { exploration, faultSets } = report.assessment;
    print(`\n${details(report).join('\n')}`.trimEnd());
    const bad = faultSets.filter(({ verdict }) => isHarm(verdict));
    if (bad.length > 0) {
      print('');
      print(
        table(
          ['fault set', 'worst verdict'],
          bad.map(({ faults, verdict }) => [faults.join(' + ') || 'none', verdict]),
        ),
      );
    }
    print('');
    print(
      table(
        ['action', 'transitions', 'new states'],
        [...exploration.actions].map(([name, { taken, distinct }]) => [name, count(taken), count(distinct)]),
      ),
    );
    print('');
    print(
      table(
        ['property', 'kind', 'result'],
        exploration.findings.map(({ property, fired, schedule }) => [
          property.id,
          property.kind,
          property.kind === 'sometimes'
            ? fired
              ? 'seen'
              : 'not seen'
            : schedule !== undefined
              ? 'VIOLATED'
              : fired
                ? 'holds'
                : 'premise never fired',
        ]),
      ),
    );
  }
}
