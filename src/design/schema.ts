import * as v from 'valibot';
import { arbiters, faultKinds, type Part, parts, paths, verdicts } from '../../spec/design.ts';
import { LITERAL, readingNames } from '../../spec/literal.ts';
import { ruleNames } from '../../spec/rules.ts';

const KEBAB_CASE = 'a name in kebab case';

/** Names of designs become names of files, and stand in tables. */
const MAX_NAME = 64;

/** Room for every fault of the largest design. */
const MAX_PATTERN = 600;

/**
 * More power units or batteries than this are refused. With eight of each a design has 27 faults at most, so that
 * the key of a fault set is a number.
 */
export const MAX_SUPPLIES = 8;

/** What `weakened` may hold: a rule, a requirement for all rules that protect it, or a literal reading of the claims. */
export const weakenable = [
  ...new Set(ruleNames.flatMap((rule) => [rule.split('_')[0]!, rule])),
  LITERAL,
  ...readingNames,
];

/** The words as a message lists them. */
export const quoted = (words: readonly string[]) => words.map((word) => `"${word}"`).join(', ');

// Every message below is the text that follows "expected" in a `BadDesign`.

function object<const T extends v.ObjectEntries>(entries: T) {
  return v.strictObject(entries, ({ type, expected, input }) => {
    if (expected === 'never') return `one of the keys ${quoted(Object.keys(entries))}`;
    return type === 'strict_object' && input === undefined ? 'this key' : 'an object';
  });
}

function size(min: number, max: number, description: string) {
  const message = `an integer from ${min} to ${max}`;
  return v.pipe(
    v.number(message),
    v.integer(message),
    v.minValue(min, message),
    v.maxValue(max, message),
    v.description(description),
  );
}

/** A size, or the word for as many as there may be. */
function sizeOrAny(min: number, max: number, description: string) {
  const message = `an integer from ${min} to ${max}, or "any"`;
  const sized = v.pipe(v.number(), v.integer(message), v.minValue(min, message), v.maxValue(max, message));
  return v.pipe(v.union([sized, v.literal('any')], message), v.description(description));
}

function flag(description: string, byDefault: boolean) {
  return v.optional(v.pipe(v.boolean('true or false'), v.description(description)), byDefault);
}

function text(description: string) {
  return v.pipe(v.string('a string'), v.description(description));
}

function oneOf<const T extends readonly string[]>(words: T) {
  return v.picklist(words, `one of ${quoted(words)}`);
}

/** A list in which nothing stands twice. */
function list<const T extends v.GenericSchema<string>>(item: T, what: string, description: string) {
  return v.pipe(
    v.array(item, `a list of ${what}s`),
    v.checkItems((each, i, all) => all.indexOf(each) === i, `each ${what} once`),
    v.description(description),
  );
}

function supplies<const T extends v.GenericSchema>(name: RegExp, example: string, supply: T) {
  return v.pipe(
    v.record(
      v.pipe(v.string(), v.regex(name, `a name such as "${example}"`)),
      supply,
      `an object with keys such as "${example}"`,
    ),
    v.maxEntries(MAX_SUPPLIES, `at most ${MAX_SUPPLIES} names`),
  );
}

const feeds = v.pipe(
  v.array(oneOf(parts), 'a list of parts'),
  v.nonEmpty('at least one part'),
  v.checkItems((part: Part, i, all) => all.indexOf(part) === i, 'each part once'),
);

const pages = (cache: string) => size(2, 64, `Pages of ${cache}, read/write and mirror area together.`);

const batteries = v.pipe(
  supplies(
    /^B[0-9]{1,4}$/,
    'B1',
    object({
      feeds: v.pipe(feeds, v.description('The parts that it feeds when no power unit does.')),
      hold: size(1, 64, 'For how many drain steps it holds.'),
    }),
  ),
  v.description('Batteries, each a backup for parts that a power unit feeds.'),
);

const fifo = v.pipe(
  object({
    onBoard: flag(
      "The FIFO sits on its writer's board: it stops, and may lose its content, with that board.",
      false,
    ),
    keepUntilDestage: flag('A drained entry stays until its version is on the device.', false),
  }),
  v.description('How the FIFOs are built. Only with ack "fifo".'),
);

