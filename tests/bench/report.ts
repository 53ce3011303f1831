/** The measurements as tables: all of them, and those that a goal is set for. */
import type { Times } from './measure.js';
import { GOALS, PREDICTOR } from './goals.js';
import { printTable } from './table.js';
import type { Tile } from './tiles.js';

type Results = ReadonlyMap<Tile, Times>;

const CHROMIUM = ['omescope', 'geotiff.js 3.0.5', 'geotiff.js 2.1.3', 'DecompressionStream', 'createImageBitmap + getImageData', 'lerc 4.2.0', 'zstddec 0.3.4', '@developmentseed/lzw 0.2.2'];

function speed(tile: Tile, time: number | string | undefined): string {
  return typeof time === 'number' && Number.isFinite(time) ? String(Math.round(tile.samples.length / time / 1000)) : typeof time === 'string' ? 'no' : '';
}

/** How often as fast as another one, or not a number. */
function times(results: Times, name: string, other: string): number {
  const [own, others] = [results[name], results[other]];
  return typeof own === 'number' && typeof others === 'number' ? others / own : NaN;
}

export function speedTables(results: Results): void {
  for (const [where, suffix] of [['Chromium', ''], ['Node.js', ', Node.js']] as const) {
    const names = CHROMIUM.filter((name) => [...results.values()].some((one) => `${name}${suffix}` in one));
    const rows = [...results].map(([tile, one]) => [
      tile.name,
      ...names.map((name) => speed(tile, one[`${name}${suffix}`])),
      speed(tile, one['native']),
      ...[CHROMIUM[1] ?? '', 'native'].map((other) => times(one, `omescope${suffix}`, other === 'native' ? other : `${other}${suffix}`)).map(ratio),
    ]);
    printTable(`Tiles in ${where}, MB/s of samples; "no": does not decode it, or to wrong pixels`, ['tile', ...names, 'native', 'x geotiff.js 3.0.5', 'of native'], rows);
  }
  const wrong = [...results].flatMap(([tile, one]) => Object.entries(one).flatMap(([name, time]) => (typeof time === 'string' ? [`${tile.name}: ${name}: ${time}`] : [])));
  if (wrong.length > 0) console.log(`\nNot timed:\n${wrong.map((line) => `  ${line}`).join('\n')}`);
}

function ratio(value: number): string {
  return Number.isNaN(value) ? '' : value >= 10 ? value.toFixed(0) : value.toFixed(2);
}

/** What predictors cost beyond the copies of a tile that is stored as it is. */
export function predictorTable(results: Results): void {
  const all = [...results];
  const rows = all.flatMap(([tile, one]) => {
    const [, number, rest] = /^none predictor (\d), (.*)$/.exec(tile.name) ?? [];
    const [, plain] = all.find(([{ name }]) => name === `none, ${rest}`) ?? [];
    if (number === undefined || plain === undefined) return [];
    const cost = (suffix: string): number => Number(one[`omescope${suffix}`]) - Number(plain[`omescope${suffix}`]);
    const [, deflate] = all.find(([{ name }]) => name === `Deflate predictor ${number}, ${rest}`) ?? [];
    const part = deflate === undefined ? NaN : cost('') / Number(deflate['omescope']);
    const bytes = tile.samples.length / cost('') * 1000;
    const met = bytes >= PREDICTOR.speed && !(part > PREDICTOR.part);
    return [[`${number}, ${rest}`, (bytes / 1e9).toFixed(1), ((tile.samples.length / cost(', Node.js')) / 1e6).toFixed(1), Number.isNaN(part) ? '' : `${(part * 100).toFixed(1)} %`, met ? 'met' : 'missed']];
  });
  if (rows.length > 0) printTable('Predictors alone', ['predictor', 'GB/s in Chromium', 'GB/s in Node.js', 'of a Deflate tile', `goal: ${PREDICTOR.speed / 1e9} GB/s, ${PREDICTOR.part * 100} %`], rows);
}

export function goalTable(results: Results): void {
  const rows = [...results].flatMap(([tile, one]) => {
    const goal = GOALS[tile.name.replace(/, 512$/, '')];
    if (goal === undefined) return [];
    const claims: [string, number, number][] = [];
    if (goal.geotiff !== undefined) claims.push(['x geotiff.js 3.0.5', times(one, 'omescope', 'geotiff.js 3.0.5'), goal.geotiff]);
    if (goal.other !== undefined) claims.push([`x ${goal.other[0]}`, times(one, 'omescope', goal.other[0]), goal.other[1]]);
    if (goal.native !== undefined) claims.push(['of native', times(one, 'omescope', 'native'), goal.native]);
    return claims.map(([what, found, wanted]) => [tile.name, what, ratio(found), String(wanted), Number.isNaN(found) ? 'not measured' : found >= wanted ? 'met' : 'missed']);
  });
  printTable('Goals, in Chromium', ['tile', 'measure', 'found', 'goal', ''], rows);
}
