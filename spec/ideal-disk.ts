/**
 * What the whole array must look like to its host: a disk that never fails. Each block has a value, and at most one
 * write that may still take effect. Everything else that the array does (copy, drain, destage, takeover) is a stutter.
 *
 * What the host is told of a write says what may become of it. Told safe: it took effect. Told failed: it is gone, and never
 * takes effect. Told nothing, because the host gave up or its controller is gone: either, and then for good.
 */
export interface IdealBlock {
  readonly value: number;
  /** Version of the write that was issued and may still take effect; 0 when there is none. */
  readonly pending: number;
}

/** Whether the ideal disk may go from one to the other for one block in one step. */
export function idealDiskAllows(before: IdealBlock, after: IdealBlock): boolean {
  const sameValue = after.value === before.value;
  const samePending = after.pending === before.pending;
  const stutters = sameValue && samePending;
  const issues = sameValue && before.pending === 0 && after.pending > before.value;
  const takesEffect = before.pending !== 0 && after.value === before.pending && after.pending === 0;
  const drops = sameValue && after.pending === 0;
  return stutters || issues || takesEffect || drops;
}
