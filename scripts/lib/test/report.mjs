// What is shown of the tests: what is going on, what each part did, and failures last.
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { collect, root, say } from '../run.mjs';
import { runTasks } from '../tasks.mjs';

const LOGS = 'build/tests';
/** Lines that say what was done of what there is, or left out. */
const TOLD = /^(sampled: |whole: |omescope: left out|left out|skipped|SKIPPED)/;
/** Lines of a part that failed which are shown; the log has all. */
const SHOWN = 400;

/** Runs tasks and tells of them. `streams`: shows all output as it comes, as there is one thing to look at. */
export async function runPlan(tasks, { streams }) {
  const began = performance.now();
  const logs = Object.fromEntries(Object.keys(tasks).map((name) => [name, createLog(name, streams)]));
  // Else what was started would go on.
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
  const collected = Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [name, { ...task, work: () => collect(logs[name].write, task.work) }]),
  );
  const results = await runTasks(collected, {
    ...(streams && { lanes: 1 }),
    started: (name) => say(`${name} …`),
    ended: (name, { seconds, error }) => {
      if (!error) for (const line of told(logs[name].text())) say(`  ${line}`);
      say(`${name}: ${error ? 'FAILED' : 'done'} after ${seconds} s`);
    },
  });
  await Promise.all(Object.values(logs).map(({ close }) => close()));
  const failed = Object.entries(results).filter(([, { error }]) => error);
  for (const [name, { error }] of failed) showFailure(name, error, streams ? '' : logs[name].text());
  table(results, Math.round((performance.now() - began) / 1000));
  if (failed.length > 0) throw new Error(`failed: ${failed.map(([name]) => name).join(', ')}`);
}

function createLog(name, streams) {
  const folder = join(root, LOGS);
  mkdirSync(folder, { recursive: true });
  const file = createWriteStream(join(folder, `${name}.log`));
  const parts = [];
  return {
    write(text) {
      parts.push(text);
      file.write(text);
      if (streams) process.stdout.write(text);
    },
    text: () => stripVTControlCharacters(parts.join('')),
    close: () => new Promise((resolve) => file.end(resolve)),
  };
}

/** What a part says of itself: how many tests there were, what was sampled or left out. */
function told(text) {
  const lines = text.split('\n').filter((line) => TOLD.test(line)).map((line) => line.replace(/^omescope: /, ''));
  return [...new Set(lines), ...counted(text)];
}

function counted(text) {
  const rust = [...text.matchAll(/^test result: ok\. (\d+) passed; \d+ failed; (\d+) ignored/gm)];
  const sum = (group) => rust.reduce((all, match) => all + Number(match[group]), 0);
  const js = /^\s+Tests\s+(.*)$/m.exec(text);
  return [...(rust.length > 0 ? [`tests: ${sum(1)} passed`] : []), ...(js ? [`tests: ${js[1]}`] : [])];
}

function showFailure(name, error, text) {
  const lines = text.trimEnd().split('\n');
  const cut = lines.length > SHOWN ? [`… (all of it: ${LOGS}/${name}.log)`] : [];
  console.log(['', `==== ${name} ${'='.repeat(Math.max(4, 70 - name.length))}`, ...cut, ...lines.slice(-SHOWN), `omescope: ${name}: ${error.message}`].join('\n'));
}

function table(results, all) {
  const rows = Object.entries(results).map(([name, { seconds, error }]) => [name, `${seconds}`, error ? 'failed' : '']);
  const lines = [['part', 'seconds', ''], ...rows, ['all', `${all}`, '']];
  console.log(`\n${lines.map(([name, seconds, note]) => `  ${name.padEnd(12)} ${seconds.padStart(8)}  ${note}`.trimEnd()).join('\n')}\n`);
}
