type Value = string | number | boolean | undefined | ((event: Event) => void);
export type Child = Node | string | readonly Child[] | false | undefined;

/**
 * An element. Text goes in as text, never as markup; functions are listeners; `false` and undefined leave
 * an attribute or a child out.
 */
export function el(tag: string, attributes: Record<string, Value> = {}, ...children: Child[]): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  append(element, children);
  return element;
}

/** Text for screen readers only. */
export function unseen(text: string): HTMLElement {
  return el('span', { class: 'unseen' }, text);
}

/** A sign that only shows: what it says stands in words beside it. */
export function sign(text: string, kind = ''): HTMLElement {
  return el('span', { class: `sign ${kind}`.trim(), 'aria-hidden': 'true' }, text);
}

function append(element: HTMLElement, children: readonly Child[]): void {
  for (const child of children) {
    if (child === undefined || child === false) continue;
    if (typeof child === 'object' && !(child instanceof Node)) append(element, child);
    else element.append(child);
  }
}
