import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { declarationFor, declarationsOf } from '../../spec/declaration.ts';
import type { Design } from '../../spec/design.ts';
import { arrayWith } from '../support/arrays.ts';

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

test('no fault at all is survived, whatever is declared', () => {
  assert.is(speaking(declaring([]), ...[]), 'none safe');
  assert.equal(declarationsOf(declaring([])), []);
});

test.run();
