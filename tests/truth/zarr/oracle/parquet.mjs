// Stands in for the fork of parquet-wasm that Vitessce fetches from its own host at run time (see hooks.mjs): the parquet-wasm 0.6.1
// that it forked, and for the two functions that the fork added, hyparquet's reading of the footer.
import { parquetMetadata } from 'hyparquet';
import wasm from 'parquet-wasm';

export const { readParquet, readSchema } = wasm;

export default async function init() {}

/** The fork's `readMetadata(footer)`, with the methods that Vitessce calls. */
export function readMetadata(footer) {
  const { num_rows: rows, row_groups: groups } = metadataOf(footer);
  return {
    fileMetadata: () => ({ numRows: () => Number(rows) }),
    numRowGroups: () => groups.length,
    rowGroup: (i) => {
      const columns = groups[i].columns.map(({ meta_data: column }) => column);
      const starts = columns.map((column) => Number(column.dictionary_page_offset ?? column.data_page_offset));
      const size = columns.reduce((sum, column) => sum + Number(column.total_compressed_size), 0);
      return { numRows: () => Number(groups[i].num_rows), fileOffset: () => Math.min(...starts), compressedSize: () => size };
    },
  };
}

/** The fork's `readParquetRowGroup(footer, bytes, i)`: the bytes are put back where the footer says they were. */
export function readParquetRowGroup(footer, bytes, index) {
  const start = readMetadata(footer).rowGroup(index).fileOffset();
  const file = new Uint8Array(start + bytes.length + footer.length);
  file.set(bytes, start);
  file.set(footer, start + bytes.length);
  return readParquet(file, { rowGroups: [index] });
}

function metadataOf(footer) {
  return parquetMetadata(footer.slice().buffer);
}
