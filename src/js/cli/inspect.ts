import { inspect, type Options, type TiffStructure } from '../index.js';
import { EXIT, indent, reportFailure, UsageError, type Exit } from './failure.js';
import { openInput } from './input.js';
import { countText, withProgress } from './progress.js';
import { clean, cleanLine, err, out, paint } from './terminal.js';
import { structureLines } from './tree.js';

export interface InspectFlags {
  readonly json: boolean;
  readonly all: boolean;
}

/** `omescope inspect`: prints the tree of IFDs of each input. */
export async function inspectCommand(inputs: readonly string[], flags: InspectFlags, options: Options): Promise<Exit> {
  if (inputs.length === 0) throw new UsageError('omescope inspect needs a file or a URL');
  let worst: Exit = EXIT.ok;
  for (const text of inputs) {
    const exit = await inspectOne(text, flags, options).catch((error: unknown) => reportFailure(text, error));
    if (exit > worst) worst = exit;
  }
  return worst;
}

async function inspectOne(text: string, flags: InspectFlags, options: Options): Promise<Exit> {
  const input = openInput(text);
  try {
    const structure = await withProgress(text, (onProgress) => inspect(input.source, { ...options, onProgress }));
    if (flags.json) out(JSON.stringify(structure, null, 2));
    else print(text, structure, flags.all);
    return structure.defects.length === 0 ? EXIT.ok : EXIT.findings;
  } finally {
    input.close();
  }
}

function print(text: string, structure: TiffStructure, all: boolean): void {
  const [head = '', ...lines] = structureLines(text, structure, all).map(cleanLine);
  out(paint(head, 'bold'));
  for (const line of lines) out(line);
  for (const defect of structure.defects) {
    out(`${paint('broken:', 'yellow')} ${cleanLine(defect.what)} ${paint(`[${defect.code}]`, 'dim')}`);
  }
  if (structure.defectsOmitted > 0) out(`and ${countText(structure.defectsOmitted)} more defects`);
  for (const note of structure.notes) {
    err(`${paint('note:', 'dim', process.stderr)} ${clean(note.message)}`);
    if (note.help !== undefined) err(indent(clean(note.help)));
  }
}
