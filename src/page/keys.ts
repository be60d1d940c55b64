import type { Next } from './analysis/next.ts';
import type { Place } from './place.ts';
import type { Deeds } from './view.ts';
import { DIGITS } from './views/next.ts';

/** Arrows step, N and P go from highlight to highlight, digits take an action, R returns to the recording. */
export function onKeys(deeds: Deeds, now: () => { place: Place; next: readonly Next[] }): void {
  addEventListener('keydown', (event) => {
    const isModified = event.ctrlKey || event.altKey || event.metaKey;
    if (isModified || isOwnKeyOf(event.target, event.key)) return;
    const deed = deedFor(steppingKey(event), deeds, now);
    if (deed === undefined) return;
    event.preventDefault();
    deed();
  });
}

/** In the list of steps, up and down step as well. */
function steppingKey({ key, target }: KeyboardEvent): string {
  if (!(target instanceof Element) || target.closest('.step-list') === null) return key;
  return { ArrowUp: 'ArrowLeft', ArrowDown: 'ArrowRight' }[key] ?? key;
}

/** The slider moves by itself, and what can be scrolled scrolls. */
function isOwnKeyOf(target: EventTarget | null, key: string): boolean {
  return key.length > 1 && (target instanceof HTMLInputElement || isScrollable(target));
}

function isScrollable(target: EventTarget | null): boolean {
  if (!(target instanceof Element) || !target.matches('[role="group"][tabindex]')) return false;
  return target.scrollWidth > target.clientWidth || target.scrollHeight > target.clientHeight;
}

function deedFor(
  key: string,
  deeds: Deeds,
  now: () => { place: Place; next: readonly Next[] },
): (() => void) | undefined {
  const { place, next } = now();
  switch (key.length === 1 ? key.toLowerCase() : key) {
    case 'ArrowRight':
      return () => deeds.goTo(place.step + 1);
    case 'ArrowLeft':
      return () => deeds.goTo(place.step - 1);
    case 'Home':
      return () => deeds.goTo(0);
    case 'End':
      return () => deeds.goTo(place.path.length);
    case 'n':
      return () => deeds.goToHighlight(1);
    case 'p':
      return () => deeds.goToHighlight(-1);
    case 'r':
      return deeds.backToRecording;
  }
  const digit = Number(key);
  const chosen = digit >= 1 && digit <= DIGITS ? next[digit - 1] : undefined;
  return chosen && (() => deeds.take(chosen.label));
}
