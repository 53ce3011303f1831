import type { Note } from '../source.js';
import type { Address } from './address.js';
import type { BodyLimits } from './body.js';
import { createGate, type Gate } from './gate.js';
import { type HttpOptions, type Limits, resolveLimits } from './options.js';
import { newVersion, type Version } from './version.js';

/** Everything that the requests of one source share. */
export interface Link {
  readonly address: Address;
  readonly limits: Limits;
  readonly fetch: (request: Request) => Promise<Response>;
  /** Whether failures may be looked into with requests of our own. */
  readonly ownFetch: boolean;
  /** Requests under way. */
  readonly gate: Gate;
  /** Whole-file bodies being read: one at a time, since the first makes the others needless. */
  readonly wholeGate: Gate;
  readonly notes: Note[];
  readonly transfer: { requests: number; bytes: number };
  readonly onTransfer: HttpOptions['onTransfer'];
  /** Whether the server has ever answered; if so, it is neither unknown nor closed to this page. */
  answered: boolean;
  /** How often the browser was asked which protocol the server speaks. */
  protocolLooks: number;
  version: Version;
}

export function openLink(address: Address, options: HttpOptions): Link {
  const limits = resolveLimits(options.limits);
  return {
    address,
    limits,
    fetch: options.fetch ?? ((request) => globalThis.fetch(request)),
    ownFetch: options.fetch === undefined,
    gate: createGate(limits.concurrency),
    wholeGate: createGate(1),
    notes: address.note === undefined ? [] : [address.note],
    transfer: { requests: 0, bytes: 0 },
    onTransfer: options.onTransfer,
    answered: false,
    protocolLooks: 0,
    version: newVersion(),
  };
}

export function countRequest(link: Link): void {
  link.transfer.requests += 1;
  link.onTransfer?.({ ...link.transfer });
}

function countBytes(link: Link, bytes: number): void {
  link.transfer.bytes += bytes;
  link.onTransfer?.({ ...link.transfer });
}

/** How the bodies of this source are read. */
export function bodyLimits(link: Link): Omit<BodyLimits, 'most'> {
  return { stallTimeout: link.limits.stallTimeout, onBytes: (bytes) => countBytes(link, bytes) };
}

/** Adds the note unless it is there already. */
export function noteOnce(link: Link, note: Note): void {
  if (!link.notes.some(({ code }) => code === note.code)) link.notes.push(note);
}
