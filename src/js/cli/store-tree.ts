import type { StoreArray, StoreNode, StoreTree } from '../slim.js';
import { bytesText, countText } from './progress.js';

/** The groups and arrays of a store as lines for people. Those that say the same as the one before are counted, not repeated. */
export function storeLines(name: string, { nodes, omitted, unlisted }: StoreTree, all: boolean): string[] {
  const arrays = nodes.filter(({ kind }) => kind === 'array').length;
  const formats = [...new Set(nodes.map(({ zarrFormat }) => zarrFormat))].sort();
  const head = [
    ...(formats.length === 0 ? ['no Zarr store'] : [`Zarr ${formats.join(' and ')}`]),
    `${countText(nodes.length - arrays)} ${nodes.length - arrays === 1 ? 'group' : 'groups'}`,
    `${countText(arrays)} ${arrays === 1 ? 'array' : 'arrays'}`,
  ];
  const lines = [`${name}: ${head.join(', ')}`];
  const base = depthOf(nodes[0]?.path ?? '');
  for (let at = 0; at < nodes.length; ) {
    const node = nodes[at] as StoreNode;
    lines.push(lineOf(node, base));
    let next = at + 1;
    while (!all && next < nodes.length && isLike(nodes[next] as StoreNode, node)) next += 1;
    if (next > at + 1) {
      const last = nodes[next - 1] as StoreNode;
      lines.push(`${'  '.repeat(depthOf(node.path) - base + 1)}${next === at + 2 ? nameOf(last) : `${nameOf(nodes[at + 1] as StoreNode)} to ${nameOf(last)}`}  same as ${nameOf(node)}`);
    }
    at = next;
  }
  if (omitted > 0) lines.push(`  ${countText(omitted)} names below groups were not looked at`);
  if (unlisted) lines.push('  The store cannot be listed: what neither metadata nor attributes name is not here.');
  return lines;
}

function lineOf(node: StoreNode, base: number): string {
  return `${'  '.repeat(depthOf(node.path) - base + 1)}${nameOf(node)}  ${describe(node)}`;
}

function depthOf(path: string): number {
  return path === '' ? 0 : path.split('/').length;
}

function nameOf({ path }: StoreNode): string {
  return path === '' ? '/' : (path.split('/').at(-1) ?? path);
}

/** Arrays beside each other that say the same. */
function isLike(one: StoreNode, other: StoreNode): boolean {
  const folder = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
  return one.array !== null && other.array !== null && folder(one.path) === folder(other.path) && describe(one) === describe(other);
}

/** `1024 x 1024  uint16  chunks 256 x 256 (16)  blosc(zstd)`, `group  ome-zarr  multiscales, omero`. */
function describe({ array, what, attributes, zarrFormat, defects }: StoreNode): string {
  const broken = defects.length === 0 ? [] : ['with defects'];
  if (array !== null) return [...arrayWords(array), ...broken].join('  ');
  const named = attributes.length > 8 ? [...attributes.slice(0, 8), `${attributes.length - 8} more`] : attributes;
  return [`group of Zarr ${zarrFormat}`, ...(what === null ? [] : [what]), ...(named.length === 0 ? [] : [named.join(', ')]), ...broken].join('  ');
}

function arrayWords({ shape, chunks, grid, innerChunks, dtype, codecs, bytes, dimensionNames }: StoreArray): string[] {
  const total = grid?.reduce((product, count) => product * count, 1);
  const kind = innerChunks === null ? 'chunks' : 'shards';
  return [
    sizes(shape) + (dimensionNames === null ? '' : ` (${dimensionNames.map((name) => name ?? '?').join(', ')})`),
    dtype ?? 'unknown type',
    `${kind} ${sizes(chunks)}${total === undefined ? '' : ` (${countText(total)})`}${innerChunks === null ? '' : `, chunks ${sizes(innerChunks)}`}`,
    codecs.length === 0 ? 'no compression' : codecs.join(', '),
    ...(bytes === null ? [] : [bytesText(bytes)]),
  ];
}

function sizes(shape: readonly number[] | null): string {
  if (shape === null) return 'unknown shape';
  return shape.length === 0 ? 'one value' : shape.join(' x ');
}
