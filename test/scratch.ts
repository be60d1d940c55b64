import { invariantsOf } from '../properties/invariants.ts';
import { rankOf, verdictOf } from '../properties/verdict.ts';
import { wiringOf } from '../properties/wiring.ts';
import { type Design, faultKinds, presets } from '../spec/design.ts';
import { faultSet } from '../spec/faults.ts';
import { rulesNamed } from '../spec/rules.ts';
import { explore } from '../src/explorer/explore.ts';
import { compileModel } from '../src/model/model.ts';

const wiring = {
  'mirror-only': { ack: 'mirror', power: { P1: ['K1', 'C1'], P2: ['K2', 'C2'] } },
  'partner-fed': { ack: 'fifo', power: { P1: ['K1', 'C1', 'F2', 'E2'], P2: ['K2', 'C2', 'F1', 'E1'] } },
  independent: {
    ack: 'fifo',
    power: { P1: ['K1', 'C1'], P2: ['K2', 'C2'], P3: ['F1', 'E1'], P4: ['F2', 'E2'] },
  },
  battery: {
    ack: 'fifo',
    power: { P1: ['K1', 'C1', 'F1', 'E2'], P2: ['K2', 'C2', 'F2', 'E1'] },
    batteries: { B1: { feeds: ['F1'], hold: 4 }, B2: { feeds: ['F2'], hold: 4 } },
  },
  'self-fed': { ack: 'fifo', power: { P1: ['K1', 'C1', 'F1', 'E1'], P2: ['K2', 'C2', 'F2', 'E2'] } },
};
const [, , name, preset = 'tiny', faults, over, weak] = process.argv;
const w: any = (wiring as any)[name!];
const design: Design = {
  name: name!,
  about: '',
  batteries: {},
  fifo: { onBoard: false, keepUntilDestage: false },
  crashLosesMemory: true,
  faultKinds,
  weakened: weak ? rulesNamed(weak) : [],
  declares: { survives: ['*'], fails: name === 'self-fed' ? { 'PowerOff *': 'lost' } : {} },
  ...w,
  bounds: {
    ...(presets as any)[preset],
    ...(faults ? { faults: +faults } : {}),
    ...JSON.parse(over ?? '{}'),
  },
};
const m = compileModel(design);
let t = performance.now();
const g = explore(
  m,
  process.env.NOPROPS
    ? { properties: [], rank: () => 0 }
    : { properties: invariantsOf(design), rank: rankOf(wiringOf(design)) },
  { states: 3e7, bytes: 6e9 },
);
let r = g.next();
while (!r.done) {
  if (r.value.states % 50 == 0) console.error(r.value, (performance.now() - t) | 0);
  r = g.next();
}
t = performance.now() - t;
const x = r.value;
const show = (a: any) =>
  a.name +
  (a.side !== undefined ? ' K' + (a.side + 1) : '') +
  (a.block !== undefined ? ' b' + (a.block + 1) : '') +
  (a.page !== undefined ? ' p' + (a.page + 1) : '') +
  (a.fault !== undefined ? ' ' + m.faults[a.fault]!.target : '');
console.log(name, preset, {
  states: x.states,
  transitions: x.transitions,
  depth: x.depth,
  terminal: x.terminal,
  words: x.words,
  bps: (x.bytes / x.states).toFixed(1),
  sec: (t / 1000).toFixed(1),
  sps: Math.round((x.states / t) * 1000),
  deg: (x.transitions / x.states).toFixed(1),
});
console.log([...x.actions].map(([k, v]) => `${k} ${v.distinct}:${v.taken}`).join('  '));

for (const f of x.findings)
  console.log(
    f.property.id,
    f.fired ? 'fired' : 'VACUOUS',
    f.schedule ? 'VIOLATED ' + f.schedule.map(show).join(', ') : '',
  );
for (const f of x.faultSets)
  if (f.rank > 0)
    console.log(
      faultSet(m.faults, f.faults).join(' + '),
      verdictOf(f.rank),
      f.schedules.get(f.rank)!().map(show).join(', '),
    );
