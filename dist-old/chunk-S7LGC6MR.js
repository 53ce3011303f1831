import {
  UsageError
} from "./chunk-BRJXFYTI.js";

// src/js/cli/write.ts
import { existsSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
function writeOutput(path, content, inputs, force) {
  assertNoInput(path, inputs);
  if (existsSync(path)) {
    if (!statSync(path).isFile()) throw new UsageError(`${path} is there already and is not a file`);
    if (readFileSync(path).equals(Buffer.from(content))) return "unchanged";
    if (!force) throw new UsageError(`${path} is there already with other content. Compare with --check, replace with --force`);
  }
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    writeFileSync(temporary, content, { flag: "wx" });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new UsageError(`${path} cannot be written: ${error instanceof Error ? error.message : error}`);
  }
  return "written";
}
function assertWritable(path, inputs, force) {
  assertNoInput(path, inputs);
  if (existsSync(path)) {
    if (!statSync(path).isFile()) throw new UsageError(`${path} is there already and is not a file`);
    if (!force) throw new UsageError(`${path} is there already; replace it with --force`);
  } else if (!existsSync(dirname(path))) {
    throw new UsageError(`${path} cannot be written: there is no folder ${dirname(path)}`);
  }
}
function assertNoInput(path, inputs) {
  if (!inputs.some((input) => isSameFile(input, path))) return;
  throw new UsageError(`${path} is the image itself or what goes with it; nothing was written. Choose another name with -o`);
}
function isSameFile(one, other) {
  if (!existsSync(one) || !existsSync(other)) return false;
  if (realpathSync(one) === realpathSync(other)) return true;
  const [a, b] = [statSync(one, { bigint: true }), statSync(other, { bigint: true })];
  return a.dev === b.dev && a.ino === b.ino && a.ino !== 0n;
}

export {
  writeOutput,
  assertWritable
};
