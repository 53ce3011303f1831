// Runs in a page of Chromium: an image through Viv's own layers, loaded by Viv or by omescope, and what stands in the textures and on the canvas then.
import { Deck, OrthographicView } from '@deck.gl/core';
import { MultiscaleImageLayer, XRLayer } from '@vivjs/layers';
import { loadOmeTiff as ofViv } from '@vivjs/loaders';
import { createPool } from 'omescope/pool';
import { loadOmeTiff as ofOmescope } from 'omescope/viv';

globalThis.pool = createPool({ size: 2, create: () => new Worker('/node_modules/omescope/dist/pool-worker.js', { type: 'module' }) });

const LOADERS = { viv: ofViv, omescope: ofOmescope };

let textures = [];
const { dataToTexture } = XRLayer.prototype;
XRLayer.prototype.dataToTexture = function (data, width, height) {
  const texture = dataToTexture.call(this, data, width, height);
  if (this.props.tileId) textures.push({ ...this.props.tileId, width, height, dtype: data.constructor.name, texture });
  return texture;
};

/** What the graphics card holds. */
function read({ texture, width, height }) {
  const { gl } = texture.device;
  gl.getExtension('EXT_color_buffer_float');
  const framebuffer = gl.createFramebuffer();
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
  gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture.handle, 0);
  const [format, type, values] = texture.format.endsWith('uint')
    ? [gl.RGBA_INTEGER, gl.UNSIGNED_INT, new Uint32Array(width * height * 4)]
    : texture.format.endsWith('sint')
      ? [gl.RGBA_INTEGER, gl.INT, new Int32Array(width * height * 4)]
      : [gl.RGBA, gl.FLOAT, new Float32Array(width * height * 4)];
  gl.readPixels(0, 0, width, height, format, type, values);
  const error = gl.getError();
  gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  gl.deleteFramebuffer(framebuffer);
  if (error) throw new Error(`WebGL error ${error} at a texture of ${texture.format}`);
  return base64(Float64Array.from({ length: width * height }, (_, at) => values[4 * at]));
}

function canvasPixels(gl) {
  const { drawingBufferWidth: width, drawingBufferHeight: height } = gl;
  const bytes = new Uint8Array(width * height * 4);
  gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, bytes);
  // The first row of the canvas is the last one that is read.
  const turned = new Uint8Array(bytes.length);
  for (let y = 0; y < height; y += 1) turned.set(bytes.subarray((height - 1 - y) * width * 4, (height - y) * width * 4), y * width * 4);
  return base64(turned);
}

/** Lists of numbers take seconds to the process of the test. */
function base64({ buffer }) {
  return btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(''));
}

/**
 * Shows one plane of an image, `2 ** level` times smaller, on a canvas of that size: a pixel of the canvas is one of the resolution.
 * The tiles with their textures, and the canvas.
 */
globalThis.show = async ({ loader, address, files = [], selection = {}, limits, level = 0 }) => {
  const given = files.map(({ name, base64 }) => new File([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))], name));
  const input = address ?? (given.length === 1 ? given[0] : given);
  const { data } = await LOADERS[loader](input, { pool: loader === 'viv' ? false : globalThis.pool });
  const { labels, shape } = data[0];
  const [width, height] = ['x', 'y'].map((axis) => shape[labels.indexOf(axis)]);
  const canvas = document.createElement('canvas');
  document.body.replaceChildren(canvas);
  const size = [Math.ceil(width / 2 ** level), Math.ceil(height / 2 ** level)];
  textures = [];
  const failed = new Promise((_, reject) => {
    globalThis.addEventListener('unhandledrejection', ({ reason }) => reject(reason), { once: true });
  });
  failed.catch(() => {});
  let deck;
  try {
    return await Promise.race([
      failed,
      new Promise((resolve, reject) => {
        // Tiles that have arrived are layers in a later frame, and textures in another one.
        let frames = Number.NaN;
        deck = new Deck({
          canvas,
          width: size[0],
          height: size[1],
          useDevicePixels: false,
          views: [new OrthographicView({ id: 'image' })],
          initialViewState: { target: [(size[0] * 2 ** level) / 2, (size[1] * 2 ** level) / 2, 0], zoom: -level },
          controller: false,
          onError: (error) => reject(error),
          onAfterRender: ({ gl }) => {
            frames -= 1;
            if (frames > 0) requestAnimationFrame(() => deck.redraw('settling'));
            if (frames !== 0) return;
            // Behind this frame's work: it still holds what was drawn.
            try {
              resolve({ dtype: data[0].dtype, shapes: data.map(({ shape: each }) => each), width: size[0], height: size[1], canvas: canvasPixels(gl), tiles: textures.filter(({ z }) => z === -level).map((tile) => ({ x: tile.x, y: tile.y, width: tile.width, height: tile.height, dtype: tile.dtype, tileSize: data[0].tileSize, values: read(tile) })) });
            } catch (error) {
              reject(error);
            }
          },
          layers: [
            new MultiscaleImageLayer({
              id: 'image',
              loader: data,
              selections: [{ c: 0, z: 0, t: 0, ...selection }],
              dtype: data[0].dtype,
              contrastLimits: [limits],
              channelsVisible: [true],
              colors: [[255, 255, 255]],
              excludeBackground: true,
              onTileError: reject,
              onViewportLoad: () => {
                frames = 6;
                requestAnimationFrame(() => deck.redraw('loaded'));
              },
            }),
          ],
        });
      }),
    ]);
  } finally {
    deck?.finalize();
  }
};
