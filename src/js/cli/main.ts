#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { readArguments, type Said, type Values } from './arguments.js';
import { checkCommand } from './check.js';
import { COMMAND_NAMES, isCommand, type CommandName } from './commands.js';
import { startEngine } from './engine.js';
import { EXIT, reportFailure, UsageError, type Exit } from './failure.js';
import { versionOf } from './package.js';
import { readingOf, readOptions } from './reading.js';
import { didYouMean } from './similar.js';
import { columnsOf, out } from './terminal.js';

/** Lines of help are not longer than is well read. */
const MOST_COLUMNS = 110;

async function run(args: readonly string[]): Promise<Exit> {
  const said = readArguments(args);
  const { values, named, inputs } = said;
  if (values.version) {
    out(versionOf());
    return EXIT.ok;
  }
  if (values.help || named === 'help') return await tellHelp(said);
  if (named === undefined && inputs.length === 0 && values.from === undefined) {
    const { usageText } = await import('./help.js');
    out(usageText(helpWidth()));
    return EXIT.usage;
  }
  if (named === undefined) assertNoSlip(inputs[0]);
  return await runCommand(named ?? 'check', inputs, values);
}

/** Of one command where it is named, before or behind `help`. */
async function tellHelp({ named, inputs }: Said): Promise<Exit> {
  const { commandText, helpText } = await import('./help.js');
  const name = named === 'help' ? inputs[0] : named;
  if (name !== undefined && !isCommand(name)) throw new UsageError(`there is no command "${name}".${didYouMean(name, COMMAND_NAMES)} omescope --help lists them`);
  out(name === undefined ? helpText(helpWidth()) : commandText(name, helpWidth()));
  return EXIT.ok;
}

function helpWidth(): number {
  return Math.min(columnsOf(process.stdout), MOST_COLUMNS);
}

/** A word that looks like a command is more often a slip than a file. */
function assertNoSlip(word: string | undefined): void {
  if (word === undefined || !/^\w+$/.test(word) || existsSync(word)) return;
  throw new UsageError(`there is no command "${word}", and no file of this name.${didYouMean(word, COMMAND_NAMES)} omescope --help lists the commands`);
}

/** All but the usual command are loaded when they are asked for: starting takes longer than most of them. */
async function runCommand(command: CommandName, inputs: readonly string[], values: Values): Promise<Exit> {
  const reading = readingOf(values);
  const options = readOptions(reading, interruptible());
  if (command === 'check') return await checkCommand(inputs, values, reading, options);
  await startEngine();
  switch (command) {
    case 'offsets':
      return await (await import('./offsets.js')).offsetsCommand(inputs, values, options);
    case 'inspect':
      return await (await import('./inspect.js')).inspectCommand(inputs, values, options);
    case 'export':
      return await (await import('./export.js')).exportCommand(inputs, values, options);
    case 'fix':
      return await (await import('./fix.js')).fixCommand(inputs, values, options);
    case 'config':
      return await (await import('./config.js')).configCommand(inputs, values, options);
    case 'dingus':
      return await (await import('./dingus.js')).dingusCommand(inputs, options);
    case 'rules':
      return await (await import('./rules.js')).rulesCommand(inputs, values);
    case 'explain':
      return await (await import('./rules.js')).explainCommand(inputs);
    case 'viewers':
      return await (await import('./rules.js')).viewersCommand(inputs, values);
  }
}

/** Ctrl-C ends what is under way in an orderly manner; a second one at once. */
function interruptible(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort(new UsageError('interrupted')));
  return controller.signal;
}

// A reader that goes away (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.ok);
  throw error;
});

process.exitCode = await run(process.argv.slice(2)).catch((error: unknown) => reportFailure('omescope', error));
