// The files that the viewers are run on: those of the generator, and the OME-TIFFs of a corpus where there is one.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './places.mjs';

/** Generated files: { id, path, folder, sha256, images, offsets, pixels, sidecar? }. */
function generatedFiles() {
  const entries = JSON.parse(readFileSync(join(build, 'files.json'), 'utf8'));
  return entries.map((entry) => ({
    ...entry,
    path: join(build, 'files', entry.file),
    pixels: join(build, 'pixels', `${entry.file}.bin`),
    sidecar: Object.keys(entry.beside).find((name) => name.endsWith('.offsets.json')),
  }));
}

/** OME-TIFFs of the corpus, with the pixels that corpus.py decoded. */
function corpusFiles() {
  const list = join(build, 'corpus.json');
  if (!existsSync(list)) return [];
  const { folder, entries } = JSON.parse(readFileSync(list, 'utf8'));
  return entries.map((entry) => ({ ...entry, path: join(folder, entry.path), beside: {}, pixels: entry.images.length ? join(build, 'corpus', `${entry.id.replaceAll('/', '--')}.bin`) : undefined }));
}

/** All of them. */
export function files() {
  return [...generatedFiles(), ...corpusFiles()];
}
