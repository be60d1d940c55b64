import { type Design, type Part, parts } from '../../spec/design.ts';
import { faultsOf, matchesFault, termsOf } from '../../spec/faults.ts';
import { layoutOf, MAX_WORDS, StateTooLarge } from '../explorer/layout.ts';
import { compileModel } from '../model/model.ts';
import { hintFor, type Path, type Problem, show } from './bad-design.ts';
import type { DesignFile, DesignInput } from './schema.ts';

/** What contradicts itself in a file of the right form: as written, with defaults, and as the design that it makes. */
export function problemsOfMeaning(written: DesignInput, file: DesignFile, design: Design): Problem[] {
  return [
    ...withoutFifo(written, file),
    ...unfed(file),
    ...tooWide(file, design),
    ...unmatched(design),
    ...contradicting(design),
  ];
}

/** A fault set cannot be survived and fail. */
function contradicting({ declares }: Design): Problem[] {
  return declares.survives.flatMap((pattern, i) => {
    if (!(pattern in declares.fails)) return [];
    const expected = 'a fault set that `fails` does not name';
    return [{ path: ['declares', 'survives', i], expected, found: show(pattern) }];
  });
}

/** With ack `mirror` nothing is queued: a FIFO part, setting or depth would do nothing, and mislead. */
function withoutFifo(written: DesignInput, file: DesignFile): Problem[] {
  if (file.ack !== 'mirror') return [];
  const why = 'for ack "mirror" has no FIFO';
  const problems = feedsOf(file)
    .filter(({ part }) => !isNeeded(file, part))
    .map(({ path, part }): Problem => ({ path, expected: `a board or a cache, ${why}`, found: show(part) }));
  if (written.fifo !== undefined) {
    problems.push({ path: ['fifo'], expected: `no FIFO settings, ${why}`, found: show(written.fifo) });
  }
  const { fifoDepth } = file.bounds;
  if (fifoDepth === undefined) return problems;
  return [
    ...problems,
    { path: ['bounds', 'fifoDepth'], expected: `no depth, ${why}`, found: show(fifoDepth) },
  ];
}

function feedsOf({ power, batteries }: DesignFile): { path: Path; part: Part }[] {
  const located = (path: Path, feeds: readonly Part[]) =>
    feeds.map((part, i) => ({ path: [...path, i], part }));
  return [
    ...Object.entries(power).flatMap(([unit, feeds]) => located(['power', unit], feeds)),
    ...Object.entries(batteries).flatMap(([name, { feeds }]) => located(['batteries', name, 'feeds'], feeds)),
  ];
}

function isNeeded({ ack }: DesignFile, part: Part): boolean {
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

function tooWide({ bounds: { pagesPerWrite = 0 } }: DesignFile, { bounds: { blocks } }: Design): Problem[] {
  if (pagesPerWrite <= blocks) return [];
  const expected = `an integer from 1 to ${blocks}, the number of blocks`;
  return [{ path: ['bounds', 'pagesPerWrite'], expected, found: show(pagesPerWrite) }];
}

/** Terms of declarations that no fault of the design matches. */
function unmatched(design: Design): Problem[] {
  const labels = faultsOf(design).map(({ label }) => label);
  const { survives, fails } = design.declares;
  return [
    ...survives.flatMap((pattern, i) => unmatchedTerms(['declares', 'survives', i], pattern, labels)),
    ...Object.keys(fails).flatMap((pattern) =>
      unmatchedTerms(['declares', 'fails', pattern], pattern, labels),
    ),
  ];
}

function unmatchedTerms(path: Path, pattern: string, labels: readonly string[]): Problem[] {
  const terms = termsOf(pattern);
  const kinds = [...new Set(labels.map((label) => `${label.split(' ')[0]} *`))];
  return terms.flatMap((term, i) => {
    const isKnown = labels.some((label) => matchesFault(term, label));
    if (!isKnown) {
      const hint = hintFor(term, [...labels, ...kinds]);
      return [{ path, expected: 'a fault of this design', found: show(term), hint }];
    }
    if (!labels.includes(term) || terms.indexOf(term) === i) return [];
    return [{ path, expected: 'each fault once, as it strikes once', found: `${show(term)} again` }];
  });
}

/** A problem when the states of the design cannot be packed. Only for a design without a problem of meaning. */
export function tooLarge(design: Design): Problem[] {
  try {
    layoutOf(compileModel(design));
    return [];
  } catch (error) {
    if (!(error instanceof StateTooLarge)) throw error;
    const expected = `sizes whose states fit into ${MAX_WORDS} words of 32 bits`;
    return [{ path: ['bounds'], expected, found: `${error.words} words` }];
  }
}
