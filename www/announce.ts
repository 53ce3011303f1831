/** What screen readers are told, seldom enough to be listened to. */
import { byId } from './dom.js';

/** Says a text politely: after what is being read now. */
export function announce(text: string): void {
  byId('said', HTMLElement).textContent = text;
}

/** A way to tell how far a job is: not at once, and then not more often than every few seconds. */
export function createTeller(pause = 5000): (text: () => string) => void {
  let next = performance.now() + pause;
  return (text) => {
    if (performance.now() < next) return;
    next = performance.now() + pause;
    announce(text());
  };
}
