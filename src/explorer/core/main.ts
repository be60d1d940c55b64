/*
 * What the host calls of the core: functions of numbers. None comes to a boolean, which is 0 or 1 where WebAssembly
 * hands it out.
 */

export { hashOf } from './hash.ts';
