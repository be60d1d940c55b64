/**
 * Mirrorproof as a library: the executable reference as an oracle beside an implementation.
 *
 *     const design = loadDesign('my-array.json', 'tiny');
 *     const model = compileModel(design);
 *     let state = initialState(model);
 *     for (const action of enabled(model, state)) console.log(labelOf(model, action));
 *     ({ state } = step(model, state, enabled(model, state)[0]));
 *     console.log(viewOf(model, state));
 */

export { invariantsOf } from '../properties/invariants.ts';
export { idealBlockOf } from '../properties/refinement.ts';
export { rankOf, verdictOf } from '../properties/verdict.ts';
export { wiringOf } from '../properties/wiring.ts';
export { witnessesOf } from '../properties/witnesses.ts';
export { type ChartName, charts } from '../spec/charts/index.ts';
export type { AckRule, Bounds, Design, FaultKind, Part, PresetName, Verdict } from '../spec/design.ts';
export { presets } from '../spec/design.ts';
export { type RuleName, rules } from '../spec/rules.ts';
export { type Assessment, assess, type FaultSetVerdict, type Mismatch, questionFor } from './check/assess.ts';
export { BadDesign } from './design/bad-design.ts';
export { loadDesign, parseDesign } from './design/load.ts';
export { type Exploration, explore, type Limits, type Progress } from './explorer/explore.ts';
export type { FaultSetFinding, Finding, Question } from './explorer/findings.ts';
export { StateTooLarge } from './explorer/layout.ts';
export type { Action, ActionName } from './model/action.ts';
export { compileModel, type Model } from './model/model.ts';
export type { Property } from './model/property.ts';
export { actionsOf } from './model/protocol.ts';
export type { Move, State } from './model/state.ts';
export { initialState } from './model/state.ts';
export { enabled, isEnabled, NotEnabled, type Stepped, step } from './model/step.ts';
export { formatSchedule, parseSchedule, type ScheduleFile } from './schedule/file.ts';
export { actionsByLabel, labelOf } from './schedule/label.ts';
export { CannotReplay, replay, type Trace, type TraceStep } from './schedule/replay.ts';
export { svgOf } from './timeline/svg/svg.ts';
export { pictureOf } from './timeline/timeline.ts';
export { tellStep } from './words/sentences.ts';
export { type StateView, viewOf } from './words/states.ts';
