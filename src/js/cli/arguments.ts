import { parseArgs } from 'node:util';
import { COMMAND_NAMES, COMMANDS, COMMON, isCommand, OPTIONS, type Command, type CommandName, type OptionName } from './commands.js';
import { UsageError } from './failure.js';
import { didYouMean } from './similar.js';

const GENERAL: readonly OptionName[] = [...(Object.keys(COMMON) as OptionName[]), 'version'];

type Parsed = ReturnType<typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true; tokens: true }>>;
export type Values = Parsed['values'];

/** What was said on the command line. */
export interface Said {
  readonly values: Values;
  /** The command, where it is named; without one, inputs are to be checked. */
  readonly named: CommandName | 'help' | undefined;
  /** What is not an option, without the command. */
  readonly inputs: readonly string[];
}

/** Reads the words of the command line. Throws what is wrong with them, before anything is done. */
export function readArguments(args: readonly string[]): Said {
  // Not strict: what is wrong is told below, in the words of this program, with what may have been meant.
  const { values, positionals, tokens } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, tokens: true, strict: false }) as Parsed;
  const [word] = tokens.filter(({ kind }) => kind !== 'option');
  // What is no command is something to check, and so is all behind `--`.
  const named = word?.kind === 'positional' && (isCommand(word.value) || word.value === 'help') ? word.value : undefined;
  const command = named === undefined || named === 'help' ? 'check' : named;
  for (const token of tokens) if (token.kind === 'option') assertOption(token as Token, command, named === 'help');
  return { values, named, inputs: named === undefined ? positionals : positionals.slice(1) };
}

interface Token {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function assertOption(token: Token, command: CommandName, help: boolean): void {
  if (!isOption(token.name)) throw unknownOption(token, command);
  const option = OPTIONS[token.name];
  const { rawName, value, inlineValue } = token;
  if (option.type === 'boolean') {
    if (value !== undefined) throw new UsageError(`${rawName} takes no value, and "${value}" was given`);
  } else {
    if (value === undefined) throw new UsageError(`${rawName} needs a value: ${rawName} ${option.value}`);
    // More likely the value was forgotten than meant to begin with a dash.
    if (inlineValue === false && /^-./.test(value)) throw new UsageError(`${rawName} needs a value: ${rawName} ${option.value}; if "${value}" is meant, write ${rawName}=${value}`);
  }
  if (!help && !takes(command, token.name)) throw misplaced(token.name, command);
}

function isOption(name: string): name is OptionName {
  return Object.hasOwn(OPTIONS, name);
}

function takes(command: CommandName, option: OptionName): boolean {
  return GENERAL.includes(option) || Object.hasOwn(COMMANDS[command].options, option);
}

/** Options of other commands are a mistake, and not to be passed over. */
function misplaced(option: OptionName, command: CommandName): UsageError {
  const owners = COMMAND_NAMES.filter((name) => takes(name, option));
  return new UsageError(`--${option} does not go with omescope ${command}, but with omescope ${owners.join(', ')}`);
}

function unknownOption({ name, rawName, value }: Token, command: CommandName): UsageError {
  if (!rawName.startsWith('--')) {
    return new UsageError(`there is no option ${rawName}; omescope help ${command} lists them. A file whose name begins with a dash is meant by ./-NAME`);
  }
  const { options }: Command = COMMANDS[command];
  const own = [...Object.keys(options), ...GENERAL];
  const near = didYouMean(name, own) || didYouMean(name, Object.keys(OPTIONS));
  const meant = near.replace(/ (\S+)\?$/, ` --$1${value === undefined ? '' : `=${value}`}?`);
  return new UsageError(`there is no option ${rawName}.${meant} omescope help ${command} lists them`);
}
