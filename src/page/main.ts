import { compileModel } from '../model/model.ts';
import { changesBetween, factsOf } from './analysis/facts.ts';
import { nearestHighlight } from './analysis/highlights.ts';
import { nextOf } from './analysis/next.ts';
import { isPart } from './analysis/parts.ts';
import { runLabels, stateAt } from './analysis/run.ts';
import { DATA_ID, type PageData } from './data.ts';
import { latest } from './dom/memo.ts';
import { createFrame } from './frame.ts';
import { onKeys } from './keys.ts';
import { branchesAt, formatPlace, type Place, parsePlace, settle, take } from './place.ts';
import type { Deeds, View } from './view.ts';
import { inOrder } from './views/next.ts';

/*
 * The explorer page: a schedule run by the reference itself, in the browser. The address holds the place;
 * everything else follows from it and is drawn anew with every step.
 */

const data = JSON.parse(document.getElementById(DATA_ID)!.textContent) as PageData;
const model = compileModel(data.design);
const runOf = latest((path: readonly string[]) => runLabels(model, path));
let view = linked();

const deeds: Deeds = {
  goTo: (step) => show({ ...view.place, step: Math.min(view.place.path.length, Math.max(0, step)) }),
  goToHighlight: (way) =>
    deeds.goTo(nearestHighlight(view.run.steps, view.place.step, way) ?? view.place.step),
  take: (label) => show(take(data.schedule, view.place, label), 'push'),
  select: (part) => show({ ...view.place, part: view.place.part === part ? '' : part }),
  backToRecording: () => {
    const { path, step: at } = view.place;
    const step = Math.min(at, branchesAt(data.schedule, path));
    show({ ...view.place, path: data.schedule, step }, 'push');
  },
};

const frame = createFrame(document.body, data, deeds);
onKeys(deeds, () => ({ place: view.place, next: inOrder(view.next) }));
addEventListener('popstate', () => draw(linked()));
frame.draw(view);

function show(to: Place, how: 'push' | 'replace' = 'replace'): void {
  draw(viewOf(to));
  const address = `#${formatPlace(data.schedule, to)}`;
  if (address === location.hash) return;
  // Some browsers limit how often the address may change; the page goes on without.
  try {
    if (how === 'push') history.pushState(null, '', address);
    else history.replaceState(null, '', address);
  } catch {}
}

function draw(next: View): void {
  view = next;
  frame.draw(view);
}

/** What the address asks for, as far as there is such a thing. */
function linked(): View {
  const wanted = parsePlace(data.schedule, location.hash);
  const { steps, refused } = runLabels(model, wanted.path);
  const possible = steps.map(({ label }) => label);
  const part = isPart(model, wanted.part) ? wanted.part : '';
  const shown = viewOf(settle(data.schedule, { ...wanted, part }, possible));
  if (refused === undefined) return shown;
  return { ...shown, refused: { number: possible.length + 1, ...refused } };
}

function viewOf(at: Place): View {
  const run = runOf(at.path);
  const state = stateAt(run, at.step);
  const facts = factsOf(run, at.step);
  const changes = at.step === 0 ? [] : changesBetween(factsOf(run, at.step - 1), facts);
  const hasLeft = branchesAt(data.schedule, at.path) < at.path.length;
  return {
    data,
    place: at,
    run,
    model,
    state,
    facts,
    changes,
    changed: new Set(changes.map(({ name }) => name)),
    next: nextOf(model, state),
    hasLeft,
    isBranch: hasLeft && data.schedule.length > 0,
  };
}
