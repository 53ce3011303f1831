// Small changes to Vitessce's bundles as they load, so that what the app does with one bundle can be done with its packages.

/** Functions that the bundle does not export: what draws tiles is the shipped code too. They get `__` before their names. */
const EXPORTS = {
  url: /spatial-zarr-4\.0\.8\/dist\/index-[^/]*\.js$/,
  names: ['getVolume', 'getIdentityTileIndices', 'tileToBoundingBox', 'renderSubLayers', 'getDtypeValues', 'getImageSize', 'canLoadResolution'],
};

/**
 * The app has one copy of zarrita, each package its own: which Zarr format a store has, they must learn together, or a store that
 * loaders of two packages read would be asked twice.
 */
const COUNTER = /^let VERSION_COUNTER = createVersionCounter\(\);$/m;

/** The source of a module, changed where it is one of these. */
export function adapted(url, source) {
  const shared = url.includes('/vitessce/') ? source.replace(COUNTER, 'let VERSION_COUNTER = globalThis.__vitessceVersions ??= createVersionCounter();') : source;
  if (!EXPORTS.url.test(url)) return shared;
  return `${shared}\nexport { ${EXPORTS.names.map((name) => `${name} as __${name}`).join(', ')} };\n`;
}
