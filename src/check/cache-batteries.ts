import type { Design } from '../../spec/design.ts';

/**
 * Batteries that feed a cache. No rule asks for their charge before a write is acknowledged: `R11_charge` asks for that of
 * FIFOs and engines alone (H59).
 */
export function cacheBatteriesIn({ batteries }: Design): string[] {
  const named = Object.entries(batteries);
  return named.filter(([, { feeds }]) => feeds.includes('C1') || feeds.includes('C2')).map(([name]) => name);
}
