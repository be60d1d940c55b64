/** The shortest counterexample of self-fed, as the README has it: the power of P1 takes both copies. */
export const selfFedLoss = [
  'NotifySize K1',
  'NotifySize K2',
  'AllocateMirror K1',
  'AllocateMirror K2',
  'CreateTable K1',
  'HostWrite K1 b1',
  'WritePage K1 b1',
  'Enqueue K1 b1',
  'Enqueue K1 b1',
  'Acknowledge K1 b1',
  'PowerOff P1',
] as const;
