import { type Design, type Part, parts } from '../../spec/design.ts';
import { faultsOf, isOrdered, matchesFault, termsOf, whyInNoSet, whyNever } from '../../spec/faults.ts';
import { layoutOf, MAX_WORDS, StateTooLarge } from '../explorer/layout.ts';
import { compileModel } from '../model/model.ts';
import { ARBITER } from '../model/side.ts';
import { type Path, type Problem, show } from './bad-design.ts';
import type { DesignFile, DesignInput } from './schema.ts';

/** What contradicts itself in a file of the right form: as written, with defaults, and as the design that it makes. */
export function problemsOfMeaning(written: DesignInput, file: DesignFile, design: Design): Problem[] {
  return [
    ...withoutFifo(written, file),
    ...withoutDepth(file, file.bounds),
    ...fedApart(file),
    ...unrenewed(file),
    ...unfed(file),
    ...unnumbered(design),
    ...(file.bounds.blocks === undefined ? [] : tooWide(design)),
    ...unmatched(design),
    ...contradicting(design),
  ];
}

type OwnBounds = DesignFile['bounds'];

/** What does not go with a file in the bounds that change it, and have made this design of it. */
export function problemsOfChange(file: DesignFile, changed: OwnBounds, design: Design): Problem[] {
  const problems = [...withoutDepth(file, changed), ...unnumbered(design)];
  if (changed.pagesPerWrite !== undefined) return [...problems, ...tooWide(design)];
  return [...problems, ...tooFewBlocks(changed, design)];
}

/** A fault set cannot be survived and fail, nor fail in two ways, however it is written. */
function contradicting({ declares }: Design): Problem[] {
  const fails = Object.keys(declares.fails);
  const failing = new Set(fails.map(meaningOf));
  const survived = declares.survives.flatMap((pattern, i): Problem[] => {
    if (!failing.has(meaningOf(pattern))) return [];
    const expected = 'a fault set that `fails` does not name';
    return [{ path: ['declares', 'survives', i], expected, found: show(pattern) }];
  });
  const twice = fails.flatMap((pattern, i): Problem[] => {
    const earlier = fails.slice(0, i).find((one) => meaningOf(one) === meaningOf(pattern));
    if (earlier === undefined) return [];
    const expected = `another fault set than ${show(earlier)}`;
    return [{ path: ['declares', 'fails', pattern], expected, found: show(pattern) }];
  });
  return [...survived, ...twice];
}

/** The same of patterns that match the same: where no order is named, none counts. */
function meaningOf(pattern: string): string {
  const terms = termsOf(pattern);
  return isOrdered(pattern) ? terms.join(' > ') : terms.sort().join(' + ');
}

const NO_FIFO = 'for ack "mirror" has no FIFO';

/** With ack `mirror` nothing is queued: a FIFO part, setting or depth would do nothing, and mislead. */
function withoutFifo(written: DesignInput, file: DesignFile): Problem[] {
  if (file.ack !== 'mirror') return [];
  const problems = feedsOf(file)
    .filter(({ part }) => part !== ARBITER && !isNeeded(file, part))
    .map(
      ({ path, part }): Problem => ({ path, expected: `a board or a cache, ${NO_FIFO}`, found: show(part) }),
    );
  if (written.fifo !== undefined) {
    problems.push({ path: ['fifo'], expected: `no FIFO settings, ${NO_FIFO}`, found: show(written.fifo) });
  }
  return problems;
}

/** An arbiter that has a supply of its own, or is not there, is fed by none of these. */
function fedApart(file: DesignFile): Problem[] {
  if (file.arbiter === 'fed') return [];
  const expected = `another part, or "arbiter": "fed"`;
  return feedsOf(file)
    .filter(({ part }) => part === ARBITER)
    .map(({ path, part }): Problem => ({ path, expected, found: show(part) }));
}

/** Hosts that are wired to controllers are answered while a lease runs, which nobody but an arbiter renews (R5_lease). */
function unrenewed({ arbiter, path }: DesignFile): Problem[] {
  if (path !== 'direct' || arbiter !== 'none') return [];
  const expected = '"switch", or an arbiter, which renews the leases of "direct"';
  return [{ path: ['path'], expected, found: show(path) }];
}

function withoutDepth({ ack }: DesignFile, { fifoDepth }: OwnBounds): Problem[] {
  if (ack !== 'mirror' || fifoDepth === undefined) return [];
  return [{ path: ['bounds', 'fifoDepth'], expected: `no depth, ${NO_FIFO}`, found: show(fifoDepth) }];
}

