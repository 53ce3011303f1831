import {
  UsageError
} from "./chunk-BRJXFYTI.js";

// src/js/cli/url.ts
var URL_SCHEME = /^(https?|s3|gs):\/\//i;
function isUrl(text) {
  return URL_SCHEME.test(text);
}

// src/js/cli/glob.ts
import { existsSync, readdirSync } from "node:fs";
import { join, sep } from "node:path";
function expandPatterns(given) {
  return given.flatMap((input) => {
    const found = isPattern(input) ? expand(input) : [];
    return found.length === 0 ? [input] : found;
  });
}
function isPattern(input) {
  return /[*?]/.test(input) && !isUrl(input) && !existsSync(input);
}
function expand(pattern) {
  const parts = pattern.split(sep === "\\" ? /[\\/]/ : "/");
  const found = parts[0] === "" ? walk("/", parts.slice(1)) : walk("", parts);
  return [...new Set(found)].sort();
}
function walk(folder, parts) {
  const [part, ...rest] = parts;
  if (part === void 0) return [];
  if (part === "**") {
    const below = entriesOf(folder).filter((entry) => entry.isDirectory() && !entry.name.startsWith("."));
    return [...walk(folder, rest.length === 0 ? ["*"] : rest), ...below.flatMap(({ name }) => walk(join(folder, name), parts))];
  }
  if (!/[*?]/.test(part)) {
    const path = join(folder, part);
    return existsSync(path) ? rest.length === 0 ? [path] : walk(path, rest) : [];
  }
  const wanted = toRegExp(part);
  const fits = entriesOf(folder).filter(({ name }) => wanted.test(name) && (part.startsWith(".") || !name.startsWith(".")));
  return fits.flatMap((entry) => rest.length === 0 ? [join(folder, entry.name)] : entry.isDirectory() ? walk(join(folder, entry.name), rest) : []);
}
function entriesOf(folder) {
  try {
    return readdirSync(folder === "" ? "." : folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
function toRegExp(part) {
  const escaped = part.replace(/\*+/g, "*").replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s");
}

// src/js/cli/input.ts
import { closeSync, fstatSync, openSync, readSync, statSync } from "node:fs";
import { basename, join as join2 } from "node:path";
function isFolder(text) {
  return !isUrl(text) && (statSync(text, { throwIfNoEntry: false })?.isDirectory() ?? false);
}
function openInput(text) {
  if (isUrl(text)) return { text, name: nameOfUrl(text), path: void 0, source: text, close: () => void 0 };
  if (text === "-") throw new UsageError("standard input cannot be read in parts; give the file itself");
  const file = openFile(text);
  return { text, name: basename(text), path: text, source: fileSource(file.descriptor, file.size, basename(text)), close: () => closeSync(file.descriptor) };
}
function openFile(path) {
  try {
    const descriptor = openSync(path, "r");
    const stat = fstatSync(descriptor);
    if (stat.isFile()) return { descriptor, size: stat.size };
    closeSync(descriptor);
    throw new UsageError(stat.isDirectory() ? `${path} is a folder; images in it are meant by '${join2(path, "*.ome.tif")}', and Zarr stores are for omescope check and inspect` : `${path} is not a regular file`);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${path} cannot be opened: ${reasonOf(error)}${isPattern(path) ? ", and none that the pattern fits" : ""}`);
  }
}
function reasonOf(error) {
  const { code, message } = error;
  const words = {
    ENOENT: "there is no such file",
    EACCES: "you may not read it",
    EPERM: "you may not read it",
    EMFILE: "too many files are open"
  };
  return words[code ?? ""] ?? message;
}
function fileSource(descriptor, size, name) {
  return {
    size,
    name,
    reach: "memory",
    read(offset, length) {
      const buffer = Buffer.allocUnsafeSlow(length);
      return buffer.subarray(0, readSync(descriptor, buffer, 0, length, offset));
    }
  };
}
function nameOfUrl(url) {
  const path = url.replace(/[?#].*$/s, "").replace(URL_SCHEME, "");
  const last = path.split("/").slice(1).at(-1) ?? "";
  let name = last;
  try {
    name = decodeURIComponent(last);
  } catch {
  }
  return name.replace(/[/\\\u0000]/g, "_").replace(/^\.+$/, "") || "image";
}

export {
  isUrl,
  expandPatterns,
  isPattern,
  isFolder,
  openInput
};
