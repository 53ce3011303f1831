/** What tests of the range client have in common: a file, a server for it with faults, and how they end. */
import { afterAll, afterEach, expect, vi } from 'vitest';
import { OmescopeError } from '../../../src/js/errors.js';
import type { HttpLimits, HttpSource } from '../../../src/js/http/source.js';
import { type Fault, type FaultServer, type FaultServerOptions, faults, type Rule, startFaultServer } from './fault-server.js';

/** Bytes without a pattern, so that bytes from a wrong place are never the right ones by chance. */
export function noise(length: number, seed = 1): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let state = seed;
  for (let at = 0; at < length; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}

export const FILE = noise(300_000);
export const SIZE = FILE.length;

/** Longer than any answer takes on a busy machine; only faults that are silences use short ones. */
export const PATIENT: HttpLimits = { headerTimeout: 120_000, stallTimeout: 120_000, retryDelays: [1, 1] };
export const IMPATIENT: HttpLimits = { ...PATIENT, headerTimeout: 150 };
export const UNSTALLED: HttpLimits = { ...PATIENT, stallTimeout: 150 };
/** Where not even a third of the file is taken as a whole. */
export const BIG: HttpLimits = { ...PATIENT, wholeFile: 100_000 };
/** For silences that end: the answer after them must not time out on a busy machine. */
export const WARY: HttpLimits = { headerTimeout: 5000, stallTimeout: 5000, retryDelays: [1, 1] };

const open: FaultServer[] = [];

export async function serve(options: Partial<FaultServerOptions> = {}): Promise<FaultServer> {
  const server = await startFaultServer({ file: FILE, ...options });
  open.push(server);
  return server;
}

/** Ends the servers of a file of tests when it is over, and gives globals back after each test. */
export function useServers(): void {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  afterAll(async () => {
    await Promise.all(open.map((server) => server.close()));
  });
}

export const clean: Rule = { fault: faults.none };
export const once = (fault: Fault): Rule[] => [{ fault, times: 1 }];
export const twice = (fault: Fault): Rule[] => [{ fault, times: 2 }];
export const always = (fault: Fault): Rule[] => [{ fault }];
/** The first answer is right: the source knows the file by then. */
export const afterOne = (fault: Fault): Rule[] => [{ ...clean, requests: [0] }, { fault }];

export function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}

/** The error that the promise rejects with. */
export async function failure(promise: Promise<unknown>): Promise<OmescopeError> {
  const outcome = await failureOf(promise);
  expect(outcome).toBeInstanceOf(OmescopeError);
  return outcome as OmescopeError;
}

export function ranges({ log }: FaultServer): string[] {
  return log.map(({ range }) => `${range?.start}-${range?.end}`);
}

export function readAll(source: HttpSource, spans: readonly (readonly [number, number])[], signal?: AbortSignal): Promise<Uint8Array[]> {
  return Promise.all(spans.map(([start, end]) => source.read(start, end - start, { signal })));
}

/** As long as the test may take. */
export const waitFor = (check: () => unknown): Promise<unknown> => vi.waitFor(check, { timeout: 240_000 });
export const pass = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
