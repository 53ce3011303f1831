/** Predictors and compressions of TIFF that are simple enough to be written here. */

/** Horizontal differencing, TIFF 6.0 section 14. */
export function differences(data: Uint8Array | Uint16Array, row: number, samples: number): Uint8Array {
  const out = data.slice();
  for (let start = 0; start < out.length; start += row) {
    for (let at = start + row - 1; at >= start + samples; at -= 1) out[at] = (data[at] ?? 0) - (data[at - samples] ?? 0);
  }
  return new Uint8Array(out.buffer);
}

/** The floating-point predictor: in each row all highest bytes, then the next ones; and differences of those bytes. */
export function floatDifferences(data: Float32Array, row: number): Uint8Array {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const out = new Uint8Array(bytes.length);
  for (let start = 0; start < data.length; start += row) {
    for (let at = 0; at < row; at += 1) {
      for (let byte = 0; byte < 4; byte += 1) out[start * 4 + byte * row + at] = bytes[(start + at) * 4 + 3 - byte] ?? 0;
    }
  }
  return differences(out, row * 4, 1);
}

/** LZW as libtiff writes it: Clear at 4,094 codes. TIFF 6.0 section 13. */
export function packLzw(bytes: Uint8Array): Uint8Array {
  const out: number[] = [];
  let [held, count, width, next] = [0, 0, 9, 258];
  let table = new Map<number, number>();
  const put = (code: number): void => {
    held = (held << width) | code;
    count += width;
    for (; count >= 8; count -= 8) out.push((held >>> (count - 8)) & 255);
    held &= (1 << count) - 1;
  };
  put(256);
  let prefix = bytes[0] ?? 0;
  for (const byte of bytes.subarray(1)) {
    const key = prefix * 256 + byte;
    const known = table.get(key);
    if (known !== undefined) {
      prefix = known;
      continue;
    }
    put(prefix);
    table.set(key, next);
    next += 1;
    if (next === 4095) {
      put(256);
      [table, width, next] = [new Map(), 9, 258];
    } else if (next >= 1 << width) width += 1;
    prefix = byte;
  }
  put(prefix);
  next += 1;
  if (next >= 1 << width && width < 12) width += 1;
  put(257);
  if (count > 0) out.push((held << (8 - count)) & 255);
  return Uint8Array.from(out);
}

export function packBits(bytes: Uint8Array): Uint8Array {
  const out: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    let run = 1;
    while (run < 128 && at + run < bytes.length && bytes[at + run] === bytes[at]) run += 1;
    if (run > 2) {
      out.push(257 - run, bytes[at] ?? 0);
      at += run;
      continue;
    }
    let end = at + 1;
    while (end < bytes.length && end - at < 128 && !(bytes[end] === bytes[end + 1] && bytes[end] === bytes[end + 2])) end += 1;
    out.push(end - at - 1, ...bytes.subarray(at, end));
    at = end;
  }
  return Uint8Array.from(out);
}
