import { NotSetAside, type Row, type Shelf } from '../explorer/learned/states.ts';
import { Scratch } from '../files/scratch.ts';
import { CannotWrite } from '../files/whole.ts';

/** A shelf of files in this folder that nobody sees: twelve bytes a state. */
export function shelfIn(folder: string): Shelf {
  const [roots, parents] = [new Scratch(folder), new Scratch(folder)];
  return {
    roots: rowIn(roots),
    parents: rowIn(parents),
    close: () => {
      roots.close();
      parents.close();
    },
  };
}

function rowIn(file: Scratch): Row {
  return {
    write: (from, words) => {
      try {
        file.write(4 * from, bytesOf(words));
      } catch (error) {
        if (!(error instanceof CannotWrite)) throw error;
        const remedy = 'states are set aside there: give --memory more, or another --checkpoint or TMPDIR';
        throw new NotSetAside(`${error.message}; ${remedy}`, { cause: error });
      }
    },
    read: (from, into) => file.read(4 * from, bytesOf(into)),
  };
}

function bytesOf({ buffer, byteOffset, byteLength }: Int32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
