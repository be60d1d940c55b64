import type { Design, PresetName } from '../../spec/design.ts';
import { BadDesign } from '../../src/design/bad-design.ts';
import { parseDesign } from '../../src/design/load.ts';

/* Contents of design files, and what is read from them. */

export const mirror = {
  name: 'mine',
  ack: 'mirror',
  power: { P1: ['K1', 'C1'], P2: ['K2', 'C2'] },
  declares: {},
};
export const fifo = {
  name: 'mine',
  ack: 'fifo',
  power: { P1: ['K1', 'C1', 'F2', 'E2'], P2: ['K2', 'C2', 'F1', 'E1'] },
  declares: {},
};
export const [p1, p2] = [fifo.power.P1, fifo.power.P2];

export function parse(content: unknown, preset: PresetName = 'small'): Design {
  return parseDesign(JSON.stringify(content), 'mine.json', preset);
}

export function refusal(read: () => Design): BadDesign {
  try {
    read();
  } catch (error) {
    if (error instanceof BadDesign) return error;
    throw error;
  }
  throw new Error('expected BadDesign, and the design was accepted');
}
