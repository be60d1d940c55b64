/**
 * Remembers what has the focus; the answer gives it back once all is drawn anew, to what stands in the same
 * place or else to the first of its panel.
 */
export function heldFocus(): (step: number, controls: HTMLElement) => void {
  const key = document.activeElement?.getAttribute('data-key');
  const panel = document.activeElement?.closest('.panel');
  if (!key) return () => {};
  return (step, controls) => {
    const same = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(followed(key, step))}"]`);
    if (same !== null) same.focus({ preventScroll: true });
    else firstOf(panel)?.focus();
    if (panel) uncover(document.activeElement!, controls);
  };
}

/** The focus goes along in the list of steps, and stays where it is anywhere else. */
function followed(key: string, step: number): string {
  return key.startsWith('step ') ? `step ${step}` : key;
}

function firstOf(panel: Element | null | undefined): HTMLElement | null | undefined {
  return panel?.querySelector<HTMLElement>('.inside button') ?? panel?.querySelector('h2');
}

/** The controls grow with the words of the step, over what was just below them. */
function uncover(focused: Element, controls: HTMLElement): void {
  const [own, above] = [focused.getBoundingClientRect(), controls.getBoundingClientRect()];
  const isCovered = own.top < above.bottom;
  if (isCovered) focused.scrollIntoView({ block: 'nearest' });
}
