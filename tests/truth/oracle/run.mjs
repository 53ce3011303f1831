// Runs the viewers on all files and writes build/truth/observed.json.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { say } from '../../../scripts/lib/run.mjs';
import { hashOf } from '../../../scripts/lib/stamp.mjs';
import { files as allFiles } from './files.mjs';
import { versions } from './install.mjs';
import { avivator, judged, spatialBeta } from './judge.mjs';
import { observedFile } from './places.mjs';
import { runJobs } from './pool.mjs';
import { serve } from './server.mjs';

const FORMAT = 1;

/** The sources that observe and judge; the others here only prepare and report. */
const PARTS = 'avivator child compare cost environment errors judge observe pool reads rounds run server truth vitessce viv'.split(' ');

/** What the results depend on besides the file itself. */
function key() {
  return hashOf(PARTS.map((name) => `tests/truth/oracle/${name}.mjs`), JSON.stringify(versions()));
}

function known(stamp) {
  if (!existsSync(observedFile)) return {};
  const { format, stamp: made, files } = JSON.parse(readFileSync(observedFile, 'utf8'));
  return format === FORMAT && made === stamp ? files : {};
}

/** Observes every file that is not known yet. `only`: beginnings of ids; `alone`: a process for every job. */
export async function observeAll({ only = [], alone = false, again = false } = {}) {
  const stamp = key();
  const before = again ? {} : known(stamp);
  const files = allFiles();
  const wanted = files.filter(({ id }) => only.length === 0 || only.some((start) => id.startsWith(start)));
  const fresh = wanted.filter((file) => before[file.id]?.key !== keyOf(file));
  if (fresh.length > 0) say(`running the viewers on ${fresh.length} files`);
  const made = await observe(fresh, alone);
  const results = Object.fromEntries(files.flatMap(({ id }) => (made[id] ?? before[id] ? [[id, made[id] ?? before[id]]] : [])));
  mkdirSync(dirname(observedFile), { recursive: true });
  writeFileSync(`${observedFile}.part`, text({ format: FORMAT, stamp, versions: versions(), files: results }));
  renameSync(`${observedFile}.part`, observedFile);
  return results;
}

/** The bytes, and what is true of them. */
function keyOf({ sha256, images, beside }) {
  return hashOf([], JSON.stringify([sha256, images, beside]));
}

/** One file a line, so that two runs can be compared. */
function text({ files, ...rest }) {
  const lines = Object.entries(files).map(([id, value]) => `${JSON.stringify(id)}:${JSON.stringify(value)}`);
  return `${JSON.stringify(rest).slice(0, -1)},"files":{\n${lines.join(',\n')}\n}}\n`;
}

async function observe(files, alone) {
  const served = new Map();
  const server = await serve((path) => served.get(path));
  const found = new Map();
  const jobs = [];
  for (const [index, file] of files.entries()) {
    const base = `/${index}/${file.file}`;
    served.set(base, file.path);
    for (const name of Object.keys(file.beside)) served.set(`/${index}/${name}`, file.path.replace(/[^/\\]+$/, name));
    const url = server.origin + base.split('/').map(encodeURIComponent).join('/');
    const offsetsUrl = file.sidecar ? `${server.origin}/${index}/${encodeURIComponent(file.sidecar)}` : undefined;
    found.set(file.id, { viv: empty(), vitessce: empty() });
    const job = (name, viewer, more) => {
      const into = found.get(file.id)[name];
      const common = { id: file.id, name, viewer, url, images: file.images, pixels: file.pixels };
      jobs.push({ ...common, ...more, into, heard: ({ found: what, value }) => (Array.isArray(into[what]) ? into[what].push(value) : (into[what] = value)) });
    };
    job('viv', 'viv', { offsetsUrl, traces: { plain: null, ...(file.offsets ? { offsets: file.offsets } : {}) } });
    job('vitessce', 'vitessce', { offsetsUrl });
  }
  jobs.sort((a, b) => Number(a.viewer === 'vitessce') - Number(b.viewer === 'vitessce'));
  try {
    let count = 0;
    const done = ({ into, id }, end) => {
      into.end = end;
      if (process.env.TIMES) say(`${end.ms} ms ${id} ${end.ended}`);
      if ((count += 1) % 200 === 0) say(`${count} of ${jobs.length}`);
    };
    const plain = jobs.map(({ into: _, ...job }) => job);
    const places = new Map(plain.map((job, index) => [job, jobs[index]]));
    await runJobs(plain, { parallel: Math.min(4, availableParallelism() + 1), alone, done: (job, end) => done(places.get(job), end) });
  } finally {
    await server.close();
  }
  return Object.fromEntries(files.map((file) => [file.id, assembled(file, found.get(file.id))]));
}

function empty() {
  return { reads: [], start: [], beta: [], plain: [], offsets: [] };
}

function assembled(file, { viv, vitessce }) {
  const truth = file.unknown ? undefined : file.images;
  const verdict = judged(viv, truth);
  const other = judged(vitessce, truth);
  return {
    key: keyOf(file),
    sha256: file.sha256,
    bytes: file.bytes,
    viewers: {
      'viv@0.21': { ...verdict, ...observed(viv) },
      'avivator@0.21': avivator(verdict, viv),
      'vitessce@4.0.8': { ...other, ...observed(vitessce) },
      'vitessce@4.0.8 spatialBeta': spatialBeta(other, vitessce),
    },
    cost: { plain: steps(viv.plain), ...(file.offsets ? { offsets: steps(viv.offsets) } : {}) },
  };
}

function observed({ error, images, view, start, beta, reads, end }) {
  return { ...(error ? { error } : {}), images, view, start, ...(beta.length ? { beta } : {}), reads, ...(end.ended === 'done' ? {} : { end }) };
}

/** The steps of a trace; those after a failure or a hang are missing. */
function steps(trace) {
  const ranges = (requests) => requests.map(({ start, end, round, bytes, status }) => ({ start, end, round, bytes, ...(status === 206 ? {} : { status }) }));
  return trace.map(({ name, requests, error }) => ({
    step: name,
    requests: requests.length,
    bytes: requests.reduce((sum, { bytes }) => sum + bytes, 0),
    rounds: requests.length ? Math.max(...requests.map(({ round }) => round)) + 1 : 0,
    ranges: ranges(requests),
    ...(error ? { error } : {}),
  }));
}
