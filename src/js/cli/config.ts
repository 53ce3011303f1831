import { viewConfig, type Options } from '../slim.js';
import { EXIT, UsageError, type Exit } from './failure.js';
import { folderStore } from './folder.js';
import { isFolder, openInput } from './input.js';
import { cleanLine, err, out } from './terminal.js';
import { writeOutput } from './write.js';

export interface ConfigFlags {
  readonly output?: string | undefined;
  readonly force: boolean;
  readonly path?: string | undefined;
  readonly url?: string | undefined;
}

/** `omescope config`: prints a view config of Vitessce with what passed the check. */
export async function configCommand(inputs: readonly string[], flags: ConfigFlags, options: Options): Promise<Exit> {
  const [text, ...others] = inputs;
  if (text === undefined || others.length > 0) throw new UsageError('omescope config takes one Zarr store: a folder, an archive or a URL');
  if (flags.url !== undefined && !URL.canParse(flags.url)) throw new UsageError(`--url takes the address that the store will have, and not "${flags.url}"`);
  const input = isFolder(text) ? undefined : openInput(text);
  try {
    const { config, leftOut } = await viewConfig(input === undefined ? folderStore(text) : input.source, { ...options, path: flags.path, url: flags.url });
    for (const { path, why } of leftOut) err(cleanLine(`left out ${path === '' ? 'the store' : path}: ${why}`));
    const content = `${JSON.stringify(config, null, 2)}\n`;
    if (flags.output === undefined) out(content.trimEnd());
    else writeOutput(flags.output, content, input?.path === undefined ? [] : [input.path], flags.force);
    return EXIT.ok;
  } finally {
    input?.close();
  }
}
