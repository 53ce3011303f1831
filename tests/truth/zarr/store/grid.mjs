// Walking n-dimensional arrays by chunks.

/**
 * All indices of a grid in C order; the one array that is handed out changes from step to step.
 * Ends: the product of the shape is finite.
 */
export function* indices(shape) {
  const total = shape.reduce((a, b) => a * b, 1);
  const index = shape.map(() => 0);
  for (let n = 0; n < total; n += 1) {
    yield index;
    advance(index, shape);
  }
}

function advance(index, shape) {
  for (let d = shape.length - 1; d >= 0; d -= 1) {
    index[d] += 1;
    if (index[d] < shape[d]) return;
    index[d] = 0;
  }
}

export function gridOf(shape, chunks) {
  return shape.map((n, d) => Math.ceil(n / chunks[d]));
}

/** Position of an index in an array of that shape, C order. */
export function flat(index, shape) {
  let at = 0;
  for (let d = 0; d < shape.length; d += 1) at = at * shape[d] + index[d];
  return at;
}

/** The elements of a box of that size in C or F order; places beyond the array hold `fill`. */
export function boxElements({ shape, at, fill, order }, origin, size) {
  const total = size.reduce((a, b) => a * b, 1);
  const out = new Array(total);
  const strides = stridesOf(size, order);
  const within = size.map(() => 0);
  const index = [...origin];
  for (let n = 0; n < total; n += 1) {
    let inside = true;
    let place = 0;
    for (let d = 0; d < size.length; d += 1) {
      index[d] = origin[d] + within[d];
      place += within[d] * strides[d];
      if (index[d] >= shape[d]) inside = false;
    }
    out[place] = inside ? at(index) : fill;
    advance(within, size);
  }
  return out;
}

function stridesOf(size, order) {
  const strides = size.map(() => 1);
  if (order === 'F') for (let d = 1; d < size.length; d += 1) strides[d] = strides[d - 1] * size[d - 1];
  else for (let d = size.length - 2; d >= 0; d -= 1) strides[d] = strides[d + 1] * size[d + 1];
  return strides;
}
