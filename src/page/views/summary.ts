import { declarationFor } from '../../../spec/declaration.ts';
import { verdicts } from '../../../spec/design.ts';
import { faultSet } from '../../../spec/faults.ts';
import { rules } from '../../../spec/rules.ts';
import { hostSaw } from '../../explain/host-saw.ts';
import type { Model } from '../../model/model.ts';
import type { State } from '../../model/state.ts';
import { versionName } from '../../words/names.ts';
import { type BlockEnd, blockEndsOf } from '../analysis/block-ends.ts';
import { type Remedy, remediesFor } from '../analysis/remedy.ts';
import { stateAt, violatedUpTo } from '../analysis/run.ts';
import { type Child, el } from '../dom/el.ts';
import { latest } from '../dom/memo.ts';
import type { Deeds, View } from '../view.ts';
import { brokenBadge, verdictBadge } from './verdict.ts';
import { deed } from './widgets.ts';

const PARTINGS_SHOWN = 4;
const REMEDIES_SHOWN = 3;

const remediesOf = latest(remediesFor);

/**
 * The minute's answer: what became of the data, who held it last, what killed it, what would have saved it.
 */
export function summary(view: View, deeds: Deeds): HTMLElement {
  const { run } = view;
  const [worst, ...others] = harmed(blockEndsOf(run));
  return el(
    'div',
    { class: 'answers' },
    ...(worst === undefined ? [allSafe(view)] : answersFor(view, deeds, worst)),
    ...(worst === undefined ? [] : alsoSeen(view)),
    ...savedBy(view),
    ...violationAnswer(view, deeds, worst === undefined),
    ...weakenedHere(view),
    ...otherBlocks(others),
  );
}

/** The blocks that are not safe: the worst first, and what was never written last. */
function harmed(ends: readonly BlockEnd[]): BlockEnd[] {
  const bad = ends.filter(({ verdict }) => verdict !== 'safe');
  const gravity = ({ verdict, version }: BlockEnd) => verdicts.indexOf(verdict) * 2 + (version > 0 ? 1 : 0);
  return bad.sort((a, b) => gravity(b) - gravity(a));
}

function otherBlocks(others: readonly BlockEnd[]): HTMLElement[] {
  if (others.length === 0) return [];
  const items = others.map(({ verdict, fate }) => el('li', {}, verdictBadge(verdict), ` ${fate}.`));
  return [answer('Other blocks', el('ul', {}, ...items))];
}

/** What the host saw of blocks whose verdict says less. */
function alsoSeen({ run }: View): HTMLElement[] {
  const milder = blockEndsOf(run).filter(({ verdict }) => verdict === 'safe' || verdict === 'stranded');
  const saw = milder.flatMap(({ block, verdict }) =>
    hostSaw(run.model, run.steps, block, verdict === 'safe'),
  );
  return saw.length === 0 ? [] : [answer('What the host saw', ` ${saw.map(sentence).join(' ')}`)];
}

function allSafe({ run }: View): HTMLElement {
  if (run.steps.length === 0) return answer('At boot', 'Nothing has happened yet; take an action.');
  const saw = run.initial.blocks.flatMap((_, block) => hostSaw(run.model, run.steps, block, true));
  const readable = 'Every write that the host was told is safe can still be read.';
  const text = saw.length > 0 ? ` ${saw.map(sentence).join(' ')}` : ` ${readable}`;
  const violated = violatedUpTo(run, run.steps.length);
  return answer('At the end', violated.length > 0 ? brokenBadge(violated) : verdictBadge('safe'), text);
}

function sentence(words: string): string {
  return `${words[0]!.toUpperCase()}${words.slice(1)}.`;
}

