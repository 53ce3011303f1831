/** Building parts of the page. Text only ever becomes text. */

export type Child = Node | string | undefined;

/** An element with attributes and children; `undefined` ones are left out. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | undefined>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

export function button(text: string, onClick: (button: HTMLButtonElement) => void, look = 'quiet'): HTMLButtonElement {
  const made = el('button', { type: 'button', class: look }, text);
  made.addEventListener('click', () => onClick(made));
  return made;
}

/** Prose in which words between backticks are code. */
export function prose(text: string): (Node | string)[] {
  const parts = text.split('`');
  // One without its partner is a character like others.
  if (parts.length % 2 === 0) return [text];
  return parts.map((part, index) => (index % 2 === 0 ? part : el('code', {}, part)));
}

/** Names and values side by side. */
export function factList(facts: readonly (readonly [name: string, value: Child])[], look = 'facts'): HTMLElement {
  return el('dl', { class: look }, ...facts.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value))));
}

/** A table that scrolls by itself where it is wider than the screen, by keyboard too. */
export function tableBox(name: string, ...parts: readonly Child[]): HTMLElement {
  return el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': name }, el('table', {}, ...parts));
}

/** A heading that shows and hides what is below it. */
export function folded(summary: Node | string, ...children: readonly Child[]): HTMLDetailsElement {
  return el('details', {}, el('summary', {}, summary), ...children);
}

/** An element of index.html. */
export function byId<T extends HTMLElement>(id: string, type: new () => T): T {
  const found = document.getElementById(id);
  if (found instanceof type) return found;
  throw new Error(`index.html has no ${type.name} with the id ${id}.`);
}

/** A section with a heading of its own, by which it is named. */
export function section(title: string, look: string, ...children: readonly Child[]): HTMLElement {
  return el('section', { class: look, 'aria-label': title }, el('h3', {}, title), ...children);
}

/** A part of what was found, with a heading that stands for itself. */
export function card(heading: HTMLElement, look: string, ...children: readonly Child[]): HTMLElement {
  return el('article', { class: `card ${look}`, 'aria-label': heading.textContent }, heading, ...children);
}

/** Moves the focus to a heading, so that a screen reader reads on from there and the eye finds it. */
export function focusHeading(heading: HTMLElement): void {
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  heading.scrollIntoView({ block: 'nearest' });
}

const TRIANGLE = 'M12 3 2 21h20L12 3zM12 10v5M12 17.8v.4';
const CIRCLE = 'M12 2.5a9.5 9.5 0 1 0 0 19 9.5 9.5 0 0 0 0-19z';

const SHAPES = {
  good: 'M4 12.5l5 5L20 6.5',
  slow: `M12 7v5.5l3.5 2${CIRCLE}`,
  warn: TRIANGLE,
  wrong: TRIANGLE,
  bad: 'M6 6l12 12M18 6 6 18',
  info: `M12 11v5.5M12 7.3v.4${CIRCLE}`,
  ask: `M9.3 9.4a2.8 2.8 0 1 1 4.1 2.5c-1 .6-1.4 1-1.4 2M12 16.9v.4${CIRCLE}`,
} as const;

export type Mark = keyof typeof SHAPES;

/** A sign that goes with words that say the same; hidden from those who do not see it. */
export function icon(mark: Mark): SVGSVGElement {
  const namespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(namespace, 'svg');
  for (const [name, value] of Object.entries({ viewBox: '0 0 24 24', class: `icon ${mark}`, 'aria-hidden': 'true' })) svg.setAttribute(name, value);
  const path = document.createElementNS(namespace, 'path');
  path.setAttribute('d', SHAPES[mark]);
  svg.append(path);
  return svg;
}
