/** A worker thread: looks at one input after the other, with modules that were compiled elsewhere. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Task } from './check-flags.js';
import { startEngine, type JudgeModules } from './engine.js';
import { lookAt, type Setting } from './look.js';
import { readOptions } from './reading.js';
import { painter } from './terminal.js';

/** What a worker is told when it begins. */
export interface WorkerOrders {
  readonly modules: JudgeModules;
  readonly task: Task;
  /** Whether standard error, which is not seen from here, is coloured. */
  readonly color: boolean;
}

const { modules, task, color } = workerData as WorkerOrders;
const setting: Setting = { options: readOptions(task.reading), paint: painter(color) };
const started = startEngine(modules);

parentPort?.on('message', (input: string) => {
  // What is thrown here ends the thread, which is told as that.
  void started.then(() => lookAt(input, task, setting)).then((looked) => parentPort?.postMessage(looked));
});
