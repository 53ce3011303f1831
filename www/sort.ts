/** Which of the given files is the image, which are offsets to check, and what is to be said about the rest. */
import { offsetsFileName } from 'omescope/slim';
import type { Given } from './drop.js';
import type { Subject } from './subject.js';
import { shown } from './words.js';

export interface Sorted {
  readonly image: File | undefined;
  readonly offsets: readonly File[];
  /** One sentence each. */
  readonly remarks: readonly string[];
}

export function sort({ files, folders }: Given): Sorted {
  const offsets = files.filter(({ name }) => /\.json$/i.test(name));
  const archives = files.filter(({ name }) => /\.(zip|ozx|zarr)$/i.test(name));
  const images = files.filter((file) => !offsets.includes(file) && !archives.includes(file));
  const [image, ...others] = images;
  const remarks: string[] = [];
  const zarr = [...folders, ...archives.map(({ name }) => name)][0];
  if (zarr !== undefined) remarks.push(`${shown(zarr, 80)} was left alone: folders, Zarr stores and archives are not read yet, only OME-TIFF files.`);
  if (image && others.length > 0) {
    remarks.push(`Only ${shown(image.name, 80)} is read: one image at a time. Left alone: ${named(others)}.`);
  }
  return { image, offsets, remarks };
}

/** Of several offsets files the one that has the name which belongs to the image, or the last. */
export function fitting(files: readonly File[], { name }: Subject): File | undefined {
  return files.find((file) => file.name === offsetsFileName(name)) ?? files.at(-1);
}

function named(files: readonly File[]): string {
  const names = files.slice(0, 3).map(({ name }) => shown(name, 80));
  return files.length > 3 ? `${names.join(', ')} and ${files.length - 3} more` : names.join(', ');
}
