/*
 * What the host calls of the core: functions of numbers. None comes to a boolean, which is 0 or 1 where WebAssembly
 * hands it out.
 */

export { dropMarked, markKnown } from './aside.ts';
export { addFirst, expand, instanceTo } from './expand.ts';
export { fold } from './fold.ts';
export { hashOf } from './hash.ts';
export { numberNew } from './number.ts';
export { enterHalves, enterStates, unpack } from './visited.ts';
