/**
 * Mirrorproof as a library: designs, explorations, schedules and the comparison with TLA+, without a terminal.
 *
 * The executable reference as an oracle beside an implementation:
 *
 *     const design = loadDesign('my-array.json', 'tiny');
 *     const model = compileModel(design);
 *     let state = initialState(model);
 *     for (const action of enabled(model, state)) console.log(labelOf(model, action));
 *     ({ state } = step(model, state, enabled(model, state)[0]));
 *     console.log(viewOf(model, state));
 *
 * What a design survives, and the schedule that shows where it does not:
 *
 *     const assessment = await drive(assess(design, { states: 1e7, bytes: 2 ** 32 }));
 *     console.log(survivesInWords(faultedIn(assessment)));
 *     const { worst } = assessment;
 *     if (worst !== undefined) {
 *       saveSchedule('worst.schedule', { name: 'my-array.json', model, schedule: worst.schedule() });
 *       console.log(conclusion(replayFile('worst.schedule', 'tiny')));
 *     }
 *
 * Errors that a caller may want to tell apart are classes of their own: BadDesign, BadChange, NoSuchDesign, BadSchedule,
 * BadItf, Refused, NotASchedule, CannotReplay, NotEnabled, StateTooLarge, TooManyVersions, CountsWrites, CannotRead,
 * CannotWrite, MissingProgram, MissingFiles and Undecided.
 *
 * The code can be bundled. What reads files of the package (shipped designs by name, TLC) then throws MissingFiles.
 */

export { invariantsOf } from '../properties/invariants.ts';
export { type Keeper, keepersOf } from '../properties/keepers.ts';
export { idealBlockOf } from '../properties/refinement.ts';
export { rankOf, rankOfRun, verdictOf } from '../properties/verdict.ts';
export { wiringOf } from '../properties/wiring.ts';
export { witnessesOf } from '../properties/witnesses.ts';
export type { ChartName, Statechart, StatechartEdge, StatechartNode } from '../spec/charts/statechart.ts';
export { type Condition, conditions } from '../spec/conditions.ts';
export type { AckRule, Bounds, Design, FaultKind, Part, PresetName, Verdict } from '../spec/design.ts';
export { presets } from '../spec/design.ts';
export { type RuleName, rules } from '../spec/rules.ts';
export { charts } from './charts.ts';
export {
  type Assessment,
  assess,
  type FaultSetVerdict,
  faultedIn,
  type HarmfulFaultSet,
  type Mismatch,
  questionFor,
} from './check/assess.ts';
export { type Dropped, holdingFolds } from './check/reduction.ts';
export { type Faulted, type FaultSets, faultsCounted, survivesInWords } from './check/survives.ts';
export type { TracesJudged } from './crosscheck/judge-traces.ts';
export {
  type GraphPart,
  graphPart,
  type Setup,
  tracePart,
  Undecided,
  verdictPart,
  withRuleWeakened,
} from './crosscheck/parts.ts';
export type { VerdictsCompared } from './crosscheck/verdicts.ts';
export { BadChange, BadDesign, NoSuchDesign } from './design/bad-design.ts';
export { type Changes, loadDesign, parseDesign } from './design/load.ts';
export type { Ending, Failed, Open, Unresolved } from './explain/endings.ts';
export { type Chapter, type Story, storiesOf } from './explain/story.ts';
export { tellEnd, tellTurn } from './explain/tell.ts';
export { type Exploration, explore, type Limits, type Progress } from './explorer/explore.ts';
export type { FaultSetFinding, Finding, Question } from './explorer/findings.ts';
export { type FoldName, foldsFor, type Reduction, reductions } from './explorer/fold/fold.ts';
export { CountsWrites } from './explorer/fold/same-future.ts';
export { TooManyVersions } from './explorer/fold/versions.ts';
export { StateTooLarge } from './explorer/layout.ts';
export { MissingFiles, shippedDesigns } from './files/package.ts';
export { CannotRead } from './files/read.ts';
export { CannotWrite } from './files/whole.ts';
export { BadItf } from './itf/file.ts';
export { itfTextOf, type RunOf } from './itf/trace.ts';
export type { Action, ActionName } from './model/action.ts';
export type { Guard } from './model/guard.ts';
export { compileModel, type Model } from './model/model.ts';
export type { Property } from './model/property.ts';
export { actionsOf } from './model/protocol.ts';
export { initialState, type Move, type State } from './model/state.ts';
export { enabled, isEnabled, NotEnabled, type Stepped, step } from './model/step.ts';
export { BadSchedule, formatSchedule, parseSchedule, type ScheduleFile } from './schedule/file.ts';
export { actionsByLabel, labelOf } from './schedule/label.ts';
export { CannotReplay, replay, type Trace, type TraceStep } from './schedule/replay.ts';
export {
  NotASchedule,
  Refused,
  type RefusedStep,
  type Replayed,
  replayFile,
  scheduleFiles,
} from './schedule-files/load.ts';
export { conclusion, finalVerdict, outcomeText, violatedIn } from './schedule-files/outcome.ts';
export { type Found, saveSchedule } from './schedule-files/save.ts';
export { drive } from './tasks/drive.ts';
export { svgOf } from './timeline/svg/svg.ts';
export { pictureOf } from './timeline/timeline.ts';
export { findJar } from './tlc/run/jar.ts';
export { MissingProgram } from './tlc/run/missing.ts';
export { type Refusal, refusalOf, tellRefusal } from './words/refusals.ts';
export { tellStep } from './words/sentences.ts';
export { type StateView, viewOf } from './words/states.ts';
