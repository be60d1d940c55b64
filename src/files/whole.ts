import { sync as writeFileAtomic } from 'write-file-atomic';

/** Replaces a file whole, or leaves it as it was. */
export function writeWhole(file: string, text: string): void {
  writeFileAtomic(file, text);
}
