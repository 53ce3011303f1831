// Finding a way to compile Rust to wasm32, on a developer's machine and on a bare Debian.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { attempt, output, root, run, say } from './run.mjs';

const TARGET = 'wasm32-unknown-unknown';
const REMEMBER = 'target/.wasm-by-debian';
// Paths of the machine do not belong into the module; panics would name them.
const CARGO_HOME = process.env.CARGO_HOME ?? join(homedir(), '.cargo');
// With the newer scheme of names `npm run size` knows what generic code was made for; what is shipped has no names.
const FLAGS = ['-Ctarget-feature=+simd128', '-Csymbol-mangling-version=v0', `--remap-path-prefix=${CARGO_HOME}=cargo`, `--remap-path-prefix=${root}=`];
const DEBIAN = ['rustc-web', 'cargo-web', 'rust-web-src'];

function hasTarget() {
  const libraries = output('rustc', ['--print', 'target-libdir', '--target', TARGET]);
  return libraries !== undefined && existsSync(libraries) && readdirSync(libraries).some((name) => name.startsWith('libcore-'));
}

function rustup() {
  return { name: 'the installed target', cargo: 'cargo', args: [], env: { CARGO_ENCODED_RUSTFLAGS: FLAGS.join('\x1f') } };
}

/** `rust-lld` of the toolchain on PATH, else Debian's own lld. */
function linker() {
  const sysroot = output('rustc', ['--print', 'sysroot']);
  const host = output('rustc', ['-vV'])?.match(/^host: (.*)$/m)?.[1];
  const bundled = sysroot && host && join(sysroot, 'lib', 'rustlib', host, 'bin', 'rust-lld');
  if (bundled && existsSync(bundled)) return { path: bundled, flavor: ['-Clinker-flavor=wasm-ld'] };
  const debian = readdirSync('/usr/bin').filter((name) => /^wasm-ld(-\d+)?$/.test(name)).sort().at(-1);
  return debian && { path: join('/usr/bin', debian), flavor: ['-Clinker-flavor=wasm-ld'] };
}

function debian() {
  const [cargo, rustc] = ['/usr/bin/cargo', '/usr/bin/rustc'];
  if (!existsSync(cargo) || !existsSync(rustc)) return undefined;
  // The source of the standard library lies where Debian's rustc looks for it.
  const source = join(output(rustc, ['--print', 'sysroot']) ?? '/usr', 'lib', 'rustlib', 'src', 'rust', 'library', 'std');
  const lld = linker();
  if (!existsSync(source) || !lld) return undefined;
  return {
    name: "Debian's cargo, building the standard library",
    cargo,
    args: ['-Zbuild-std=std,panic_abort'],
    env: {
      RUSTC: rustc,
      RUSTC_BOOTSTRAP: '1',
      CARGO_ENCODED_RUSTFLAGS: [...FLAGS, ...lld.flavor].join('\x1f'),
      CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER: lld.path,
    },
  };
}

async function installDebian() {
  const apt = ['-y', '-qq', '-o', 'Dpkg::Use-Pty=0'];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const command = (args) => [...sudo, 'apt-get', ...apt, ...args];
  const first = command(['update']);
  const second = command(['install', '--no-install-recommends', ...DEBIAN]);
  await run(first[0], first.slice(1), { env });
  await run(second[0], second.slice(1), { env });
}

/**
 * How to call cargo so that it looks at what is built for wasm32 alone: the arguments that name it, and the environment; nothing where
 * the target is not among those of the compiler on PATH, whose clippy this is for.
 */
export function wasmForLint() {
  return hasTarget() ? { args: ['--package', 'omescope', '--lib', '--target', TARGET], env: { ...process.env, ...rustup().env } } : undefined;
}

/**
 * How to call cargo so that it builds for wasm32: `{ name, cargo, args, env }`. Says which way it took.
 *
 * 1. The target is installed. 2. `rustup target add`, for at most 60 s. 3. Debian's compiler with the library's
 * source. 4. An error that names these ways. `OMESCOPE_WASM=debian` goes straight to the third.
 */
export async function wasmToolchain() {
  const tried = [];
  if (hasTarget() && process.env.OMESCOPE_WASM !== 'debian') return found(rustup());
  tried.push(`${TARGET} is not among the targets of the Rust compiler on PATH`);

  // Where rustup could not help once, it is not asked again: offline that would cost a minute at each build.
  const remembered = existsSync(join(root, REMEMBER)) || process.env.OMESCOPE_WASM === 'debian' ? debian() : undefined;
  if (remembered) return found(remembered);
  const installed = output('rustup', ['--version'], { stdio: ['ignore', 'pipe', 'ignore'] }) !== undefined;
  if (process.env.OMESCOPE_WASM === 'debian') {
    tried.push('OMESCOPE_WASM=debian: rustup was not asked');
  } else if (installed) {
    say(`adding the Rust target ${TARGET} (up to 60 s)`);
    const added = attempt('rustup', ['target', 'add', TARGET], { timeout: 60_000 });
    if (added.ok && hasTarget()) return found(rustup());
    tried.push(`rustup target add ${TARGET}: ${added.text.split('\n').at(-1)}`);
  } else {
    tried.push('rustup is not installed');
  }

  const ready = debian();
  if (ready) return remember(ready);
  if (existsSync('/usr/bin/apt-get')) {
    say(`installing ${DEBIAN.join(', ')} by apt-get`);
    try {
      await installDebian();
    } catch (error) {
      tried.push(error.message);
    }
    const now = debian();
    if (now) return remember(now);
    tried.push(`apt-get install ${DEBIAN.join(' ')}: no compiler with its library source came of it`);
  } else {
    tried.push('this is not a Debian or Ubuntu with apt-get');
  }
  throw new Error(
    `Rust cannot compile to WebAssembly here:\n${tried.map((line) => `  - ${line}`).join('\n')}\n` +
      `One of these mends it:\n  rustup target add ${TARGET}\n` +
      `  apt-get install --no-install-recommends ${DEBIAN.join(' ')}   (Debian 12 or newer, beside a Rust from rustup)`,
  );
}

function remember(toolchain) {
  mkdirSync(join(root, 'target'), { recursive: true });
  writeFileSync(join(root, REMEMBER), '');
  return found(toolchain);
}

function found(toolchain) {
  say(`compiling to WebAssembly with ${toolchain.name}`);
  return toolchain;
}

export { TARGET };
