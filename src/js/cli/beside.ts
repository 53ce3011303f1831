import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { offsetsFileName, type CheckOptions } from '../slim.js';
import { UsageError } from './failure.js';
import { type CliInput } from './input.js';
import { isUrl } from './url.js';

/** The offsets file beside a local image. Beside a URL the package looks itself. */
export function offsetsBeside({ path, name }: CliInput): Pick<CheckOptions, 'offsets'> {
  if (path === undefined) return {};
  const beside = join(dirname(path), offsetsFileName(name));
  return { offsets: existsSync(beside) ? fileOf(beside) : false };
}

/** What `--offsets` names. */
export function offsetsOf(text: string): CheckOptions['offsets'] {
  if (text === 'none') return false;
  return isUrl(text) ? text : fileOf(text);
}

function fileOf(path: string): File {
  try {
    return new File([readFileSync(path)], basename(path));
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}
