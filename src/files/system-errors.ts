import { getSystemErrorMap } from 'node:util';
import { shown } from '../text/shown.ts';

/** What an error of the operating system means to who asked, by its code. */
const reasons: Readonly<Record<string, string>> = {
  EACCES: 'it is not allowed',
  EAGAIN: 'there is nothing to read',
  EBADF: 'it is not open',
  EEXIST: 'a file is in the way',
  EISDIR: 'it is a folder',
  ELOOP: 'its symbolic links go in a circle',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'its name is too long',
  ENFILE: 'too many files are open',
  ENOENT: 'there is no such file or folder',
  ENOSPC: 'there is no space left',
  ENOTDIR: 'it is below a file',
  ENXIO: 'there is no such device',
  EPERM: 'it is not allowed',
  EROFS: 'it is on a read-only file system',
  ERR_INVALID_ARG_VALUE: 'no name of a file has a NUL in it',
};

/** Why the operating system refused, in words; undefined for an error that is none of its. */
export function reasonOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, errno, message } = error as NodeJS.ErrnoException;
  if (code === 'ERR_INVALID_ARG_VALUE') return message.includes('null bytes') ? reasons[code] : undefined;
  if (code === undefined || errno === undefined) return undefined;
  return reasons[code] ?? getSystemErrorMap().get(errno)?.[1] ?? code;
}

/** The same as a sentence, with the place; for an error that nobody expected at that place. */
export function troubleIn(error: unknown): string | undefined {
  const reason = reasonOf(error);
  if (reason === undefined) return undefined;
  const { path, syscall = 'the call' } = error as NodeJS.ErrnoException;
  return `cannot ${path === undefined ? `do ${syscall}` : `use ${shown(path)}`}: ${reason}`;
}
