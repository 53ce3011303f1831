/** Which of the given files or folders is read, which are offsets to check, and what is to be said about the rest. */
import { offsetsFileName } from 'omescope/slim';
import type { Given, GivenFolder } from './drop.js';
import type { Subject } from './subject.js';
import { shown } from './words.js';

export interface Sorted {
  readonly image: File | undefined;
  /** A folder, taken for a Zarr store, where there is no file to read. */
  readonly folder: GivenFolder | undefined;
  readonly offsets: readonly File[];
  /** One sentence each. */
  readonly remarks: readonly string[];
}

export function sort({ files, folders }: Given): Sorted {
  const offsets = files.filter(({ name }) => /\.json$/i.test(name));
  const images = files.filter((file) => !offsets.includes(file));
  const image = images[0];
  const folder = image === undefined ? folders[0] : undefined;
  const others = [...images, ...folders].filter((given) => given !== image && given !== folder);
  const read = image ?? folder;
  const remarks = read && others.length > 0 ? [`Only ${shown(read.name, 80)} is read: one at a time. Ignored: ${named(others)}.`] : [];
  return { image, folder, offsets, remarks };
}

/** Of several offsets files the one that has the name which belongs to the image, or the last. */
export function fitting(files: readonly File[], { name }: Subject): File | undefined {
  return files.find((file) => file.name === offsetsFileName(name)) ?? files.at(-1);
}

function named(files: readonly { readonly name: string }[]): string {
  const names = files.slice(0, 3).map(({ name }) => shown(name, 80));
  return files.length > 3 ? `${names.join(', ')} and ${files.length - 3} more` : names.join(', ');
}
