import { dirname } from 'node:path';
import { rankOf, verdictOf } from '../../../properties/verdict.ts';
import { wiringOf } from '../../../properties/wiring.ts';
import type { Design } from '../../../spec/design.ts';
import { faultSet } from '../../../spec/faults.ts';
import { questionFor } from '../../check/assess.ts';
import { holdingFolds } from '../../check/reduction.ts';
import type { FoldName } from '../../explorer/fold/fold.ts';
import { type GraphListener, walkGraph } from '../../explorer/graph.ts';
import { makeFolder, WholeFile } from '../../files/whole.ts';
import { compileModel, type Model } from '../../model/model.ts';
import type { State } from '../../model/state.ts';
import { labelOf } from '../../schedule/label.ts';
import { drive } from '../../tasks/drive.ts';
import { shown } from '../../text/shown.ts';
import { count, plural } from '../../words/numbers.ts';
import { type ExitCode, exit, WrongUsage } from '../terminal/exit.ts';
import { designFor, limitsFor } from '../terminal/options.ts';
import { print, warn } from '../terminal/write.ts';
import { type AssessOptions, explorationMeter } from './exploring.ts';
import { reductionsIn } from './reduce.ts';
import { type Option, text } from './verb.ts';

export interface GraphOptions {
  readonly graph?: string;
}

export const graphOption: Option = {
  name: 'graph',
  takes: text('file'),
  says: 'write the state graph of the one design to this file, as JSON lines',
};

/** What the first line says of the others. It changes when they do. */
const VERSION = 1;

/**
 * Writes the state graph of a design to a file, whole or not at all. Where the file cannot be written is told before
 * anything is explored.
 * @throws WrongUsage for several designs, and for a graph that does not end within the limits; CannotWrite.
 */
export class GraphFile {
  readonly #path: string;
  readonly #file: WholeFile;
  readonly #design: Design;
  readonly #options: AssessOptions;
  #told = '';

  constructor(path: string, [name, ...others]: readonly string[], options: AssessOptions) {
    if (others.length > 0)
      throw new WrongUsage(
        `--graph: expected one design, found also ${others.map((other) => shown(other)).join(', ')}`,
      );
    this.#path = path;
    this.#design = designFor(name!, options);
    this.#options = options;
    makeFolder(dirname(path));
    this.#file = new WholeFile(path);
  }

  /** How it went: all or nothing is there. */
  async write(): Promise<ExitCode> {
    const design = this.#design;
    const m = compileModel(design);
    const { folds } = holdingFolds(m, questionFor(design), reductionsIn(this.#options.reduce));
    const line = (content: object) => this.#file.write(`${JSON.stringify(content)}\n`);
    line(headerOf(design, folds));
    const listener = new Lines(m, line);
    const limits = limitsFor(this.#options);
    const progress = explorationMeter(`${design.name}, its graph`);
    const { stopped } = await drive(
      walkGraph(m, folds, limits, listener),
      this.#options.seconds,
      progress.show,
    );
    progress.end();
    if (stopped !== undefined) return this.#giveUp(stopped);
    this.#file.keep();
    this.#told = `State graph: ${plural(listener.states, 'state')} and ${count(listener.steps)} steps in ${this.#path}`;
    return exit.holds;
  }

  /** A graph that is too large for the limits is refused; of one that took too long nothing is decided. */
  #giveUp(stopped: string): ExitCode {
    const says = `${shown(this.#path)} is not written`;
    if (/ (states|bytes)$/.test(stopped))
      throw new WrongUsage(`--graph: the graph goes on beyond ${stopped}; ${says}`);
    warn(`--graph: stopped: ${stopped}; ${says}`);
    return exit.undecided;
  }

  /** What was written. */
  tell(): void {
    print(`\n${this.#told}`);
  }

  /** Nothing is left of what was not written whole. */
  end(): void {
    this.#file.drop();
  }
}

function headerOf({ name, bounds, weakened }: Design, folds: readonly FoldName[]) {
  return { graph: 'mirrorproof', version: VERSION, design: name, bounds, weakened, folds };
}

/** The lines of a graph: a state with what became of its blocks, then the steps from it. */
class Lines implements GraphListener {
  states = 0;
  steps = 0;
  readonly #m: Model;
  readonly #line: (content: object) => void;
  readonly #rank: (s: State) => number;
  /** The actions taken so far, as schedules call them. */
  readonly #labels = new Map<object, string>();

  constructor(m: Model, line: (content: object) => void) {
    this.#m = m;
    this.#line = line;
    this.#rank = rankOf(wiringOf(m.design));
  }

  readonly state: GraphListener['state'] = (state, depth, { ...fields }) => {
    this.states++;
    const faults = faultSet(this.#m.faults, fields.faults);
    const { moves: _, ...values } = fields as State & { readonly moves?: unknown };
    this.#line({ state, depth, verdict: verdictOf(this.#rank(fields)), values: { ...values, faults } });
  };

  readonly step: GraphListener['step'] = (from, to, action) => {
    this.steps++;
    const label = this.#labels.get(action) ?? labelOf(this.#m, action);
    this.#labels.set(action, label);
    this.#line({ from, to, action: label });
  };
}
