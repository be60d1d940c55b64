import { verdictOf } from '../../../properties/verdict.ts';
import { ranker, violatedUpTo, worst } from '../analysis/run.ts';
import type { PageData } from '../data.ts';
import { type Child, el, sign } from '../dom/el.ts';
import { branchesAt } from '../place.ts';
import type { Deeds, Panel, View } from '../view.ts';
import { highlightStrip } from './highlights.ts';
import { brokenBadge, verdictBadge } from './verdict.ts';
import { deed, start } from './widgets.ts';

/**
 * Slider and buttons, and the step in words, which screen readers hear as it changes. Built once, then
 * filled.
 */
export function createControls(data: PageData, deeds: Deeds): Panel {
  const slider = el('input', { type: 'range', min: 0, 'aria-label': 'step' }) as HTMLInputElement;
  slider.addEventListener('input', () => deeds.goTo(Number(slider.value)));
  const button = (name: string, text: string, click: () => void) =>
    el('button', { type: 'button', 'aria-label': name, title: name, click }, text);
  const back = button('step back', '◀', () => deeds.goTo(Number(slider.value) - 1));
  const forward = button('step forward', '▶', () => deeds.goTo(Number(slider.value) + 1));
  const strip = el('ol', { class: 'strip', 'aria-label': 'acknowledgements, faults and what came of them' });
  const left = el('span');
  const recording = el(
    'button',
    { type: 'button', class: 'recording', click: deeds.backToRecording },
    sign('↩ '),
    wayBack(data),
    left,
  );
  const counter = el('span', { class: 'counter' });
  const live = el('p', { class: 'live', role: 'status' });
  const notice = el('p', { class: 'notice', role: 'status' });
  const element = el(
    'nav',
    { class: 'controls', 'aria-label': 'steps of the run' },
    el(
      'div',
      { class: 'moves' },
      back,
      forward,
      el('div', { class: 'track' }, slider, strip),
      counter,
      recording,
    ),
    live,
    notice,
    el('p', { class: 'hint' }, ...hint(data)),
  );
  return {
    element,
    fill: (view) => {
      const { place, run, isBranch } = view;
      const last = run.steps.length;
      slider.max = String(last);
      slider.value = String(place.step);
      slider.disabled = last === 0;
      slider.setAttribute('aria-valuetext', `step ${place.step} of ${last}`);
      strip.replaceChildren(...highlightStrip(view, deeds));
      counter.textContent = `${place.step} / ${last}`;
      recording.hidden = !view.hasLeft;
      left.textContent = isBranch ? `, left after step ${branchesAt(data.schedule, place.path)}` : '';
      element.classList.toggle('branch', isBranch);
      live.replaceChildren(el('span', {}, ...words(view)));
      notice.replaceChildren(...refusal(view));
    },
  };
}

function hint(data: PageData): HTMLElement[] {
  const keys = (names: readonly string[], does: string) =>
    el('span', {}, ...names.map((name) => el('kbd', {}, name)), does);
  return [
    keys(['←', '→', 'Home', 'End'], 'step'),
    keys(['N', 'P'], 'next or previous acknowledgement, fault or harm'),
    keys(['1', '…', '9'], 'take an action'),
    keys(['R'], wayBack(data)),
  ];
}

function wayBack({ schedule }: PageData): string {
  return schedule.length === 0 ? 'start over' : 'back to the recording';
}

function words({ place, run, model, state, isBranch }: View): Child[] {
  const step = run.steps[place.step - 1];
  const violated = violatedUpTo(run, place.step);
  const now = verdictBadge(verdictOf(worst(ranker(model)(state))));
  const verdict = violated.length === 0 ? now : el('span', {}, now, ' ', brokenBadge(violated));
  const where = isBranch ? 'branch, step' : 'step';
  if (step === undefined) return [verdict, ` ${where} 0: `, ...start()];
  return [verdict, ` ${where} ${step.number}: `, ...deed(step.label, step.says)];
}

function refusal({ refused }: View): (Node | string)[] {
  if (refused === undefined) return [];
  const { number, label, why } = refused;
  return [
    sign('⚠ '),
    `This link's step ${number}, ${label}, cannot happen here (${why}); shown up to there.`,
  ];
}
