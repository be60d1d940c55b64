import { verdictOf } from '../../properties/verdict.ts';
import { ranker, worst } from './course.ts';
import { el, sign } from './el.ts';
import { branchesAt } from './place.ts';
import type { Deeds, View } from './view.ts';
import { verdictBadge } from './view-verdict.ts';

/**
 * Slider and buttons, and the step in words, which screen readers hear as it changes. Built once, then
 * filled.
 */
export function createControls(deeds: Deeds): { element: HTMLElement; fill: (view: View) => void } {
  const slider = el('input', { type: 'range', min: 0, 'aria-label': 'step' }) as HTMLInputElement;
  slider.addEventListener('input', () => deeds.goTo(Number(slider.value)));
  const button = (name: string, text: string, click: () => void) =>
    el('button', { type: 'button', 'aria-label': name, title: name, click }, text);
  const back = button('step back', '◀', () => deeds.goTo(Number(slider.value) - 1));
  const forward = button('step forward', '▶', () => deeds.goTo(Number(slider.value) + 1));
  const left = el('span');
  const recording = el(
    'button',
    { type: 'button', class: 'recording', click: deeds.backToRecording },
    sign('↩ '),
    'back to the recording',
    left,
  );
  const counter = el('span', { class: 'counter' });
  const live = el('p', { class: 'live', role: 'status', 'aria-live': 'polite' });
  const element = el(
    'nav',
    { class: 'controls', 'aria-label': 'steps of the run' },
    el('div', { class: 'moves' }, back, forward, slider, counter, recording),
    live,
    el('p', { class: 'hint' }, ...hint()),
  );
  return {
    element,
    fill: (view) => {
      const { place, course, isBranch } = view;
      const last = course.steps.length;
      slider.max = String(last);
      slider.value = String(place.step);
      slider.setAttribute('aria-valuetext', `step ${place.step} of ${last}`);
      counter.textContent = `${place.step} / ${last}`;
      recording.hidden = !isBranch;
      left.textContent = `, left after step ${branchesAt(view.data.schedule, place.path)}`;
      element.classList.toggle('branch', isBranch);
      live.replaceChildren(...words(view));
    },
  };
}

function hint(): HTMLElement[] {
  const keys = (names: readonly string[], does: string) =>
    el('span', {}, ...names.map((name) => el('kbd', {}, name)), does);
  return [
    keys(['←', '→', 'Home', 'End'], 'step'),
    keys(['1', '…', '9'], 'take an action'),
    keys(['R'], 'back to the recording'),
  ];
}

function words({ place, course, model, state, isBranch }: View): (Node | string)[] {
  const step = course.steps[place.step - 1];
  const verdict = verdictBadge(verdictOf(worst(ranker(model)(state))));
  const where = isBranch ? 'branch, step' : 'step';
  if (step === undefined) return [verdict, ` ${where} 0: everything is on, nothing has happened.`];
  return [verdict, ` ${where} ${step.number}: `, el('b', {}, step.label), ` ${step.says}.`];
}
