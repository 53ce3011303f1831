import type { Options } from '../slim.js';
import { UsageError } from './failure.js';

/** Requests at a time: more than a browser's six, as connections are cheap here, and servers are used to download tools. */
const CONCURRENCY = 16;

/** How addresses are read, as the command line says it. Workers get it as it is. */
export interface Reading {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly concurrency: number;
}

export function readingOf({ header = [], concurrency }: { readonly header?: readonly string[] | undefined; readonly concurrency?: string | undefined }): Reading {
  return { headers: header.map(headerOf), concurrency: concurrencyOf(concurrency) };
}

/** The options of the package for it. */
export function readOptions({ headers, concurrency }: Reading, signal?: AbortSignal): Options {
  const options: Options = { limits: { concurrency }, ...(signal && { signal }) };
  if (headers.length === 0) return options;
  return {
    ...options,
    fetch: (request) => {
      for (const [name, value] of headers) request.headers.set(name, value);
      return fetch(request);
    },
  };
}

function concurrencyOf(text: string | undefined): number {
  if (text === undefined) return CONCURRENCY;
  const concurrency = Number(text);
  if (Number.isInteger(concurrency) && concurrency >= 1 && concurrency <= 256) return concurrency;
  throw new UsageError(`--concurrency takes a whole number from 1 to 256, and not "${text}"`);
}

function headerOf(header: string): readonly [string, string] {
  const [, name, value] = /^([!#$%&'*+.^_`|~\w-]+)\s*:\s*(.*)$/s.exec(header) ?? [];
  if (name === undefined || value === undefined) throw new UsageError(`--header takes 'NAME: VALUE', and not "${header}"`);
  return [name, value];
}
