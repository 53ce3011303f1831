/** All that is found of one image, part after part as it comes: the report, then the list of offsets with the structure. */
import { announce } from './announce.js';
import { el, focusHeading } from './dom.js';
import type { OffsetsView } from './offsets.js';
import type { Part } from './report.js';

export interface ResultView {
  readonly node: HTMLElement;
  /** The heading of the verdict that is shown. */
  readonly heading: HTMLElement;
  readonly offsets: OffsetsView | undefined;
  /** Another verdict in place of the one that is shown. */
  replace(report: Part): void;
  /** The last word, in place of the verdict and of all that was still to come. */
  close(report: Part): void;
  /** What comes in place of the next part until that is known. */
  pending(node: HTMLElement): void;
  /** The list of offsets. */
  add(offsets: OffsetsView): void;
  /** Nothing more comes. */
  end(): void;
}

export function resultView(first: Part): ResultView {
  const slot = el('div', { class: 'slot' });
  const node = el('div', { class: 'result' }, first.node, slot);
  let report = first;
  let list: OffsetsView | undefined;
  const replace = (next: Part): void => {
    const focused = report.node.contains(document.activeElement);
    report.node.replaceWith(next.node);
    report = next;
    if (!focused) return;
    next.heading.tabIndex = -1;
    next.heading.focus({ preventScroll: true });
  };
  return {
    node,
    get heading() {
      return report.heading;
    },
    get offsets() {
      return list;
    },
    replace,
    close(last) {
      replace(last);
      slot.replaceChildren();
    },
    pending(view) {
      if (list) list.pending(view);
      else slot.replaceChildren(view);
    },
    add(offsets) {
      list = offsets;
      slot.replaceChildren(offsets.node);
    },
    end: () => void (node.dataset['read'] = 'all'),
  };
}

/** Shows the first that is known of an image. */
export type Show = (part: Part, node: HTMLElement) => void;

/** A way to do so, made when the reading begins: nobody is to lose the field that they have been typing in since. */
export function createShow(bench: HTMLElement): Show {
  const field = document.activeElement;
  const typed = field instanceof HTMLInputElement ? field.value : undefined;
  return ({ heading }, node) => {
    bench.replaceChildren(node);
    const typing = typed !== undefined && document.activeElement === field && (field as HTMLInputElement).value !== typed;
    if (typing) announce(heading.textContent);
    else focusHeading(heading);
  };
}
