// A small viewer: Viv's layers draw, omescope reads. `?image=ADDRESS` opens an image of the web.
import { Deck, OrthographicView } from '@deck.gl/core';
import { MultiscaleImageLayer } from '@vivjs/layers';
import { createPool } from 'omescope/pool';
import { loadOmeTiff } from 'omescope/viv';

const COLORS = [[0, 0, 255], [0, 255, 0], [255, 0, 0], [255, 255, 0], [0, 255, 255], [255, 0, 255]];
const pool = createPool(); // decodes in workers
const about = document.querySelector('#about');
const canvas = document.querySelector('#view');
const deck = new Deck({ canvas, width: '100%', height: '100%', views: [new OrthographicView({ id: 'image' })], controller: true, layers: [] });

document.querySelector('#files').addEventListener('change', ({ target }) => show([...target.files]));
const address = new URLSearchParams(location.search).get('image');
if (address) show(address);

async function show(input) {
  about.textContent = 'Opening …';
  try {
    const { data, metadata } = await loadOmeTiff(input, { pool, onTileError: (error) => (about.textContent = error.message) });
    const { Pixels } = metadata;
    const interleaved = data[0].labels.at(-1) === '_c';
    const count = interleaved ? 1 : Math.min(Pixels.Channels.length, COLORS.length);
    const selections = Array.from({ length: count }, (_, c) => ({ c, z: Pixels.SizeZ >> 1, t: 0 }));
    const layer = new MultiscaleImageLayer({
      id: 'image',
      loader: data,
      selections,
      dtype: data[0].dtype,
      contrastLimits: interleaved ? [[0, 255]] : await Promise.all(selections.map((selection) => limits(data.at(-1), selection))),
      channelsVisible: selections.map(() => true),
      colors: selections.map((_, c) => Pixels.Channels[c]?.Color?.slice(0, 3) ?? (count === 1 ? [255, 255, 255] : COLORS[c])),
      onViewportLoad: () => (canvas.dataset.shown = metadata.ID),
    });
    const zoom = Math.log2(Math.min(innerWidth / Pixels.SizeX, innerHeight / Pixels.SizeY));
    deck.setProps({ layers: [layer], initialViewState: { target: [Pixels.SizeX / 2, Pixels.SizeY / 2, 0], zoom } });
    about.textContent = `${metadata.Name ?? 'image'}: ${Pixels.SizeX} x ${Pixels.SizeY}, ${Pixels.Channels.map(({ Name }, c) => Name ?? `channel ${c}`).join(', ')}`;
  } catch (error) {
    about.textContent = `${error.message} ${error.help ?? ''}`;
  }
}

/** The darkest and the brightest thousandth of the smallest resolution. */
async function limits(source, selection) {
  const { data } = await source.getRaster({ selection });
  const sorted = data.slice().sort();
  const [low, high] = [0.001, 0.999].map((part) => sorted[Math.floor(part * (sorted.length - 1))]);
  return low < high ? [low, high] : [low, low + 1];
}
