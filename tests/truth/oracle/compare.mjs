// Whether what a viewer read is what was written, and if not, what it is instead.

/** Colours as Viv's BitmapLayer shows interleaved samples: its fragment shader by PhotometricInterpretation, in numbers from 0 to 255. */
const SHOWN = {
  // 1.0 - r / 256.0 and r / 256.0, where r is already between 0 and 1: nearly white and nearly black.
  0: ([r]) => Array(3).fill(255 * (1 - r / 255 / 256)),
  1: ([r]) => Array(3).fill(r / 256),
  6: ([y, cb, cr]) => [y + 1.402 * (cr - 127.5), y - 0.34414 * (cb - 127.5) - 0.71414 * (cr - 127.5), y + 1.772 * (cb - 127.5)],
};

/**
 * Compares a region that a viewer read with planes of the truth.
 * `read`: { data, width, height, samples, photometric }; `wanted`: one plane of the truth for each sample that is shown; `at`: the
 * region's first column and row. Gives `{ result: 'equal' | 'close' | 'different', ... }`.
 */
export function compared(read, wanted, at, tolerance) {
  const { data, width, height, samples } = read;
  if (data.length !== width * height * samples) return { result: 'different', how: `${data.length} samples for ${width} x ${height} x ${samples}` };
  if (wanted.some((plane) => plane === undefined)) return { result: 'different', how: 'a plane that the file does not have' };
  const [{ width: wide, height: tall }] = wanted;
  if (at.x + width > wide || at.y + height > tall) return { result: 'different', how: `beyond the level's ${wide} x ${tall} pixels` };
  const show = samples >= 3 ? SHOWN[read.photometric] : undefined;
  const count = Math.min(samples, wanted.length);
  let worst = 0;
  let sum = 0;
  let wrong = 0;
  const pixel = new Array(samples);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const from = (y * width + x) * samples;
      for (let s = 0; s < samples; s += 1) pixel[s] = data[from + s];
      const seen = show ? clamped(show(pixel)) : pixel;
      const place = (at.y + y) * wide + at.x + x;
      for (let s = 0; s < count; s += 1) {
        const difference = Math.abs((seen[s] ?? pixel[s]) - wanted[s].data[place]);
        if (difference === 0) continue;
        wrong += 1;
        sum += difference;
        if (!(difference <= worst)) worst = difference;
      }
    }
  }
  if (wrong === 0) return { result: 'equal' };
  const all = width * height * count;
  const [most, mean] = tolerance;
  if (worst <= most && sum / all <= mean) return { result: 'close', worst: rounded(worst) };
  return { result: 'different', how: `${percent(wrong / all)} of the samples, by up to ${rounded(worst)}, ${rounded(sum / all)} on the average` };
}

function clamped(values) {
  return values.map((value) => Math.min(255, Math.max(0, value)));
}

function rounded(value) {
  return Number(value.toPrecision(3));
}

function percent(share) {
  return `${(100 * share).toFixed(share < 0.01 ? 2 : 0)} %`;
}

/** What was read instead, where that can be told: another plane, another level, nothing but zeros, or the truth turned around. */
export function explained(read, truth, place, at) {
  const { data, width, height, samples } = read;
  if (data.every((value) => value === 0)) return 'zeros';
  if (samples !== 1) return undefined;
  const same = (plane) => plane && compared(read, [plane], at, [0, 0]).result === 'equal';
  for (const [image, { levels }] of truth.images.entries()) {
    for (const [level, { shape }] of levels.entries()) {
      const [times, depth, channels] = shape;
      if (at.x + width > shape[4] || at.y + height > shape[3]) continue;
      for (let index = 0; index < Math.min(times * depth * channels, 400); index += 1) {
        const c = index % channels;
        const z = Math.floor(index / channels) % depth;
        const t = Math.floor(index / channels / depth);
        if (same(truth.plane(image, level, c, z, t))) return `shows ${named({ image, level, c, z, t }, place)}`;
      }
    }
  }
  const wanted = truth.plane(place.image, place.level, place.c, place.z, place.t);
  if (wanted && wanted.width === width && wanted.height === height) {
    const turned = wanted.data.slice().reverse();
    if (turned.every((value, index) => value === data[index])) return 'turned by 180 degrees';
  }
  return undefined;
}

function named(found, place) {
  const parts = ['image', 'level', 'c', 'z', 't'].filter((key) => found[key] !== place[key]);
  const text = (values) => parts.map((key) => `${key}=${values[key]}`).join(' ');
  return parts.length ? `${text(found)} as ${text(place)}` : 'the right plane';
}
