// Walking n-dimensional arrays by chunks.

/** All indices of a grid in C order. Ends: the product of the shape is finite. */
export function* indices(shape) {
  const total = shape.reduce((a, b) => a * b, 1);
  const index = shape.map(() => 0);
  for (let n = 0; n < total; n += 1) {
    yield index;
    for (let d = shape.length - 1; d >= 0; d -= 1) {
      index[d] += 1;
      if (index[d] < shape[d]) break;
      index[d] = 0;
    }
  }
}

export function gridOf(shape, chunks) {
  return shape.map((n, d) => Math.ceil(n / chunks[d]));
}

/** Position of an index in an array of that shape, C order. */
export function flat(index, shape) {
  return index.reduce((at, i, d) => at * shape[d] + i, 0);
}

/** The elements of a box of that size in C or F order; places beyond the array hold `fill`. */
export function boxElements({ shape, at, fill, order }, origin, size) {
  const out = new Array(size.reduce((a, b) => a * b, 1));
  const reversed = [...size].reverse();
  let n = 0;
  for (const within of indices(size)) {
    const index = within.map((i, d) => origin[d] + i);
    const value = index.every((i, d) => i < shape[d]) ? at(index) : fill;
    out[order === 'F' ? flat([...within].reverse(), reversed) : n] = value;
    n += 1;
  }
  return out;
}
