import { converse, type Begin, type Progress } from './drive.js';
import type { Engine, SessionGlue } from './engine.js';
import { OmescopeError, type ErrorCode } from './errors.js';
import type { HttpLimits } from './http/source.js';
import { toSource, type Input } from './input.js';
import type { Defect, TiffStructure } from './structure.js';

/** Limits, each with a default that suits real files. What is beyond one is said, never passed over. */
export interface Limits extends HttpLimits {
  /** IFDs that are visited; 1,048,576 by default. */
  readonly ifds?: number;
}

export interface Options {
  /** Ends the call; it rejects with `signal.reason`. */
  readonly signal?: AbortSignal;
  /** Used instead of the platform's `fetch`: for credentials, headers, signing. */
  readonly fetch?: (request: Request) => Promise<Response>;
  readonly onProgress?: (progress: Progress) => void;
  readonly limits?: Limits;
}

export async function readOffsets(engine: Engine, input: Input, options: Options = {}): Promise<number[]> {
  const source = toSource(input, options);
  return await converse(engine, source, walk(false, options), { ...options, partial: true }, (instance) => {
    const offsets = Array.from(instance.offsets());
    const breakage = JSON.parse(instance.breakage()) as Defect | null;
    if (breakage === null) return offsets;
    throw new OmescopeError(breakage.code as ErrorCode, breakage.what, {
      at: { ifd: breakage.ifd, byte: breakage.byte },
      partial: offsets,
      help: 'The file is damaged there, or was not copied to its end. `partial` has the offsets of the IFDs before.',
    });
  });
}

export async function readStructure(engine: Engine, input: Input, options: Options = {}): Promise<TiffStructure> {
  const source = toSource(input, options);
  return await converse(engine, source, walk(true, options), { ...options, partial: true }, (instance) => {
    const structure = JSON.parse(instance.structure()) as Omit<TiffStructure, 'notes'>;
    return { ...structure, notes: [...(source.notes ?? [])] };
  });
}

function walk(structure: boolean, { limits }: Options): Begin<SessionGlue> {
  return (instance, size, reach) => instance.begin(structure, size, reach, limits?.ifds ?? 0);
}
