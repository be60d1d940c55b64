import { declarationFor, declarationsOf } from '../../../spec/declaration.ts';
import { isHarm, type Verdict, verdicts } from '../../../spec/design.ts';
import type { FaultSetVerdict } from '../../check/assess.ts';
import type { Finding } from '../../explorer/findings.ts';
import type { Action } from '../../model/action.ts';
import { escapedXml } from '../../statecharts/text.ts';
import { el } from '../../timeline/svg/element.ts';
import { boundsInWords } from '../../words/numbers.ts';
import { labels, type Report, story } from '../present/assessment.ts';
import { isEndlessAsDeclared } from '../present/endless.ts';

/*
 * What `check` found as test results in the form of JUnit, which build servers show: a suite for each design, a case for
 * each declaration, fault set and property. A case fails where the design is not as declared, and only there.
 */

/** How a case ended. An error is what a limit kept from being decided, which no build should take for a success. */
type Outcome =
  | { readonly is: 'passed' }
  | { readonly is: 'failed'; readonly message: string; readonly schedule?: readonly Action[] }
  | { readonly is: 'undecided'; readonly message: string }
  | { readonly is: 'untried'; readonly message: string };

interface Case {
  readonly group: 'declarations' | 'fault sets' | 'properties';
  readonly name: string;
  readonly outcome: Outcome;
}

interface Suite {
  readonly name: string;
  readonly seconds: number;
  readonly about: Readonly<Record<string, string>>;
  readonly cases: readonly Case[];
  /** The text of a case that failed by this schedule. */
  readonly tell: (schedule: readonly Action[]) => string;
}

const PASSED: Outcome = { is: 'passed' };