function feedsOf({ power, batteries }: DesignFile): { path: Path; part: Part }[] {
  const located = (path: Path, feeds: readonly Part[]) =>
    feeds.map((part, i) => ({ path: [...path, i], part }));
  return [
    ...Object.entries(power).flatMap(([unit, feeds]) => located(['power', unit], feeds)),
    ...Object.entries(batteries).flatMap(([name, { feeds }]) => located(['batteries', name, 'feeds'], feeds)),
  ];
}

function isNeeded({ ack, arbiter }: DesignFile, part: Part): boolean {
  if (part === ARBITER) return arbiter === 'fed';
  return ack === 'fifo' || /^[KC]/.test(part);
}

function unfed(file: DesignFile): Problem[] {
  const fed = Object.values(file.power).flat();
  return parts
    .filter((part) => isNeeded(file, part) && !fed.includes(part))
    .map((part) => {
      const battery = Object.keys(file.batteries).find((name) => file.batteries[name]!.feeds.includes(part));
      const expected = `a power unit that feeds "${part}"`;
      if (battery === undefined) return { path: ['power'], expected, found: 'none' };
      return {
        path: ['power'],
        expected: `${expected}, for a battery only backs one up`,
        found: `only "${battery}"`,
      };
    });
}

/** Without epochs the gaps between numbers decide (R1_epoch), and a history without end has no finite graph. */
function unnumbered({ bounds, weakened }: Design): Problem[] {
  if (bounds.writes !== 'any' || !weakened.includes('R1_epoch')) return [];
  const expected = 'a number of writes, for without R1_epoch the gaps between numbers decide';
  return [{ path: ['bounds', 'writes'], expected, found: show(bounds.writes) }];
}

/** A write spans no more blocks than there are. */
export function tooWide({ bounds: { blocks, pagesPerWrite } }: Design): Problem[] {
  if (pagesPerWrite <= blocks) return [];
  const expected = `an integer from 1 to ${blocks}, the number of blocks`;
  return [{ path: ['bounds', 'pagesPerWrite'], expected, found: show(pagesPerWrite) }];
}

/** The same, told of the blocks. */
function tooFewBlocks({ blocks }: OwnBounds, { bounds: { pagesPerWrite } }: Design): Problem[] {
  if (blocks === undefined || pagesPerWrite <= blocks) return [];
  const expected = `an integer from ${pagesPerWrite}, the pages that the design has for one write`;
  return [{ path: ['bounds', 'blocks'], expected, found: show(blocks) }];
}

/** Terms of declarations that no fault of the design matches. */
function unmatched(design: Design): Problem[] {
  const labels = faultsOf(design).map(({ label }) => label);
  const kinds = [...new Set(labels.map((label) => `${label.split(' ')[0]} *`))];
  const { survives, fails } = design.declares;
  const patterns = [
    ...survives.map((pattern, i) => ({ pattern, path: ['declares', 'survives', i] })),
    ...Object.keys(fails).map((pattern) => ({ pattern, path: ['declares', 'fails', pattern] })),
  ];
  return patterns.flatMap(({ pattern, path }) =>
    unmatchedTerms(path, termsOf(pattern), design, labels, kinds),
  );
}

function unmatchedTerms(
  path: Path,
  terms: readonly string[],
  design: Design,
  labels: readonly string[],
  kinds: readonly string[],
): Problem[] {
  return terms.flatMap((term, i) => {
    const isKnown = labels.some((label) => matchesFault(term, label));
    if (!isKnown) {
      const [kind] = term.split(' ');
      const never = whyInNoSet(kind!) ?? whyNever(design, kind!);
      const found = show(term);
      if (never !== undefined) return [{ path, expected: `a fault of this design (${never})`, found }];
      const misspelt = { word: term, words: [...labels, ...kinds] };
      return [{ path, expected: 'a fault of this design', found, misspelt }];
    }
    if (!labels.includes(term) || terms.indexOf(term) === i) return [];
    return [{ path, expected: 'each fault once, as it strikes once', found: `${show(term)} again` }];
  });
}

/** A problem when the states of the design cannot be packed. Only for a design without a problem of meaning. */
export function tooLarge(design: Design): Problem | undefined {
  try {
    layoutOf(compileModel(design));
    return undefined;
  } catch (error) {
    if (!(error instanceof StateTooLarge)) throw error;
    const expected = `sizes whose states fit into ${MAX_WORDS} words of 32 bits`;
    return { path: ['bounds'], expected, found: `${error.words} words` };
  }
}
