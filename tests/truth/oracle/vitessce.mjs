// OmeTiffLoader of @vitessce/ome-tiff as npm has it: its bundle has Viv and geotiff.js inside.
import { pathToFileURL } from 'node:url';
import { forVitessce } from './environment.mjs';
import { installed } from './places.mjs';

export async function vitessce() {
  await forVitessce();
  const { OmeTiffLoader, OmeTiffSource } = await import(pathToFileURL(installed('@vitessce', 'ome-tiff', 'dist', 'index.js')).href);
  return {
    /** All that Vitessce does before it shows an image: the loader, then what its spatial view asks for. */
    async open({ url, offsetsUrl }) {
      const options = offsetsUrl ? { offsetsUrl } : {};
      const source = new OmeTiffSource({ url });
      const loader = new OmeTiffLoader(source, { type: 'image', fileType: 'image.ome-tiff', url, options });
      const { data, coordinationValues } = await loader.load();
      const image = data.image.instance;
      const layer = coordinationValues.spatialImageLayer[0];
      const view = {
        modelMatrix: Array.from(image.getModelMatrix()),
        photometricInterpretation: image.getPhotometricInterpretation(),
        channelNames: data.featureIndex,
        resolutions: image.getMultiResolutionStats().map(({ width, height, canLoad }) => ({ width, height, canLoad })),
        isRgb: image.isInterleaved(),
      };
      // The spatialBeta view takes the channels 0, 1, 2 of what is photometrically RGB, interleaved or not (createImageLayer of its
      // Spatial.js); else up to five channels of the loader's proposal.
      const channels = view.photometricInterpretation === 'RGB' ? [0, 1, 2] : [...coordinationValues.imageLayer.value[0].imageChannel.value.keys()];
      const beta = channels.map((c) => ({ c, z: image.getDefaultTargetZ(), t: image.getDefaultTargetT() }));
      return { images: [image.vivLoader], start: [layer.channels.map(({ selection }) => selection)], beta, view };
    },
  };
}
