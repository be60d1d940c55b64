import { highlightsOf } from '../analysis/highlights.ts';
import { el, unseen } from '../dom/el.ts';
import type { Deeds, View } from '../view.ts';
import { highlightSign } from './verdict.ts';

/**
 * The steps worth looking at, each under the place that the slider has at it. No stops for the Tab key: it
 * would take many to get past them, and keys of their own go from highlight to highlight.
 */
export function highlightStrip({ run, place }: View, deeds: Deeds): HTMLElement[] {
  const { steps } = run;
  return highlightsOf(steps).flatMap((highlights, i) => {
    if (highlights.length === 0) return [];
    const { number, label } = steps[i]!;
    const says = `step ${number}, ${label}: ${highlights.map(({ says }) => says).join(', ')}`;
    const button = el(
      'button',
      {
        type: 'button',
        tabindex: -1,
        title: says,
        'data-key': `mark ${number}`,
        'aria-current': place.step === number ? 'step' : undefined,
        click: () => deeds.goTo(number),
      },
      ...highlights.map(highlightSign),
      unseen(says),
    );
    return [el('li', { style: `left: ${(100 * number) / steps.length}%` }, button)];
  });
}
