/** Words that somebody may have meant. */

/** ` Did you mean "x"?` where one of these is like the word, else nothing. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const meant = similar(word, known)[0];
  return meant === undefined ? '' : ` Did you mean ${meant}?`;
}

/** Known words that are like this one, the likest first; none where all are too different. */
export function similar(word: string, known: Iterable<string>): string[] {
  const given = word.toLowerCase();
  if (given === '' || given.length > 64) return [];
  const rated = [...known].map((name) => ({ name, far: distanceOf(given, name.toLowerCase()) }));
  // A slip for every three letters; more, and anything is like anything.
  return rated.filter(({ name, far }) => far <= Math.max(1, Math.floor(Math.min(given.length, name.length) / 3))).sort((a, b) => a.far - b.far).map(({ name }) => name);
}

/** What was only begun (`viv` for `viv@0.21`) is half a slip; else the letters that are missing, too many, other or swapped. */
function distanceOf(given: string, name: string): number {
  if (given === name) return 0;
  return given.length >= 2 && name.startsWith(given) ? 0.5 : slips(given, name);
}

/** The distance of Damerau and Levenshtein, each place being changed once at most. */
function slips(one: string, other: string): number {
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let at = 1; at <= one.length; at += 1) {
    const row = [at];
    for (let to = 1; to <= other.length; to += 1) {
      const same = one[at - 1] === other[to - 1];
      const swapped = at > 1 && to > 1 && one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1];
      row.push(Math.min((last[to] ?? 0) + 1, (row[to - 1] ?? 0) + 1, (last[to - 1] ?? 0) + (same ? 0 : 1), swapped ? (before[to - 2] ?? 0) + 1 : Infinity));
    }
    [before, last] = [last, row];
  }
  return last[other.length] ?? 0;
}
