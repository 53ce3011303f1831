// Helpers of the tables of cases.
import { Store } from '../store/store.mjs';

/** A case in both Zarr formats: `build(2)` and `build(3)`. `expect3` is of v3 where it differs. */
export function both({ id, build, expect, expect3 = expect, ...rest }) {
  return [2, 3].map((zarr) => ({ ...rest, id: `${id}-v${zarr}`, build: () => build(zarr), expect: zarr === 3 ? expect3 : expect }));
}

/** A case without its own table line for each of several things: `each(['a', 'b'], (name) => ({ ... }))`. */
export function each(values, make) {
  return values.flatMap(make);
}

/** One array `a` in a group, for what concerns Zarr alone. */
export function arrayStore(zarr, spec) {
  return new Store(zarr).group('').array('a', spec);
}

/** A matrix of distinct numbers. */
export function ramp(shape) {
  return (index) => index.reduce((at, i, d) => at * shape[d] + i, 0);
}