const bounds = v.pipe(
  object({
    cachePages: v.exactOptional(
      v.pipe(object({ C1: pages('C1'), C2: pages('C2') }), v.description('Pages of each whole cache.')),
    ),
    blocks: v.exactOptional(size(1, 16, 'Blocks of each device.')),
    writes: v.exactOptional(
      sizeOrAny(1, 32, 'Block versions that the host writes in all; "any" for any number of them.'),
    ),
    pagesPerWrite: v.exactOptional(
      size(1, 16, 'Consecutive blocks that one host write may span, at most `blocks`.'),
    ),
    subBlocks: v.exactOptional(size(1, 8, 'Sub-blocks of a page; a copy can be torn between two of them.')),
    fifoDepth: v.exactOptional(size(1, 16, 'Entries of each FIFO. Only with ack "fifo".')),
    faults: v.exactOptional(size(0, 8, 'How many faults may happen in one run.')),
  }),
  v.description('Sizes that bound the exploration; the rest comes from the preset.'),
);

const failures = verdicts.filter((verdict) => verdict !== 'safe');

const FAULT_SET = 'a fault set such as "PowerOff P1 + BoardCrash *"';

const faultSet = v.pipe(
  v.string(FAULT_SET),
  v.regex(/^(?:[\w *+]*|[\w *>]*)$/, FAULT_SET),
  v.maxLength(MAX_PATTERN, `a fault set in ${MAX_PATTERN} characters at most`),
);

const weakened = v.pipe(
  v.array(v.picklist(weakenable, 'a rule such as "R5" or "R5_fence"'), 'a list of rules'),
  v.checkItems((rule, i, all) => all.indexOf(rule) === i, 'each rule once'),
  v.description('Rules that the design does not follow.'),
);

const declares = v.pipe(
  object({
    survives: v.optional(
      list(
        faultSet,
        'fault set',
        'Fault sets, as patterns, after which every acknowledged write stays safe.',
      ),
      [],
    ),
    fails: v.optional(
      v.pipe(
        v.record(faultSet, oneOf(failures), 'an object with fault sets as keys'),
        v.description(
          'Fault sets, as patterns, with the worst that comes of them. The narrower pattern goes first.',
        ),
      ),
      {},
    ),
  }),
  v.description('What the design claims of itself; a check compares it with what it finds.'),
);

/** A design file. Its output has every default filled in except the bounds, which come from a preset. */
export const designForm = v.pipe(
  object({
    $schema: v.exactOptional(text('The JSON Schema of this file, for editors.')),
    name: v.pipe(
      v.string(KEBAB_CASE),
      v.regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, KEBAB_CASE),
      v.maxLength(MAX_NAME, `a name of ${MAX_NAME} characters at most`),
      v.description('Name of the design, in kebab case.'),
    ),
    about: v.optional(text('What the design shows, and the claims that it comes from.'), ''),
    ack: v.pipe(
      oneOf(['mirror', 'fifo']),
      v.description(
        'When the host is answered: once the copy is committed in the mirror page, or once it is in the FIFO.',
      ),
    ),
    arbiter: v.optional(
      v.pipe(
        oneOf(arbiters),
        v.description(
          'Who decides which controller takes over: an arbiter with a supply of its own, one that feeds "A" name, or none.',
        ),
      ),
      'apart',
    ),
    path: v.optional(
      v.pipe(
        oneOf(paths),
        v.description('What is between hosts and controllers: a switching unit, or nothing but wires.'),
      ),
      'switch',
    ),
    power: v.pipe(
      supplies(/^P[0-9]{1,4}$/, 'P1', feeds),
      v.description('Power unit to the parts that it feeds.'),
    ),
    batteries: v.optional(batteries, {}),
    fifo: v.optional(fifo, {}),
    crashLosesMemory: flag(
      'A board crash loses the memory on that board: its cache, and its FIFO when that sits on the board.',
      true,
    ),
    bounds: v.optional(bounds, {}),
    faultKinds: v.optional(list(oneOf(faultKinds), 'fault kind', 'The kinds of fault that can happen.'), [
      ...faultKinds,
    ]),
    weakened: v.optional(weakened, []),
    declares,
  }),
  v.title('Mirrorproof design'),
  v.description('A dual-controller storage array: its wiring, its protocol, and what it claims to survive.'),
);

/** What a caller, an option or a schedule changes in a design file. */
export const changesForm = object({ bounds: v.optional(bounds, {}), weakened: v.optional(weakened, []) });

/** The content of a design file, defaults filled in. */
export type DesignFile = v.InferOutput<typeof designForm>;

/** The content of a design file as written, when its form is right. */
export type DesignInput = v.InferInput<typeof designForm>;
