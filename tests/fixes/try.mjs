// One fix, run as it is printed: the finding has to be gone, no other worse, and the pixels as before or as the fix says.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../../scripts/lib/run.mjs';
import { EDITS } from './edits.mjs';
import { bin, environment, NOT_HERE } from './tools.mjs';

/** Viewers that are judged for only where they are asked for, by the rules that are about them. */
const ASKED = { 'store/consolidated-stale': 'vitessce-autoconfig@4.0.8', 'store/not-consolidated': 'vitessce-autoconfig@4.0.8' };
const EDIT = '# edit ome.xml, then:';
const EFFECTS = ['note', 'slow', 'wrong', 'fails'];
const MINUTES = 3;

/** Rules whose fix writes the samples as another type: they are compared in that type. */
const AS = { 'pixels/type': 'float32', 'ome-xml/type': 'float32' };
/** JPEG is decoded a little differently by each program. */
const LOSSY = 12;

/** Tries the fix of a rule on a copy of a file or store in `work`. What came of it, in one word and one sentence. */
export function tryFix(rule, sample, work, before = reportOf(sample.path, rule)) {
  const finding = before?.findings.find((one) => one.rule === rule);
  if (finding === undefined) return { result: 'not-found', says: 'the command line does not find it here' };
  const { command = '', text } = finding.fix;
  if (command === '') return { result: 'words', says: text };
  const missing = NOT_HERE.find((program) => command.includes(program));
  if (missing) return { result: 'unproven', command, says: `${missing} is on no package registry` };
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const path = join(work, sample.inside ?? sample.file);
  cpSync(sample.from ?? sample.path, join(work, sample.file), { recursive: true });
  for (const beside of sample.beside ?? []) cpSync(beside.path, join(work, beside.name));
  const names = new Set(readdirSync(work));
  const ran = runFix(rule, command, dirname(path), finding, before);
  if (ran !== undefined) return { result: 'fails', command, says: ran };
  const after = resultOf(rule, work, path, names);
  if (after === undefined) return { result: 'fails', command, says: 'the command leaves no file' };
  return { command, ...judge(rule, path, after, before, finding) };
}

export function reportOf(path, rule) {
  const asked = ASKED[rule] ? ['--viewer', ASKED[rule]] : [];
  const { stdout } = spawnSync('omescope', ['check', path, ...asked, '--format', 'json', '--fail-on', 'never'], { cwd: root, env: environment(), encoding: 'utf8', maxBuffer: 1 << 28 });
  try {
    const report = JSON.parse(stdout);
    return report.findings === undefined ? undefined : report;
  } catch {
    return undefined;
  }
}

/** Runs it, with what a person does in between; why it cannot be run, or nothing. */
function runFix(rule, command, folder, finding, before) {
  const parts = command.split(EDIT);
  for (const [number, part] of parts.entries()) {
    const { status, stderr, stdout, error } = spawnSync('sh', ['-e', '-c', part], { cwd: folder, env: environment(), encoding: 'utf8', timeout: MINUTES * 60_000, stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 26 });
    if (status !== 0) return lastLine(`${stdout}\n${stderr}\n${error?.message ?? ''}`);
    if (number + 1 < parts.length) {
      const xml = join(folder, 'ome.xml');
      if (!(rule in EDITS)) return 'nobody says what to edit';
      writeFileSync(xml, EDITS[rule](readFileSync(xml, 'utf8'), finding, before));
    }
  }
  rmSync(join(folder, 'ome.xml'), { force: true });
  return undefined;
}

const lastLine = (text) => text.trim().split('\n').filter(Boolean).at(-1)?.slice(0, 200) ?? 'it ends with an error';

/** The file or store that a fix leaves: a new one, or the one that was there. */
function resultOf(rule, work, path, names) {
  const made = readdirSync(work).filter((name) => !names.has(name) && /\.(tiff?|zip|zarr|ozx)$/.test(name));
  return made.length > 0 ? join(work, made[0]) : existsSync(path) ? path : undefined;
}

function judge(rule, path, after, before, finding) {
  const report = reportOf(after, rule);
  if (report === undefined) return { result: 'fails', says: 'what the command leaves cannot be read' };
  const left = report.findings.find((one) => one.rule === rule && effectsOf(one).some(([viewer, effect]) => effect >= (new Map(effectsOf(finding)).get(viewer) ?? 0)));
  if (left) return { result: 'does-not-mend', says: `still found: ${left.title}` };
  const worse = report.findings.filter((one) => isWorse(one, before));
  const bad = worse.find((one) => EFFECTS.indexOf(one.effect) > 0);
  if (bad) return { result: 'makes-worse', says: `${bad.rule} (${bad.effect}): ${bad.title}` };
  const pixels = /\.tiff?$/i.test(after) && existsSync(path) ? samePixels(rule, path, after, before) : 'same';
  if (pixels !== 'same') return { result: 'changes-pixels', says: pixels };
  const notes = worse.map((one) => one.rule);
  return { result: 'mends', says: notes.length > 0 ? `new notes: ${notes.join(', ')}` : '' };
}

const effectsOf = (finding) => finding.viewers.map(({ viewer, effect }) => [viewer, EFFECTS.indexOf(effect)]);

function isWorse(finding, before) {
  const old = new Map((before.findings.find((one) => one.rule === finding.rule)?.viewers ?? []).map(({ viewer, effect }) => [viewer, EFFECTS.indexOf(effect)]));
  return effectsOf(finding).some(([viewer, effect]) => effect > (old.get(viewer) ?? -1));
}

function samePixels(rule, path, after, before) {
  if (path === after) return 'same';
  const lossy = before.facts?.images?.some(({ levels }) => levels.some(({ compression }) => /jpe?g/i.test(compression.name)));
  const { stdout, stderr } = spawnSync(join(bin, 'python3'), [join(root, 'tests', 'fixes', 'pixels.py'), path, after, String(lossy ? LOSSY : 0), AS[rule] ?? 'float64'], { encoding: 'utf8', env: environment() });
  return stdout.trim() || lastLine(stderr);
}

/** What stands beside a file, as viewers would find it. */
export function besideOf(path) {
  const stem = path.replace(/\.ome\.tiff?$/i, '');
  const offsets = `${stem}.offsets.json`;
  return existsSync(offsets) && statSync(offsets).isFile() ? [{ path: offsets, name: offsets.slice(dirname(offsets).length + 1) }] : [];
}
