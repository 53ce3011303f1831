import { UsageError } from './failure.js';
import { expandPatterns, isPattern } from './glob.js';
import { findImages, isPlainFolder } from './images.js';
import { readList } from './list.js';
import { counted } from './progress.js';

/** The inputs of a check. */
export interface Inputs {
  readonly inputs: readonly string[];
  /** Whether there may be more than one: several words, a pattern, a folder or a list, however many files it stands for. */
  readonly several: boolean;
  /** What is to be told of how they were found. */
  readonly remarks: readonly string[];
}

interface From {
  readonly from?: string | undefined;
  readonly path?: string | undefined;
}

/** What is to be looked at: patterns and folders stand for what is in them, and a list for what it lists, as it is written there. */
export function inputsOf(given: readonly string[], { from, path }: From): Inputs {
  const remarks: string[] = [];
  // With a path in it, it is meant as a store.
  const named = expandPatterns(given).flatMap((input) => (path === undefined && isPlainFolder(input) ? imagesIn(input, remarks) : [input]));
  const inputs = from === undefined ? named : [...named, ...readList(from)];
  if (inputs.length === 0) throw new UsageError('omescope check needs a file, a folder or a URL; omescope --help has examples');
  return { inputs, several: given.length > 1 || from !== undefined || remarks.length > 0 || given.some(isPattern), remarks };
}

function imagesIn(folder: string, remarks: string[]): readonly string[] {
  const { inputs, more } = findImages(folder);
  if (inputs.length === 0) throw new UsageError(`${folder} is a folder without a Zarr store, and there is no image and no store in it${more ? ' as far as was looked: four folders deep' : ''}`);
  const left = more ? '; what is more than four folders deep, or beyond 10,000, is left out' : '';
  remarks.push(`${folder} is a folder: ${counted(inputs.length, 'image or store').replace('image or stores', 'images and stores')} in it${left}`);
  return inputs;
}
