import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Verdict, verdicts } from '../../spec/design.ts';
import { type Compared, differencesBetween, survivedBy } from '../../src/cutsets/compare.ts';
import { comparisonInMarkdown, gainInWords, NOTHING_DIFFERS } from '../../src/cutsets/forms/comparison.ts';
import { arrayWith, type Wiring } from '../support/arrays.ts';

/** A design with what came of its sets of faults, by their names. */
function compared(wiring: Wiring, found: Readonly<Record<string, Verdict>>): Compared {
  const sets = Object.entries(found).map(([name, verdict]) => ({
    faults: name === 'none' ? [] : name.split(' + '),
    rank: verdicts.indexOf(verdict),
    schedule: () => ['HostWrite K1 b1', ...name.split(' + ')],
  }));
  return { name: wiring, design: arrayWith(wiring), sets, states: 1 };
}

const both = 'PowerOff P1 + PowerOff P2';

/** The differences by their sets, each with the verdicts in the order of the designs. */
function told(...all: readonly Compared[]): Record<string, readonly string[]> {
  return Object.fromEntries(
    differencesBetween(all).map(({ faults, outcomes }) => [
      faults.join(' + '),
      outcomes.map(({ verdict }) => verdict),
    ]),
  );
}

test('a set tells designs apart where not the same comes of it, and no part of it does as much', () => {
  const one = compared('self-fed', { 'PowerOff P1': 'lost', 'PowerOff P2': 'safe', [both]: 'lost' });
  const other = compared('partner-fed', { 'PowerOff P1': 'safe', 'PowerOff P2': 'safe', [both]: 'stranded' });
  assert.equal(told(one, other), { 'PowerOff P1': ['lost', 'safe'], [both]: ['lost', 'stranded'] });
  const harmed = compared('partner-fed', {
    'PowerOff P1': 'stranded',
    'PowerOff P2': 'safe',
    [both]: 'stranded',
  });
  assert.equal(
    told(one, harmed),
    { 'PowerOff P1': ['lost', 'stranded'] },
    'of both a part does as much, in each',
  );
  assert.equal(told(one, one), {});
});

test('what a design survives is told, and where another does more harm', () => {
  const losing = compared('self-fed', { 'PowerOff P1': 'lost', 'PowerOff P2': 'lost' });
  const stranding = compared('partner-fed', { 'PowerOff P1': 'stranded', 'PowerOff P2': 'safe' });
  const differences = differencesBetween([losing, stranding]);
  assert.is(gainInWords('self-fed', differences), 'self-fed survives nothing that another does not.');
  assert.is(
    gainInWords('partner-fed', differences),
    'partner-fed survives 1 set that another does not, and of 1 set that it does not survive another does more harm.',
  );
});

test('what a design cannot be struck by, alone or in one run, it does not survive', () => {
  const harmed = compared('independent', {
    'PowerOff P3': 'lost',
    'PowerOff P1': 'safe',
    'PowerOff P2': 'safe',
    [both]: 'lost',
  });
  const other = compared('partner-fed', { 'PowerOff P1': 'safe', 'PowerOff P2': 'safe' });
  assert.equal(told(harmed, other), {
    'PowerOff P3': ['lost', 'no such fault'],
    [both]: ['lost', 'cannot happen'],
  });
  assert.equal(survivedBy('partner-fed', differencesBetween([harmed, other])), []);
  const safe = compared('mirror-only', { 'PowerOff P1': 'safe', 'PowerOff P2': 'safe', [both]: 'safe' });
  assert.equal(
    survivedBy('mirror-only', differencesBetween([harmed, safe])).map(({ faults }) => faults),
    [['PowerOff P1', 'PowerOff P2']],
  );
});

test('the document of a comparison states the bounds of each design, also where nothing differs', () => {
  const one = compared('self-fed', { 'PowerOff P1': 'lost' });
  const text = comparisonInMarkdown([one, one], differencesBetween([one, one]));
  assert.ok(text.includes(NOTHING_DIFFERS));
  assert.is(text.match(/^- `self-fed`: 1 block a device, 2 writes/gm)?.length, 2);
});

test.run();
