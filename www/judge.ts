/** Which judge will be needed, as far as it can be told beforehand: a guess, so that it is fetched early. */
import type { ModuleName } from './messages.js';
import { looksLikeStore, ofAddress, type Subject } from './subject.js';

export function judgeOf(subject: Subject): ModuleName {
  return looksLikeStore(subject) ? 'zarr' : 'check';
}

/** While an address is typed nothing is known before it ends like the name of an image. */
export function judgeOfTyped(typed: string): ModuleName | undefined {
  const subject = ofAddress(typed.trim());
  if (looksLikeStore(subject)) return 'zarr';
  return /\.(tiff?|tf[28]|btf)$/i.test(subject.name) ? 'check' : undefined;
}

/** Of what is being dragged the browser says only the type: images and archives have one; folders have none, and neither have odd files. */
export function judgeOfDrag(dragged: DataTransfer | null): ModuleName | undefined {
  const types = [...(dragged?.items ?? [])].filter(({ kind }) => kind === 'file').map(({ type }) => type);
  if (types.some((type) => type.startsWith('image/'))) return 'check';
  return types.some((type) => type.includes('zip')) ? 'zarr' : undefined;
}
