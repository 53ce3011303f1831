import { COMMAND_NAMES, COMMANDS, COMMON, OPTIONS, type Command, type CommandName, type OptionName } from './commands.js';
import { hang, wrap } from './wrap.js';

/** Three lines that do most of what people come for. */
const EXAMPLES = [
  ['omescope image.ome.tif', 'does it load, show right, and is it fast? If not: why, and what to do'],
  ["omescope 'data/*.ome.tif'", 'many at once: a line each, and how many fail'],
  ['omescope offsets image.ome.tif', 'write the offsets.json that lets viewers open any plane at once'],
] as const;

/** What a bare `omescope` prints. */
export function usageText(width: number): string {
  return [
    wrap('omescope says whether an OME-TIFF or a Zarr store loads, shows right and is fast in web viewers.', width),
    '',
    ...table(EXAMPLES, width),
    '',
    'omescope --help tells more.',
  ].join('\n');
}

/** What `omescope --help` prints. */
export function helpText(width: number): string {
  const commands = COMMAND_NAMES.map((name) => [name, COMMANDS[name].about] as const);
  return [
    wrap('omescope reads OME-TIFF files and Zarr stores (OME-Zarr, AnnData, SpatialData) the way web viewers do, and says what goes wrong there and how to put it right.', width),
    '',
    ...table(EXAMPLES, width),
    '',
    'Commands (omescope help COMMAND tells all of one)',
    '',
    ...table(commands, width),
    '',
    wrap('Exit codes: 0 all well, 1 findings, 2 usage or an input that cannot be read, 3 a bug of omescope.', width),
    wrap('Nothing is uploaded; of a URL only the bytes that are needed are read.', width),
  ].join('\n');
}

/** What `omescope help COMMAND` prints. */
export function commandText(name: CommandName, width: number): string {
  const { inputs, about, examples, options, more = [] }: Command = COMMANDS[name];
  const rows = Object.entries({ ...options, ...COMMON }).map(([option, what]) => [spelled(option as OptionName), what] as const);
  return [
    hang('', `omescope ${name}${inputs === '' ? '' : ` ${inputs}`}`, width, 4),
    wrap(`${about[0]?.toUpperCase()}${about.slice(1)}.`, width),
    ...(examples.length === 0 ? [] : ['', ...table(examples, width)]),
    '',
    ...table(rows, width),
    ...more.flatMap((text) => ['', wrap(text, width)]),
  ].join('\n');
}

/** `-o, --output PATH` */
function spelled(name: OptionName): string {
  const option: { readonly type: string; readonly short?: string; readonly value?: string } = OPTIONS[name];
  return `${option.short === undefined ? '' : `-${option.short}, `}--${name}${option.value === undefined ? '' : ` ${option.value}`}`;
}

/** Two columns; where there is no room for the second beside the first, it comes below. */
function table(rows: readonly (readonly [string, string])[], width: number): string[] {
  const first = Math.min(Math.max(...rows.map(([left]) => left.length)), Math.floor(width / 2.5));
  const beside = width >= 60;
  return rows.map(([left, right]) => {
    const label = `  ${left}`;
    if (right === '') return label;
    if (beside && left.length <= first) return hang(label.padEnd(first + 4), right, width);
    return `${label}\n${hang(' '.repeat(beside ? first + 4 : 6), right, width)}`;
  });
}
