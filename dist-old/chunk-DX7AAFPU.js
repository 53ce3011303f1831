// src/js/cli/commands.ts
var OPTIONS = {
  output: { type: "string", short: "o", value: "PATH" },
  stdout: { type: "boolean", default: false },
  check: { type: "string", value: "OFFSETS.json" },
  force: { type: "boolean", default: false },
  partial: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  all: { type: "boolean", default: false },
  image: { type: "string", value: "N" },
  level: { type: "string", value: "N" },
  ifd: { type: "string", value: "N|@OFFSET" },
  c: { type: "string", value: "N" },
  z: { type: "string", value: "N" },
  t: { type: "string", value: "N" },
  window: { type: "string", value: "X,Y,W,H" },
  sha256: { type: "boolean", default: false },
  viewer: { type: "string", multiple: true, value: "ID[,ID...]" },
  format: { type: "string", value: "FORMAT" },
  "fail-on": { type: "string", value: "EFFECT" },
  rule: { type: "string", multiple: true, value: "ID=off|warn|error" },
  offsets: { type: "string", value: "FILE|URL|none" },
  verbose: { type: "boolean", short: "v", default: false },
  quiet: { type: "boolean", short: "q", default: false },
  jobs: { type: "string", short: "j", value: "N" },
  from: { type: "string", value: "LIST" },
  resume: { type: "boolean", default: false },
  "max-bytes": { type: "string", value: "N" },
  path: { type: "string", value: "PATH" },
  census: { type: "boolean", default: false },
  view: { type: "string", multiple: true, value: "NAME=PATH" },
  write: { type: "boolean", default: false },
  "dry-run": { type: "boolean", default: false },
  url: { type: "string", value: "URL" },
  header: { type: "string", multiple: true, value: "'NAME: VALUE'" },
  concurrency: { type: "string", value: "N" },
  help: { type: "boolean", short: "h", default: false },
  version: { type: "boolean", short: "V", default: false }
};
var COMMON = {
  header: "send this with each request, for a login for example (may be repeated)",
  concurrency: "requests at a time (16)",
  help: "this text"
};
var OUTPUT = { output: "write there instead of printing", force: "replace a file that is there" };
var COMMANDS = {
  check: {
    inputs: "FILE|FOLDER|ARCHIVE|URL...",
    about: "say for each viewer whether it loads, shows right and is fast; if not why, and what to do",
    examples: [
      ["omescope image.ome.tif", "one image: everything"],
      ["omescope 'data/**/*.ome.tif'", "many: a line each, and how many fail; -v tells everything of each"],
      ["omescope data", "the images and stores in a folder"],
      ["omescope https://host/cells.ome.zarr --fail-on slow", "a Zarr store on a server; exit 1 if it is slow"],
      ["omescope --from list.txt --format ndjson -o reports.ndjson --resume", "very many: goes on where it was interrupted"]
    ],
    options: {
      viewer: "judge for these (omescope viewers lists them)",
      format: "pretty, json, ndjson, sarif, markdown or github",
      "fail-on": "exit with 1 from here on: fails, wrong (the default), slow, note; or never",
      verbose: "of several inputs, too, print everything and not a line each",
      quiet: "print only what is as bad as --fail-on says, and nothing where all is well",
      rule: "count a rule otherwise (omescope rules lists them; may be repeated)",
      offsets: "the offsets.json that goes with the image (else the one beside it)",
      from: "look at what this file lists, an input a line (- is standard input), or lines of --format ndjson",
      resume: "with --format ndjson and -o: leave out what is in that file already, and add to it",
      jobs: "look at so many inputs at a time (as many as there are processors, 8 at most)",
      "max-bytes": "bytes of tables and tiles that are read of an image (3,145,728)",
      path: "judge this group or array of a Zarr store, and not its root",
      view: 'what a Vitessce view config asks of the store: obsSets, obsEmbedding, obsFeatureMatrix, initialFeatureFilterPath, coordinateSystem (may be repeated; adata.obs["leiden"] is understood)',
      census: "count the chunks of a Zarr store: missing, empty, under keys that no viewer looks for",
      ...OUTPUT
    },
    more: [
      "The word check may be left out. Patterns (*, ?, **) are expanded also where the shell does not do it: put them in quotes. Of a folder that is no Zarr store, the images and stores in it are looked at, four folders deep.",
      "Nothing is uploaded; of a URL only the bytes that are needed are read."
    ]
  },
  offsets: {
    inputs: "FILE|URL...",
    about: "write the offsets.json that lets viewers open any plane at once",
    examples: [
      ["omescope offsets image.ome.tif", "writes image.offsets.json beside it"],
      ["omescope offsets 'data/*.ome.tif'", "one beside each"],
      ["omescope offsets image.ome.tif --check image.offsets.json", "does an old one still fit?"]
    ],
    options: {
      output: "write there instead (one input)",
      stdout: "print it instead of writing (one input)",
      check: "compare an existing file with the image; exit 1 if it does not fit",
      force: "replace an existing file that differs",
      partial: "of a damaged image, take the offsets before the damage"
    }
  },
  inspect: {
    inputs: "FILE|FOLDER|ARCHIVE|URL...",
    about: "print what is inside: the planes and levels of a TIFF, the groups and arrays of a Zarr store",
    examples: [
      ["omescope inspect image.ome.tif", "its IFDs: sizes, tiles, compression"],
      ["omescope inspect cells.zarr --path images", "a part of a store"]
    ],
    options: {
      json: "as JSON",
      all: "every one, also those that say the same as the one before",
      path: "from this group of a store on"
    }
  },
  export: {
    inputs: "FILE|URL -o OUT.npy|OUT.png|OUT.raw",
    about: "decode one plane: a NumPy array, a picture, or little-endian samples",
    examples: [["omescope export image.ome.tif --level 2 --c 1 -o channel.png", "a picture of the second channel"]],
    options: {
      output: "where to; .npy, .png (contrast from the 1st to the 99th percentile) or .raw",
      image: "which image (0)",
      level: "which resolution; 0 is the largest, and what is taken else",
      c: "which channel (0)",
      z: "which section (0)",
      t: "which time (0)",
      ifd: "any IFD instead, by number or place",
      window: "a part of the plane",
      sha256: "print the hash of the samples; -o may then be left out",
      force: "replace a file that is there"
    }
  },
  fix: {
    inputs: "FOLDER",
    about: "repair the metadata of a Zarr store: shows the changes; --write makes them",
    examples: [
      ["omescope fix cells.ome.zarr", "what would be changed"],
      ["omescope fix cells.ome.zarr --write", "changes it"]
    ],
    options: {
      "dry-run": "print what would be changed, as a diff (the default); exit 1 if there is something",
      write: "write it; what was there stays as NAME.omescope-backup",
      path: "repair this group or array and what is below it",
      json: "as JSON"
    },
    more: ["Repaired are omero with windows and rdefs, separators of chunks, NaN and trailing commas in JSON, and consolidated metadata; never chunks."]
  },
  config: {
    inputs: "FOLDER|ARCHIVE|URL",
    about: "print a view config of Vitessce for a Zarr store, with what passed the check",
    examples: [["omescope config cells.zarr --url https://host/cells.zarr -o vitessce.json", "for the address that it will have"]],
    options: {
      url: "the address that the store will have",
      path: "show this group of the store",
      ...OUTPUT
    }
  },
  rules: { inputs: "", about: "list what is looked for", examples: [], options: { json: "as JSON, with all texts" } },
  explain: {
    inputs: "RULE...",
    about: "say what a rule is about, whom it affects, what to do, and how that is known",
    examples: [["omescope explain ome-xml/unit", ""]],
    options: {}
  },
  viewers: { inputs: "", about: "list the viewers that are judged for", examples: [], options: { json: "as JSON" } },
  dingus: {
    inputs: "attributes|zarr PATH",
    about: 'print {"valid": ..., "message": ...} for the conformance runner of ome/ngff-spec',
    examples: [],
    options: {}
  }
};
var COMMAND_NAMES = Object.keys(COMMANDS);
function isCommand(word) {
  return Object.hasOwn(COMMANDS, word);
}

export {
  OPTIONS,
  COMMON,
  COMMANDS,
  COMMAND_NAMES,
  isCommand
};
