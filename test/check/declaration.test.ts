import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { declarationFor, declarationForOrder, declarationsOf } from '../../spec/declaration.ts';
import type { Design } from '../../spec/design.ts';
import { assess } from '../../src/check/assess.ts';
import { parseDesign } from '../../src/design/load.ts';
import { moduleText } from '../../src/tlc/write/model.ts';
import { arrayWith } from '../support/arrays.ts';
import { LIMITS, toEnd } from '../support/engines.ts';

/* Which of a design's declarations speaks for a fault set. */

function declaring(survives: readonly string[], fails: Design['declares']['fails'] = {}): Design {
  return arrayWith('mirror-only', { declares: { survives, fails } });
}

function speaking(design: Design, ...labels: readonly string[]): string {
  const { pattern, verdict } = declarationFor(design, labels) ?? { pattern: 'nothing', verdict: '' };
  return `${pattern} ${verdict}`.trim();
}

test('a fault by its name goes before its kind, and its kind before any fault, in whatever order they are declared', () => {
  const precise = declaring(['PowerOff P1'], { 'PowerOff *': 'lost', '*': 'stranded' });
  const turned = declaring(['*'], { 'PowerOff *': 'lost', 'PowerOff P1': 'stranded' });
  const survived = declaring(['*', 'PowerOff *', 'PowerOff P1']);
  assert.is(speaking(precise, 'PowerOff P1'), 'PowerOff P1 safe');
  assert.is(speaking(precise, 'PowerOff P2'), 'PowerOff * lost');
  assert.is(speaking(precise, 'ChannelDown'), '* stranded');
  assert.is(speaking(turned, 'PowerOff P1'), 'PowerOff P1 stranded');
  assert.is(speaking(turned, 'PowerOff P2'), 'PowerOff * lost');
  assert.is(speaking(turned, 'ChannelDown'), '* safe');
  assert.is(speaking(survived, 'PowerOff P1'), 'PowerOff P1 safe');
  assert.is(speaking(survived, 'PowerOff P2'), 'PowerOff * safe');
  assert.is(speaking(survived, 'CacheLost C1'), '* safe');
});

test('a fault without a target is named in full by its kind alone', () => {
  const design = declaring(['*'], { ChannelDown: 'stranded' });
  assert.is(speaking(design, 'ChannelDown'), 'ChannelDown stranded');
});

test('of several terms each counts: the pattern with the fewest wildcards speaks', () => {
  const both = ['PowerOff P1', 'PowerOff P2'] as const;
  const design = declaring(['PowerOff P1 + PowerOff P2'], {
    'PowerOff * + PowerOff *': 'lost',
    '* + *': 'stranded',
  });
  assert.is(speaking(design, ...both), 'PowerOff P1 + PowerOff P2 safe');
  assert.is(speaking(design, 'PowerOff P2', 'PowerOff P3'), 'PowerOff * + PowerOff * lost');
  assert.is(speaking(design, 'PowerOff P1', 'CacheLost C1'), '* + * stranded');
  const half = declaring(['PowerOff P1 + PowerOff *'], { 'PowerOff P1 + *': 'lost' });
  assert.is(speaking(half, ...both), 'PowerOff P1 + PowerOff * safe');
});

test('of patterns that are equally precise the one that declares a failure speaks, and of failures the first', () => {
  const both = ['PowerOff P1', 'PowerOff P2'] as const;
  const [named, kinds] = ['PowerOff P1 + *', 'PowerOff * + PowerOff *'] as const;
  assert.is(speaking(declaring([named], { [kinds]: 'lost' }), ...both), `${kinds} lost`);
  assert.is(speaking(declaring([kinds], { [named]: 'lost' }), ...both), `${named} lost`);
  assert.is(speaking(declaring([], { [named]: 'lost', [kinds]: 'stranded' }), ...both), `${named} lost`);
  assert.is(speaking(declaring([], { [kinds]: 'stranded', [named]: 'lost' }), ...both), `${kinds} stranded`);
  assert.is(speaking(declaring([kinds, named]), ...both), `${kinds} safe`);
});

test('a pattern speaks only for sets of as many faults, each of its terms for one', () => {
  const design = declaring(['*', 'PowerOff P1 + PowerOff *']);
  assert.is(speaking(design, 'PowerOff P1', 'CacheLost C1'), 'nothing');
  assert.is(speaking(design, 'PowerOff P2', 'PowerOff P3'), 'nothing');
  assert.is(speaking(design, 'PowerOff P2', 'PowerOff P1'), 'PowerOff P1 + PowerOff * safe');
  assert.is(speaking(design, 'PowerOff P1', 'PowerOff P2', 'ChannelDown'), 'nothing');
});

