/** Images that look like microscopy, always the same. */

export interface Image {
  readonly name: string;
  readonly size: number;
  readonly data: Uint8Array | Uint16Array | Float32Array;
  /** Samples of a pixel. */
  readonly samples: number;
}

/** Numbers from 0 to 1, the same in every run. */
function createNoise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function normal(noise: () => number): number {
  return Math.sqrt(-2 * Math.log(noise() + 1e-12)) * Math.cos(2 * Math.PI * noise());
}

/** Soft round nuclei on a dark ground, 0 to 1, and which nucleus a pixel is of. */
function nuclei(size: number): { light: Float64Array; label: Uint16Array } {
  const noise = createNoise(7);
  const light = new Float64Array(size * size);
  const label = new Uint16Array(size * size);
  const count = Math.round(60 * (size / 512) ** 2);
  for (let nucleus = 1; nucleus <= count; nucleus += 1) {
    const [cx, cy, r, strength] = [noise() * size, noise() * size, 12 + noise() * 18, 0.3 + noise() * 0.7];
    for (let y = Math.max(0, Math.floor(cy - r)); y < Math.min(size, cy + r); y += 1) {
      for (let x = Math.max(0, Math.floor(cx - r)); x < Math.min(size, cx + r); x += 1) {
        const distance = Math.hypot(x - cx, y - cy) / r;
        if (distance >= 1) continue;
        light[y * size + x] = Math.max(light[y * size + x] ?? 0, strength * (1 - distance ** 4));
        label[y * size + x] = nucleus;
      }
    }
  }
  return { light, label };
}

/** Weighted means of 3 x 3 pixels: as filters leave them, with all bits of the fraction in use. */
function smoothed(values: Uint16Array, size: number): Float32Array {
  const at = (x: number, y: number): number => values[Math.min(size - 1, Math.max(0, y)) * size + Math.min(size - 1, Math.max(0, x))] ?? 0;
  return Float32Array.from(values, (_, index) => {
    const [x, y] = [index % size, Math.floor(index / size)];
    let sum = 0;
    for (let dy = -1; dy <= 1; dy += 1) for (let dx = -1; dx <= 1; dx += 1) sum += at(x + dx, y + dy) * Math.exp(-0.4 * (dx * dx + dy * dy));
    return sum / 5.476;
  });
}

export type ImageName = 'noisy uint16' | 'sparse uint16' | 'label mask uint16' | 'H&E-like RGB' | 'gray uint8' | 'float32';

/** All images of one size, by name. */
export function makeImages(size: number): Record<ImageName, Image> {
  const { light, label } = nuclei(size);
  const noise = createNoise(1);
  const noisy = Uint16Array.from(light, (value) => {
    const photons = 120 + value * 3000;
    return Math.max(0, Math.round(photons + Math.sqrt(photons) * normal(noise) + 4 * normal(noise)));
  });
  const stained = new Uint8Array(size * size * 3);
  for (let index = 0; index < size * size; index += 1) {
    const dark = light[index] ?? 0;
    for (const [channel, [ground, stain]] of [[230, 130], [205, 140], [225, 70]].entries()) {
      stained[index * 3 + channel] = Math.max(0, Math.min(255, Math.round((ground ?? 0) - dark * (stain ?? 0) + 5 * normal(noise))));
    }
  }
  const image = (name: string, data: Image['data'], samples = 1): Image => ({ name, size, data, samples });
  return {
    'noisy uint16': image('noisy uint16', noisy),
    'sparse uint16': image('sparse uint16', noisy.map((value, index) => (label[index] === 0 ? 0 : value))),
    'label mask uint16': image('label mask uint16', label),
    'H&E-like RGB': image('H&E-like RGB', stained, 3),
    'gray uint8': image('gray uint8', Uint8Array.from(noisy, (value) => Math.min(255, value >> 4))),
    float32: image('float32', smoothed(noisy, size)),
  };
}
