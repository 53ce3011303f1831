/** The native decoders, in a process of Python that is asked for one measurement at a time. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface Native {
  /** Versions of the libraries. */
  readonly about: string;
  /** One command and its answer; see native.py. */
  ask(command: object): Promise<{ readonly milliseconds?: number; readonly error?: string }>;
  close(): void;
}

/** Starts Python with imagecodecs, which it installs into `build/bench/python` at first; or says why there is none. */
export async function startNative(root: string, folder: string): Promise<Native | string> {
  const home = join(root, 'build', 'bench', 'python');
  const python = process.env['OMESCOPE_BENCH_PYTHON'] ?? join(home, 'bin', 'python');
  if (!existsSync(python)) {
    mkdirSync(home, { recursive: true });
    console.log('installing imagecodecs into build/bench/python');
    for (const [program, args] of [
      ['python3', ['-m', 'venv', home]],
      [python, ['-m', 'pip', 'install', '--quiet', '--requirement', join(root, 'tests', 'bench', 'requirements.txt')]],
    ] as const) {
      const { status, error, stderr } = spawnSync(program, args, { encoding: 'utf8' });
      if (status !== 0) return error?.message ?? stderr.trim().split('\n').at(-1) ?? `${program} failed`;
    }
  }
  // The goals for JPEG are set by libjpeg-turbo with SSE2, whose vectors are as long as those of WebAssembly.
  const child = spawn(python, [join(root, 'tests', 'bench', 'native.py'), folder], { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, JSIMD_FORCESSE2: '1' } });
  const waiting: ((answer: object) => void)[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.(JSON.parse(line) as object));
  const gone = new Promise<{ error: string }>((done) => {
    child.on('error', (error) => done({ error: error.message }));
    child.on('exit', (code) => done({ error: `Python ended with ${code}` }));
  });
  const ask = (command: object): Promise<{ milliseconds?: number; error?: string }> => {
    child.stdin.write(`${JSON.stringify(command)}\n`);
    return Promise.race([new Promise<object>((done) => waiting.push(done)), gone]);
  };
  const about = (await ask({ do: 'about' })) as { about?: string; versions?: Record<string, string>; error?: string };
  if (about.about === undefined) return about.error ?? 'Python does not answer';
  const versions = Object.entries(about.versions ?? {}).map(([name, version]) => `${name} ${version}`);
  return { about: `${about.about}: ${versions.join(', ')}, with SSE2 for JPEG`, ask, close: () => child.kill() };
}
