import { existsSync } from 'node:fs';
import type { Design } from '../../spec/design.ts';
import type { Question } from '../explorer/findings.ts';
import type { FoldName } from '../explorer/fold/fold.ts';
import type { Checkpointer, Snapshot, Standing } from '../explorer/learned/snapshot.ts';
import { packageVersion } from '../files/package.ts';
import { CannotWrite } from '../files/whole.ts';
import type { Model } from '../model/model.ts';
import { differenceBetween } from './difference.ts';
import { BadCheckpoint, type Header, readHeader, readPieces, writePieces } from './piece-file.ts';

/** What a search is of. To go on with another would come to neither. */
export interface Subject {
  /** All of the design but what is said about it. */
  readonly design: Omit<Design, 'about'>;
  readonly folds: readonly FoldName[];
  readonly properties: readonly string[];
}

/** How it is written. Words are as they lie in memory: little-endian. */
const FORM = { format: 'mirrorproof checkpoint', formatVersion: 3, byteOrder: 'little-endian' };

type Kept = Header<{ readonly version: string; readonly subject: Subject; readonly standing: Standing }>;

/** What a search of this model is of. */
export function subjectOf({ design }: Model, { properties }: Question, folds: readonly FoldName[]): Subject {
  const { about: _, ...rest } = design;
  return { design: rest, folds, properties: properties.map(({ id }) => id) };
}

/** Thrown where a search cannot be kept, with what is left of it. */
export class NotKept extends CannotWrite {
  constructor(file: string, { reason }: CannotWrite, isThere: boolean) {
    const left = isThere
      ? 'what was kept before is whole, and --resume goes on from there'
      : 'nothing is kept';
    super(file, `${reason}; ${left}`);
  }
}

/** The file in which a search is kept. */
export class Checkpoint {
  readonly file: string;
  readonly #everyMs: number;
  #failed: NotKept | undefined;

  /** It is written anew when so many seconds have gone since it was. */
  constructor(file: string, everySeconds: number) {
    this.file = file;
    this.#everyMs = 1000 * everySeconds;
  }

  /** Whether there is one. */
  get isThere(): boolean {
    return existsSync(this.file);
  }

  /** What a search came to could not be kept in the end. It was not to hide what was found. */
  get failed(): NotKept | undefined {
    return this.#failed;
  }

  /**
   * Makes sure that a search of this can go on from what is kept. Returns from how many states.
   * @throws CannotRead, BadCheckpoint
   */
  examine(subject: Subject): number {
    const { standing } = this.#headerFor(subject);
    readPieces(this.file);
    return standing.extents.states.size;
  }

  /**
   * Keeps a search of this, from where it was kept, if it was.
   * @throws CannotRead, BadCheckpoint
   */
  checkpointerOf(subject: Subject): Checkpointer {
    const kept = this.isThere ? this.#headerFor(subject) : undefined;
    const header = { ...FORM, version: packageVersion(), subject };
    let known = kept?.standing.counters.next;
    let at = performance.now();
    const write = ({ standing, pieces }: Snapshot) => {
      if (standing.counters.next === known) return;
      writePieces(this.file, { ...header, standing }, pieces);
      known = standing.counters.next;
      at = performance.now();
    };
    return {
      kept: kept && { standing: kept.standing, fill: (pieces) => readPieces(this.file, pieces) },
      offer: (snapshot, isLast) => {
        if (isLast) this.#writeLast(() => write(snapshot()));
        else if (performance.now() - at >= this.#everyMs) this.#orNotKept(() => write(snapshot()));
      },
    };
  }

  #writeLast(write: () => void): void {
    try {
      this.#orNotKept(write);
    } catch (error) {
      if (!(error instanceof NotKept)) throw error;
      this.#failed = error;
    }
  }

  #orNotKept(write: () => void): void {
    try {
      write();
    } catch (error) {
      throw error instanceof CannotWrite ? new NotKept(this.file, error, this.isThere) : error;
    }
  }

  /** What is kept, if it is of this. */
  #headerFor(subject: Subject): Kept {
    const header = readHeader<Kept & typeof FORM>(this.file);
    const { format, formatVersion, byteOrder, version } = header;
    const form = differenceBetween(FORM, { format, formatVersion, byteOrder });
    if (form !== undefined) throw new BadCheckpoint(this.file, `it is of another form: ${form}`);
    if (version !== packageVersion()) {
      const why = `it is of version ${version}, and this is ${packageVersion()}`;
      throw new BadCheckpoint(
        this.file,
        why,
        'go on with that version, or name another folder to begin anew',
      );
    }
    const difference = differenceBetween(subject, header.subject);
    if (difference === undefined) return header;
    const remedy = 'give it what it was begun with, or name another folder to begin anew';
    throw new BadCheckpoint(this.file, `it is of something else: ${difference}`, remedy);
  }
}
