import type { Design } from '../../../spec/design.ts';
import { estimate } from '../../check/estimate.ts';
import type { Progress } from '../../explorer/explore.ts';
import { drive } from '../../tasks/drive.ts';
import { count } from '../../words/numbers.ts';
import { type Estimated, estimateInWords, toJson } from '../present/estimate.ts';
import { type ExitCode, exit, WrongUsage } from '../terminal/exit.ts';
import { designFor, limitsFor } from '../terminal/options.ts';
import { meter } from '../terminal/progress.ts';
import { print, printJson } from '../terminal/write.ts';
import type { AssessOptions } from './exploring.ts';
import type { GraphOptions } from './graph.ts';
import { reductionsIn, refuseUncarried } from './reduce.ts';
import type { Option } from './verb.ts';

export interface EstimateOptions extends AssessOptions, GraphOptions {
  readonly estimate?: boolean;
}

export const estimateOption: Option = {
  name: 'estimate',
  says: 'explore smaller bounds only, and say what these would cost: states, memory and time',
};

/** What an estimate may cost itself. */
const MOST_STATES = 300_000;
const MOST_SECONDS = 30;

/** Says what designs would cost to explore, one after the other, until an interrupt. */
export async function tellEstimates(names: readonly string[], options: EstimateOptions): Promise<ExitCode> {
  refuseFindings(options);
  const designs = names.map((name) => designFor(name, options));
  for (const design of designs) refuseUncarried(design, options.reduce);
  const estimates: Estimated[] = [];
  for (const design of designs) {
    const estimated = await estimateOf(design, options);
    estimates.push(estimated);
    if (!options.json) print(estimateInWords(estimated, options).join('\n'));
    if (estimated.estimate.stopped === 'interrupted') break;
  }
  if (options.json)
    printJson({
      schema: 'explore-estimate/1',
      preset: options.preset,
      reduce: options.reduce,
      designs: estimates.map(toJson),
    });
  const isInterrupted = estimates.at(-1)?.estimate.stopped === 'interrupted';
  return isInterrupted ? exit.undecided : exit.holds;
}

function refuseFindings({ write, report, graph, checkpoint, resume }: EstimateOptions): void {
  const given = {
    '--write': write,
    '--report': report,
    '--graph': graph,
    '--checkpoint': checkpoint,
    '--resume': resume,
  };
  const [option] = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  if (option !== undefined)
    throw new WrongUsage(`--estimate: finds nothing that ${option} could keep; give one of the two`);
}

async function estimateOf(design: Design, options: EstimateOptions): Promise<Estimated> {
  const limits = limitsFor(options);
  const within = { ...limits, states: Math.min(limits.states, MOST_STATES) };
  const progress = meter(`${design.name}, smaller bounds`);
  const show = ({ states, depth, waiting }: Progress) =>
    progress.show(states - waiting, states, `states=${count(states)}, depth=${depth}`);
  const start = performance.now();
  const search = estimate(design, within, reductionsIn(options.reduce));
  const found = await drive(search, Math.min(options.seconds, MOST_SECONDS), show);
  progress.end();
  return { estimate: found, seconds: (performance.now() - start) / 1000 };
}
