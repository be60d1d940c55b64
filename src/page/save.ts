import type { Design } from '../../spec/design.ts';
import { formatSchedule } from '../schedule/file.ts';

/** The steps of a run as a schedule file, for `replay` and `trace` to take up. */
export function scheduleOf(design: Design, labels: readonly string[]): string {
  const { name, ack, bounds, weakened: weaken } = design;
  const { fifoDepth: _, ...others } = bounds;
  return formatSchedule({
    comment: [],
    design: name,
    bounds: ack === 'fifo' ? bounds : others,
    weaken,
    labels,
  });
}
