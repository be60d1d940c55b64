import type { PageData } from './data.ts';
import { type Child, el, sign } from './dom/el.ts';
import { heldFocus } from './dom/focus.ts';
import type { Deeds, Panel, View } from './view.ts';
import { changeList } from './views/changes.ts';
import { between } from './views/channel.ts';
import { controllerSide } from './views/controller.ts';
import { createControls } from './views/controls.ts';
import { host } from './views/host.ts';
import { lifecycle } from './views/lifecycle.ts';
import { nextActions } from './views/next.ts';
import { createPicture } from './views/picture.ts';
import { power } from './views/power.ts';
import { properties } from './views/properties.ts';
import { stepList } from './views/steps.ts';
import { summary } from './views/summary.ts';

/** What stays while steps come and go: landmarks, headings, and the places that each step fills. */
export interface Frame {
  readonly draw: (view: View) => void;
}

/** Builds the page once. */
export function createFrame(body: HTMLElement, data: PageData, deeds: Deeds): Frame {
  const controls = createControls(data, deeds);
  const steps = panel('steps', 'Steps', (view) => [stepList(view, deeds)]);
  const life = panel('lifecycle', 'Lifecycle', (view) => [lifecycle(view, deeds)]);
  const happened = panel('summary', 'What happened', (view) => [summary(view, deeds)]);
  const hardware = panel('array', 'The array', (view) => [array(view, deeds)]);
  const next = panel('next', 'What can happen next', (view) => [nextActions(view, deeds)]);
  const judged = panel('properties', 'Properties at this step', (view) => [properties(view)]);
  const changes = panel('changes', 'Changed by this step', (view) => [changeList(view)]);
  const picture = createPicture();
  const panels = [controls, happened, hardware, life, next, judged, picture, steps, changes];
  const main = el(
    'main',
    { class: data.schedule.length === 0 ? 'walk' : '' },
    happened.element,
    controls.element,
    hardware.element,
    el('div', { class: 'beside' }, life.element, next.element),
    judged.element,
    picture.element,
    el('div', { class: 'trail' }, steps.element, changes.element),
  );
  body.append(head(data), main, foot(data));
  new ResizeObserver(() => keepClearOf(controls.element)).observe(controls.element);
  let part: string | undefined;
  return {
    draw: (view) => {
      const giveBackFocus = heldFocus();
      for (const { fill } of panels) fill(view);
      keepClearOf(controls.element);
      revealCurrent(steps.element);
      if (part !== undefined && view.place.part !== part && view.place.part !== '') reveal(life.element);
      part = view.place.part;
      // Last: whatever scrolled, what has the focus is in view.
      giveBackFocus(view.place.step, controls.element);
    },
  };
}

function panel(id: string, title: string, content: (view: View) => Child[]): Panel {
  const inside = el('div', { class: 'inside' });
  // The focus goes there when what had it is gone and nothing else in the panel can take it.
  const heading = el('h2', { id: `${id}-title`, tabindex: -1 }, title);
  const element = el('section', { id, class: 'panel', 'aria-labelledby': `${id}-title` }, heading, inside);
  const isOpen = () => inside.querySelector('details')?.open ?? false;
  return {
    element,
    fill: (view) => {
      const wasOpen = isOpen();
      inside.replaceChildren(...(content(view) as Node[]));
      inside.querySelector('details')?.toggleAttribute('open', wasOpen);
    },
  };
}

/** What sticks to the top hides nothing: style sheet and scrolling know its height. */
function keepClearOf({ offsetHeight }: HTMLElement): void {
  document.documentElement.style.setProperty('--controls', `${offsetHeight}px`);
}

/** Scrolls no further than it takes to see the panel begin; the focus stays. */
function reveal({ firstElementChild: heading }: HTMLElement): void {
  heading!.scrollIntoView({ block: 'nearest' });
}

function array(view: View, deeds: Deeds): HTMLElement {
  return el(
    'div',
    { class: 'hardware' },
    host(view),
    controllerSide(view, deeds, 0),
    between(view, deeds),
    controllerSide(view, deeds, 1),
    power(view, deeds),
    el(
      'p',
      { class: 'key' },
      sign('◆ ', 'told'),
      'holds what the host was told is safe; ',
      sign('✱ ', 'changed-sign'),
      'changed by this step, with what it was struck out; select a part to see its lifecycle',
    ),
  );
}

function head({ design, source, comment }: PageData): HTMLElement {
  const { bounds, ack, weakened } = design;
  const setting = [
    `host answered by ${ack === 'fifo' ? 'FIFO entry' : 'mirror page'}`,
    `up to ${bounds.faults} fault${bounds.faults === 1 ? '' : 's'}`,
    ...(weakened.length === 0 ? ['every rule in force'] : [`without ${weakened.join(', ')}`]),
  ];
  return el(
    'header',
    { class: 'head' },
    el('h1', {}, design.name, el('span', { class: 'source' }, ` ${source}`)),
    el('p', {}, setting.join(' · ')),
    comment.length > 0 &&
      el('details', {}, el('summary', {}, 'about this schedule'), el('p', {}, comment.join(' '))),
  );
}

function foot({ command }: PageData): HTMLElement {
  return el(
    'footer',
    {},
    el(
      'p',
      {},
      'Every state is computed in this page, by the reference itself. To make the page again: ',
      el('code', {}, command),
    ),
  );
}

/** Scrolls the list of steps, and not the page, to the step shown. */
function revealCurrent(steps: HTMLElement): void {
  const list = steps.querySelector<HTMLElement>('.step-list');
  const current = list?.querySelector<HTMLElement>('[aria-current="step"]')?.parentElement;
  if (!list || !current) return;
  const box = list.parentElement!;
  const top = current.offsetTop;
  if (top < box.scrollTop || top + current.offsetHeight > box.scrollTop + box.clientHeight) {
    box.scrollTop = top - box.clientHeight / 2;
  }
}
