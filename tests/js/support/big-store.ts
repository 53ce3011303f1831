/** A store of very many chunks on the disk. */
import { linkSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** An OME-Zarr 0.4 image of `rows` x `columns` chunks in a folder for each row, and a small level; the path of it. */
export function makeBigStore(folder: string, rows = 100, columns = 1000): string {
  const root = join(folder, 'big.ome.zarr');
  const array = (shape: number[], chunks: number[]): object => ({
    zarr_format: 2,
    shape,
    chunks,
    dtype: '|u1',
    compressor: null,
    fill_value: 0,
    order: 'C',
    filters: null,
    dimension_separator: '/',
  });
  const scale = (y: number, x: number): object[] => [{ type: 'scale', scale: [y, x] }];
  const attributes = {
    multiscales: [
      {
        version: '0.4',
        axes: [{ name: 'y', type: 'space' }, { name: 'x', type: 'space' }],
        datasets: [{ path: '0', coordinateTransformations: scale(1, 1) }, { path: '1', coordinateTransformations: scale(2, 2) }],
      },
    ],
    omero: { channels: [{ label: 'a', color: 'FFFFFF', active: true, window: { start: 0, end: 255, min: 0, max: 255 } }], rdefs: { model: 'greyscale' } },
  };
  const put = (path: string, content: object | Uint8Array): void => {
    writeFileSync(join(root, path), content instanceof Uint8Array ? content : JSON.stringify(content));
  };
  for (const level of ['0', '1']) mkdirSync(join(root, level), { recursive: true });
  put('.zgroup', { zarr_format: 2 });
  put('.zattrs', attributes);
  put('0/.zarray', array([rows * 4, columns * 4], [4, 4]));
  put('1/.zarray', array([rows * 2, columns * 2], [rows * 2, columns * 2]));
  mkdirSync(join(root, '1', '0'));
  put('1/0/0', new Uint8Array(rows * columns * 4).map((_, at) => at % 251));
  const chunk = Uint8Array.from({ length: 16 }, (_, at) => at * 16);
  for (let row = 0; row < rows; row += 1) {
    mkdirSync(join(root, '0', String(row)));
    put(`0/${row}/0`, chunk);
    // All chunks of a row are one file: that many files take some systems minutes to delete.
    for (let column = 1; column < columns; column += 1) linkSync(join(root, '0', String(row), '0'), join(root, '0', String(row), String(column)));
  }
  return root;
}
