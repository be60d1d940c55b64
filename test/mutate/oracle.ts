import { holdAll, type Suites } from './hold.ts';

/*
 * What a mutant is held against: tests that take some seconds together, the quickest first, until one fails. The mutation
 * run bundles this file with the mutant in it. Facts of the tests that take longer are in facts.ts, at smaller bounds.
 */

const suites: Suites = [
  ['check/declaration', () => import('../check/declaration.test.ts')],
  ['check/fault-sets', () => import('../check/fault-sets.test.ts')],
  ['check/variants', () => import('../check/variants.test.ts')],
  ['check/survives', () => import('../check/survives.test.ts')],
  ['model/actions', () => import('../model/actions.test.ts')],
  ['properties/decide', () => import('../properties/decide.test.ts')],
  ['properties/verdict', () => import('../properties/verdict.test.ts')],
  ['properties/witnesses', () => import('../properties/witnesses.test.ts')],
  ['explorer/visited', () => import('../explorer/visited.test.ts')],
  ['explorer/changes', () => import('../explorer/changes.test.ts')],
  ['explorer/explorer', () => import('../explorer/explorer.test.ts')],
  ['facts', () => import('./facts.ts')],
  ['check/assess', () => import('../check/assess.test.ts')],
];

await holdAll(suites);
