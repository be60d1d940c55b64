import type { PackedField } from '../layout.ts';

/** A value of a field, as rules see it. */
export type Value = string | number | boolean;

/** Who is told of what is read and written, by the index of the field. */
export interface Listener {
  read(field: number): Value;
  write(field: number, value: Value): void;
}

/** Part of a state: a record or a list. */
type Part = object;

/** For each field the index under which it is read. */
type IndexOf = (field: number) => number;

/** The parts of a state on the way to a field: `.caches[0][1]`, `.caches[0]`, `.caches` and the state itself. */
function partsOn(path: string): string[] {
  const ends = [...path.matchAll(/[.[]/g)].map(({ index }) => index);
  return ends.map((end) => path.slice(0, end));
}

/** States in the form of a given one, in which a listener stands in the place of each field. */
export class Likeness {
  readonly before: Part;
  readonly #form: Part;
  readonly #fields: readonly PackedField[];
  readonly #indexes: ReadonlyMap<string, number>;
  readonly #listener: Listener;
  /** One class for each kind of record, so that reading stays fast. */
  readonly #classes = new Map<string, new (fields: readonly number[]) => Part>();

  constructor(form: Part, fields: readonly PackedField[], listener: Listener) {
    this.#form = form;
    this.#fields = fields;
    this.#indexes = new Map(fields.map(({ path }, i) => [path, i]));
    this.#listener = listener;
    this.before = this.#like(form, '', (field) => field);
  }

  /** The state after a step that writes these fields: they are behind the others, what is not written is shared. */
  after(written: readonly number[]): Part {
    const isWritten = new Set(written);
    const changed = new Set(written.flatMap((field) => partsOn(this.#fields[field]!.path)));
    const count = this.#fields.length;
    const indexOf: IndexOf = (field) => (isWritten.has(field) ? field + count : field);
    return this.#likeAfter(this.#form, '', this.before, changed, indexOf);
  }

  #likeAfter(form: Part, path: string, before: Part, changed: ReadonlySet<string>, indexOf: IndexOf): Part {
    if (!changed.has(path)) return before;
    const inner = (name: string, at: string) => {
      const [one, other] = [form, before] as Readonly<Record<string, Part>>[];
      return this.#likeAfter(one![name]!, at, other![name]!, changed, indexOf);
    };
    return this.#like(form, path, indexOf, inner);
  }

  #like(
    form: Part,
    path: string,
    indexOf: IndexOf,
    inner = (name: string, at: string) =>
      this.#like((form as Readonly<Record<string, Part>>)[name]!, at, indexOf),
  ): Part {
    const isList = Array.isArray(form);
    const places = Object.keys(form).map((name) => ({
      name,
      path: isList ? `${path}[${name}]` : `${path}.${name}`,
    }));
    const fields = places.filter((one) => this.#indexes.has(one.path));
    const indexes = fields.map((field) => indexOf(this.#indexes.get(field.path)!));
    const names = fields.map(({ name }) => name);
    const like = isList ? listOf(this.#listener, indexes) : new (this.#classFor(names))(indexes);
    const others = places.filter((one) => !this.#indexes.has(one.path));
    return Object.assign(
      like,
      Object.fromEntries(others.map((one) => [one.name, inner(one.name, one.path)])),
    );
  }

  #classFor(names: readonly string[]): new (fields: readonly number[]) => Part {
    const key = names.join();
    const known = this.#classes.get(key);
    if (known !== undefined) return known;
    const made = recordClass(this.#listener, names);
    this.#classes.set(key, made);
    return made;
  }
}

/** A class of records whose members are fields with these names. */
function recordClass(listener: Listener, names: readonly string[]): new (fields: readonly number[]) => Part {
  class Like {
    readonly fields: readonly number[];

    constructor(fields: readonly number[]) {
      this.fields = fields;
    }
  }
  names.forEach((name, i) => {
    Object.defineProperty(Like.prototype, name, {
      get(this: Like) {
        return listener.read(this.fields[i]!);
      },
      set(this: Like, value: Value) {
        listener.write(this.fields[i]!, value);
      },
    });
  });
  return Like;
}

/** A list whose places are fields. */
function listOf(listener: Listener, fields: readonly number[]): Part {
  const accessors = fields.map((field) => ({
    get: () => listener.read(field),
    set: (value: Value) => listener.write(field, value),
    enumerable: true,
  }));
  return Object.defineProperties([], Object.fromEntries(accessors.entries()));
}
