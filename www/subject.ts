/** The image or store that a job is about. */
import type { Folder } from 'omescope/slim';
import { addressOf, nameOf } from './address.js';

export interface Subject {
  readonly input: File | string | Folder;
  /** File name, as it is; the name of the output is made of it. */
  readonly name: string;
  /** Name or address, for people. */
  readonly place: string;
}

export function ofFile(file: File): Subject {
  return { input: file, name: file.name, place: file.name };
}

export function ofFolder({ folder, name }: { readonly folder: Folder; readonly name: string }): Subject {
  return { input: folder, name, place: name };
}

export function ofAddress(typed: string): Subject {
  const address = addressOf(typed);
  return { input: address, name: nameOf(address), place: address };
}

/** Whether it is a Zarr store, as far as it can be told beforehand: addresses without a telling name turn out later. */
export function looksLikeStore({ input, place }: Subject): boolean {
  const path = typeof input === 'string' ? place.replace(/[?#].*$/s, '') : place;
  return /\.(zarr|zip|ozx)(\/|$)/i.test(path) || isFolder({ input });
}

export function isFolder({ input }: Pick<Subject, 'input'>): boolean {
  return !(input instanceof File || typeof input === 'string');
}

/** What one read costs: over the network each is a request. */
export function readsOf({ input }: Subject): 'read' | 'request' {
  return typeof input === 'string' ? 'request' : 'read';
}
