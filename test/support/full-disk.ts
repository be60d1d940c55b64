import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** Has every write fail once so many bytes were written, as on a disk that is full. */
export function withFullDisk(bytes: number, run: () => void): void {
  const { writeSync } = fs;
  let left = bytes;
  const full = (file: number, chunk: Uint8Array, at: number, length: number, position?: number | null) => {
    if (left === 0) throw Object.assign(new Error('full'), { code: 'ENOSPC', errno: -28 });
    const written = writeSync(file, chunk, at, Math.min(left, length), position);
    left -= written;
    return written;
  };
  Object.assign(fs, { writeSync: full });
  syncBuiltinESMExports();
  try {
    run();
  } finally {
    Object.assign(fs, { writeSync });
    syncBuiltinESMExports();
  }
}
