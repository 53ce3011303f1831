import { isSuspicious, type ArrayCensus, type Census } from '../../slim.js';
import { counted, countText } from '../progress.js';

/** Keys that are named of each sort. */
const MOST_KEYS = 3;

/** How many chunks there are, in a sentence. */
export function censusWords({ arrays }: Census): string {
  const known = arrays.filter(({ present }) => present !== null);
  const sum = (of: (array: ArrayCensus) => number | null): number => known.reduce((all, array) => all + (of(array) ?? 0), 0);
  const missing = sum((array) => array.missing);
  const untold = arrays.length - known.length;
  const parts = [
    ...(known.length === 0 ? [] : [`${counted(known.length, 'array')} with ${counted(sum((array) => array.declared), 'chunk')}, ${missing === 0 ? 'all there' : `${countText(missing)} of them missing: viewers show the fill value for these`}`]),
    ...(untold === 0 ? [] : [`of ${counted(untold, 'array')} it cannot be told which chunks are there`]),
  ];
  return parts.length === 0 ? 'there is no array' : parts.join('; ');
}

/** What is certainly wrong, a sentence each. */
export function censusFaults({ arrays }: Census): string[] {
  return arrays.filter(isSuspicious).flatMap(faultsOf);
}

function faultsOf({ path, misnamed, empty, emptyKeys, short, shortKeys, sized, present }: ArrayCensus): string[] {
  const array = path === '' ? 'root' : path;
  const looked = sized === present ? '' : ` of ${countText(sized)} looked at`;
  const keys = (list: readonly string[]): string => `${list.slice(0, MOST_KEYS).join(', ')}${list.length > MOST_KEYS ? ', ...' : ''}`;
  return [
    ...(misnamed === null ? [] : [`${array}: ${counted(misnamed.count, 'chunk')} stored as ${misnamed.found}, but the metadata says ${misnamed.stated}: viewers find none of them`]),
    ...(empty === 0 ? [] : [`${array}: ${counted(empty, 'chunk')}${looked} without a byte (${keys(emptyKeys)}); copy again`]),
    ...(short === 0 ? [] : [`${array}: ${counted(short, 'chunk')}${looked} shorter than a chunk is (${keys(shortKeys)}); copy again`]),
  ];
}