test('which fault struck first is not known of a set: of patterns that name an order the worst speaks', () => {
  const [order, other, any] = [
    'PowerOff P1 > ChannelDown',
    'ChannelDown > PowerOff P1',
    'PowerOff P1 + ChannelDown',
  ] as const;
  const set = ['PowerOff P1', 'ChannelDown'] as const;
  assert.is(speaking(declaring([], { [order]: 'stranded', [other]: 'lost' }), ...set), `${other} lost`);
  assert.is(speaking(declaring([other], { [order]: 'stranded' }), ...set), `${order} stranded`);
  assert.is(speaking(declaring([any], { [order]: 'stranded' }), ...set), `${order} stranded`);
  assert.is(speaking(declaring([order], { [any]: 'lost' }), ...set), `${order} safe`);
  assert.is(speaking(declaring([], { [any]: 'stranded', [order]: 'lost' }), ...set), `${order} lost`);
});

test('of faults in an order a pattern that names another does not speak, and one that names it goes first', () => {
  const inOrder = (design: Design, ...labels: readonly string[]) =>
    declarationForOrder(design, labels)?.pattern;
  const [order, any] = ['PowerOff * > ChannelDown', 'PowerOff * + ChannelDown'] as const;
  const design = declaring([any], { [order]: 'lost' });
  assert.is(inOrder(design, 'PowerOff P1', 'ChannelDown'), order);
  assert.is(inOrder(design, 'ChannelDown', 'PowerOff P1'), any);
  assert.is(
    inOrder(declaring([], { [any]: 'stranded', [order]: 'lost' }), 'PowerOff P2', 'ChannelDown'),
    order,
  );
  assert.is(
    inOrder(declaring(['PowerOff P1 + ChannelDown'], { [order]: 'lost' }), 'PowerOff P1', 'ChannelDown'),
    'PowerOff P1 + ChannelDown',
  );
  assert.is(inOrder(declaring([], { [order]: 'lost' }), 'ChannelDown', 'PowerOff P1'), undefined);
  assert.is(inOrder(declaring([])), 'none');
});

test('a check judges no order, says so, and names one as untried only where no such set was explored', () => {
  const declares = {
    survives: ['*', 'PowerOff P1 > ChannelDown'],
    fails: { 'ChannelDown > PowerOff P1': 'lost' },
  } as const;
  const small = {
    bounds: { writes: 1, subBlocks: 1, faults: 2 },
    faultKinds: ['PowerOff', 'ChannelDown'],
    declares,
  } as const;
  const { mismatches, unexercised, ordersNotJudged, violations } = toEnd(
    assess(arrayWith('mirror-only', small), LIMITS),
  );
  assert.equal(
    mismatches.map(({ declared }) => declared),
    ['PowerOff P1 + PowerOff P2', 'PowerOff P2 + ChannelDown'],
    'neither of the two orders, though one is wrong',
  );
  assert.equal(violations, [], 'I1 asks nothing of what may come in another order');
  const orders = ['ChannelDown > PowerOff P1', 'PowerOff P1 > ChannelDown'];
  assert.equal([unexercised, ordersNotJudged], [[], orders]);
  const survived = { survives: ['*', '* > *'], fails: {} } as const;
  const harmed = toEnd(assess(arrayWith('mirror-only', { ...small, declares: survived }), LIMITS));
  assert.ok(harmed.faultSets.some(({ faults, verdict }) => faults.length === 2 && verdict !== 'safe'));
  assert.equal([harmed.violations, harmed.mismatches], [[], []], 'nor where all are declared to be survived');
  const single = arrayWith('mirror-only', { ...small, bounds: { writes: 1, subBlocks: 1, faults: 1 } });
  const untried = toEnd(assess(single, LIMITS));
  assert.equal([untried.unexercised, untried.ordersNotJudged], [orders, []]);
});

test('TLC is not asked to find safe what is declared of an order', () => {
  const declares = { survives: ['*', 'PowerOff P1 > ChannelDown'], fails: {} } as const;
  const text = moduleText(arrayWith('mirror-only', { declares }), { name: 'a', extending: 'MC' });
  const told = [...text.matchAll(/survives \|-> (TRUE|FALSE)/g)].map(([, survives]) => survives);
  assert.equal(told, ['TRUE', 'FALSE']);
});

test('a pattern joins its faults in one way: all with +, or all with >', () => {
  const design = (pattern: string) =>
    JSON.stringify({
      name: 'a',
      ack: 'mirror',
      power: { P1: ['K1', 'C1', 'K2', 'C2'] },
      declares: { survives: [pattern] },
    });
  assert.equal(parseDesign(design('* > *'), 'a.json', 'tiny').declares.survives, ['* > *']);
  assert.throws(() => parseDesign(design('* > * + *'), 'a.json', 'tiny'), /expected a fault set such as/);
});

test('no fault at all is survived, whatever is declared', () => {
  assert.is(speaking(declaring([]), ...[]), 'none safe');
  assert.equal(declarationsOf(declaring([])), []);
});

test.run();