/** The XML of all that was checked; of designs that an interrupt left out, that they were not. */
export function junitOf(reports: readonly Report[], unexplored: readonly string[]): string {
  const suites = [...reports.map(suiteOf), ...unexplored.map(suiteOfUnexplored)];
  const cases = suites.flatMap((suite) => suite.cases);
  const seconds = suites.reduce((sum, suite) => sum + suite.seconds, 0);
  const all = el(
    'testsuites',
    { name: 'mirrorproof check', ...countsOf(cases), time: seconds.toFixed(3) },
    ...['', ...suites.map(suiteXml), ''].map((text) => `${text}\n`),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${all}\n`;
}

function suiteOf(report: Report): Suite {
  const { assessment, seconds } = report;
  const { design, model, verdict, exploration } = assessment;
  const weakened = design.weakened.length === 0 ? {} : { weakened: design.weakened.join(', ') };
  return {
    name: design.name,
    seconds,
    about: {
      ack: design.ack,
      bounds: boundsInWords(design),
      ...weakened,
      verdict,
      states: String(exploration.states),
    },
    cases: [...declarationCases(report), ...faultSetCases(report), ...propertyCases(report)],
    tell: (schedule) => [story(model, design, schedule), '', ...labels(model, schedule)].join('\n'),
  };
}

function suiteOfUnexplored(name: string): Suite {
  const outcome: Outcome = { is: 'undecided', message: 'not explored: interrupted' };
  return { name, seconds: 0, about: {}, cases: [{ group: 'declarations', name, outcome }], tell: () => '' };
}

function declarationCases(report: Report): Case[] {
  const { design, mismatches, unexercised, ordersNotJudged, exploration } = report.assessment;
  const cases = declarationsOf(design).map(({ pattern, verdict }): Case => {
    const name = verdict === 'safe' ? `survives ${pattern}` : `${pattern} fails: ${verdict}`;
    const mismatch = mismatches.find(({ declared }) => declared === pattern);
    const untried = 'no fault set within these bounds is one of these';
    if (mismatch !== undefined) {
      const schedule = mismatch.example?.schedule();
      const outcome = { is: 'failed', message: mismatch.says, ...(schedule && { schedule }) } as const;
      return { group: 'declarations', name, outcome };
    }
    if (ordersNotJudged.includes(pattern)) {
      const outcome = skipped('in which order faults strike is for cutsets to judge');
      return { group: 'declarations', name, outcome };
    }
    if (exploration.stopped !== undefined)
      return { group: 'declarations', name, outcome: undecidedBy(exploration) };
    return {
      group: 'declarations',
      name,
      outcome: unexercised.includes(pattern) ? skipped(untried) : PASSED,
    };
  });
  return [...cases, ...endlessCases(report)];
}

/** What was asked beside the bounds: any number of writes. */
function endlessCases(report: Report): Case[] {
  const { endless } = report;
  if (endless === undefined) return [];
  const name = 'with any number of writes';
  const isKnown = endless.decided !== undefined || endless.harm !== undefined;
  if (isEndlessAsDeclared(report))
    return [
      { group: 'declarations', name, outcome: isKnown ? PASSED : skipped('not decided at these limits') },
    ];
  const says = endless.decided!.mismatches.map((mismatch) => mismatch.says);
  const violated = endless.decided!.violations.map(({ property }) => `${property.id} is violated`);
  return [
    { group: 'declarations', name, outcome: { is: 'failed', message: [...says, ...violated].join('; ') } },
  ];
}

function faultSetCases({ assessment: { design, faultSets, exploration } }: Report): Case[] {
  return faultSets.map((set): Case => {
    const name = set.faults.join(' + ') || 'no fault';
    const harm = harmBeyond(set, declarationFor(design, set.faults)?.verdict);
    const outcome = harm ?? (exploration.stopped === undefined ? PASSED : undecidedBy(exploration));
    return { group: 'fault sets', name, outcome };
  });
}

/** What came of a fault set that is worse than what is declared of it. */
function harmBeyond({ verdict, schedule }: FaultSetVerdict, declared?: Verdict): Outcome | undefined {
  if (!isHarm(verdict) || verdicts.indexOf(verdict) <= verdicts.indexOf(declared ?? 'safe')) return undefined;
  const says = declared === undefined ? 'nothing is declared of it' : `declared ${declared}`;
  return { is: 'failed', message: `came out ${verdict}, and ${says}`, schedule: schedule() };
}

function propertyCases({ assessment: { exploration } }: Report): Case[] {
  return exploration.findings
    .filter(({ property }) => property.kind !== 'sometimes')
    .map((finding): Case => {
      const { id, says } = finding.property;
      return {
        group: 'properties',
        name: `${id}. ${says}`,
        outcome: outcomeOfProperty(finding, exploration),
      };
    });
}

function outcomeOfProperty({ property, fired, schedule }: Finding, exploration: Exploration): Outcome {
  if (schedule !== undefined) return { is: 'failed', message: `${property.id} is violated`, schedule };
  if (exploration.stopped !== undefined) return undecidedBy(exploration);
  return fired ? PASSED : skipped('its premise never came true at these bounds');
}

type Exploration = Report['assessment']['exploration'];

function undecidedBy({ stopped }: Exploration): Outcome {
  return { is: 'undecided', message: `undecided: stopped by ${stopped}` };
}

function skipped(message: string): Outcome {
  return { is: 'untried', message };
}

function countsOf(cases: readonly Case[]) {
  const count = (is: Outcome['is']) => String(cases.filter(({ outcome }) => outcome.is === is).length);
  return {
    tests: String(cases.length),
    failures: count('failed'),
    errors: count('undecided'),
    skipped: count('untried'),
  };
}

function suiteXml({ name, seconds, about, cases, tell }: Suite): string {
  const properties = Object.entries(about).map(([key, value]) => el('property', { name: key, value }));
  return el(
    'testsuite',
    { name, ...countsOf(cases), time: seconds.toFixed(3) },
    ...(properties.length === 0 ? [] : ['\n', el('properties', {}, ...properties)]),
    ...cases.map(({ group, name: of, outcome }) => {
      return `\n${el('testcase', { classname: `${name}.${group}`, name: of }, ...outcomeXml(outcome, tell))}`;
    }),
    '\n',
  );
}

function outcomeXml(outcome: Outcome, tell: Suite['tell']): string[] {
  switch (outcome.is) {
    case 'passed':
      return [];
    case 'failed': {
      const { message, schedule } = outcome;
      return [
        el('failure', { message, type: 'not as declared' }, escapedXml(schedule ? tell(schedule) : message)),
      ];
    }
    case 'undecided':
      return [el('error', { message: outcome.message, type: 'undecided' })];
    case 'untried':
      return [el('skipped', { message: outcome.message })];
  }
}
