import {
  writeOutput
} from "./chunk-S7LGC6MR.js";
import {
  folderStore
} from "./chunk-G27K5Y3B.js";
import {
  isFolder,
  openInput
} from "./chunk-VFKSAONT.js";
import {
  EXIT,
  UsageError,
  cleanLine,
  err,
  out
} from "./chunk-BRJXFYTI.js";
import {
  viewConfig
} from "./chunk-F5B4KX6I.js";

// src/js/cli/config.ts
async function configCommand(inputs, flags, options) {
  const [text, ...others] = inputs;
  if (text === void 0 || others.length > 0) throw new UsageError("omescope config takes one Zarr store: a folder, an archive or a URL");
  if (flags.url !== void 0 && !URL.canParse(flags.url)) throw new UsageError(`--url takes the address that the store will have, and not "${flags.url}"`);
  const input = isFolder(text) ? void 0 : openInput(text);
  try {
    const { config, leftOut } = await viewConfig(input === void 0 ? folderStore(text) : input.source, { ...options, path: flags.path, url: flags.url });
    for (const { path, why } of leftOut) err(cleanLine(`left out ${path === "" ? "the store" : path}: ${why}`));
    const content = `${JSON.stringify(config, null, 2)}
`;
    if (flags.output === void 0) out(content.trimEnd());
    else writeOutput(flags.output, content, input?.path === void 0 ? [] : [input.path], flags.force);
    return EXIT.ok;
  } finally {
    input?.close();
  }
}
export {
  configCommand
};
