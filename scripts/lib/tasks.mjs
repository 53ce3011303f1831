// Tasks that need each other, a few of them at a time.
import { availableParallelism } from 'node:os';

/** More would only take memory from each other: the compilers and test runners use several processors by themselves. */
const MOST_LANES = 3;

/**
 * Does the work of tasks, each as soon as those that it needs are done: `{ name: { needs: [names], after: [names], work } }`.
 * What needs a task that failed is left out; `after` is no more than an order. Gives `{ name: { seconds, error } }`; of those
 * left out, the error says so.
 */
export async function runTasks(tasks, { lanes = Math.max(1, Math.min(availableParallelism(), MOST_LANES)), started, ended }) {
  const waiting = new Map(Object.entries(tasks));
  const results = {};
  const running = new Set();
  const isOver = (name) => !(name in tasks) || name in results;
  // Ends: every turn starts a task, ends one, or waits for one that runs.
  while (waiting.size > 0 || running.size > 0) {
    for (const [name, { needs = [], after = [], work }] of waiting) {
      const broken = needs.find((need) => results[need]?.error !== undefined);
      if (broken !== undefined) {
        waiting.delete(name);
        results[name] = { seconds: 0, error: new Error(`left out, as ${broken} failed`) };
      } else if (running.size < lanes && [...needs, ...after].every(isOver)) {
        waiting.delete(name);
        started(name);
        const task = timed(work).then((result) => {
          running.delete(task);
          results[name] = result;
          ended(name, result);
        });
        running.add(task);
      }
    }
    if (running.size > 0) await Promise.race(running);
    else if (waiting.size > 0 && ![...waiting.values()].some(({ needs = [], after = [] }) => [...needs, ...after].every(isOver))) {
      throw new Error(`tasks wait for each other: ${[...waiting.keys()].join(', ')}`);
    }
  }
  return results;
}

async function timed(work) {
  const began = performance.now();
  const since = () => Math.round((performance.now() - began) / 1000);
  try {
    await work();
    return { seconds: since() };
  } catch (error) {
    return { seconds: since(), error };
  }
}