function answersFor({ run }: View, deeds: Deeds, blockEnd: BlockEnd): HTMLElement[] {
  const { block, verdict, version, fate, decided, partings, left } = blockEnd;
  const isKnown = partings.length + left.length > 0;
  const end = stateAt(run, run.steps.length);
  return [
    answer(
      `Block ${block + 1} at the end`,
      verdictBadge(verdict),
      ' ',
      `${fate}. ${declared(run.model, end)}`,
    ),
    answer(
      'Last good copies',
      isKnown ? partingList(deeds, blockEnd) : `${versionName(version)} was nowhere whole.`,
    ),
    answer('What decided it', stepLink(deeds, decided!.number), ' ', ...deed(decided!.label, decided!.says)),
  ];
}

/** Who held the version, and until when: the last to go, and those before. */
function partingList(deeds: Deeds, { partings, left }: BlockEnd): HTMLElement {
  return el(
    'ul',
    {},
    ...partings
      .slice(-PARTINGS_SHOWN)
      .map(({ place, step: { number, label } }) =>
        el(
          'li',
          {},
          el('b', {}, withPlace(place)),
          ' until ',
          stepLink(deeds, number, `${place} `),
          ` ${label}`,
        ),
      ),
    ...left.map((place) => el('li', {}, el('b', {}, withPlace(place)), ' still')),
  );
}

/** What the design's own file says of the faults that struck. */
function declared({ design, faults }: Model, end: State): string {
  const struck = faultSet(faults, end.faults);
  if (struck.length === 0) return 'No fault has struck.';
  const declaration = declarationFor(design, struck);
  const declares = declaration === undefined ? 'nothing of this' : `this ${declaration.verdict}`;
  return `After ${struck.join(' + ')}; the design declares ${declares}.`;
}

/** `C1 v2` as `C1 (v2)`. */
function withPlace(copy: string): string {
  return copy.replace(/^(\S+) (v\d+)$/, '$1 ($2)');
}

function violationAnswer({ run }: View, deeds: Deeds, isFirst: boolean): HTMLElement[] {
  const step = run.steps.find(({ violated }) => violated.length > 0);
  if (step === undefined) return [];
  const ids = step.violated.map(({ id, says }) => (isFirst ? `${id}: ${says}` : id));
  return [
    answer(
      'First broken property',
      stepLink(deeds, step.number, 'broken '),
      ' ',
      el('b', {}, step.label),
      ` breaks ${ids.join(isFirst ? ' ' : ', ')}`,
    ),
  ];
}

function savedBy({ run, data, isBranch }: View): HTMLElement[] {
  const remedies = remediesOf(run);
  const saving = remedies.filter(({ saves }) => saves);
  const [question, shown]: [string, Remedy[]] =
    saving.length > 0 ? ['What would have saved it', saving] : ['What would have left less harm', remedies];
  const item = ({ change, outcome }: Remedy) => el('li', {}, el('b', {}, change), `: ${outcome}.`);
  const explored = isBranch ? [] : data.advice;
  return [
    ...(shown.length === 0
      ? []
      : [answer(question, el('ul', {}, ...shown.slice(0, REMEDIES_SHOWN).map(item)))]),
    ...(explored.length === 0
      ? []
      : [answer('Explored, and found safe', el('ul', {}, ...explored.map((text) => el('li', {}, text))))]),
  ];
}

function weakenedHere({ model }: View): HTMLElement[] {
  const without = model.design.weakened.map((rule) =>
    el('li', {}, el('b', {}, rule), `: ${rules[rule].says}`),
  );
  return without.length === 0 ? [] : [answer('Weakened here', el('ul', {}, ...without))];
}

function answer(question: string, ...children: Child[]): HTMLElement {
  return el('div', { class: 'answer' }, el('h3', {}, question), el('div', {}, ...children));
}

function stepLink(deeds: Deeds, step: number, key = ''): HTMLElement {
  return el(
    'button',
    { type: 'button', class: 'link', 'data-key': `summary ${key}${step}`, click: () => deeds.goTo(step) },
    `step ${step}`,
  );
}
