/** Which of the first 128 characters belong to a set; others never do. */
export type CharacterSet = Uint8Array;

/** The ASCII characters that the pattern matches. */
export function characterSet(pattern: RegExp): CharacterSet {
  return Uint8Array.from({ length: 128 }, (_, code) => (pattern.test(String.fromCharCode(code)) ? 1 : 0));
}

/** Where the run of characters of the set around `at` begins and ends, in UTF-16 code units; both are `at` when none stands there. */
export function runAround(text: string, at: number, set: CharacterSet): { start: number; end: number } {
  let end = at;
  while (set[text.charCodeAt(end)] === 1) end += 1;
  let start = at;
  while (end > at && set[text.charCodeAt(start - 1)] === 1) start -= 1;
  return { start, end };
}

/** The whole runs of at least `least` characters, in order: each of them covers every `least`th place of the text, so that only these are looked at. */
export function longRuns(text: string, least: number, set: CharacterSet): { start: number; end: number }[] {
  const runs: { start: number; end: number }[] = [];
  let at = least - 1;
  while (at < text.length) {
    const run = runAround(text, at, set);
    if (run.end - run.start >= least) runs.push(run);
    // The character at the end of a run is none of the set.
    at = Math.max(at, run.end) + least;
  }
  return runs;
}
