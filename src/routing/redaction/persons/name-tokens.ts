/** A word that may be part of a name, or an initial ("J.C."); offsets into the text. */
export interface NameToken {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly isInitial: boolean;
  /** A small word that stands inside names: "de", "van der". */
  readonly isParticle: boolean;
}

/** Words side by side on one line, the first and last no particles. */
export type NameRun = readonly NameToken[];

const PARTICLE =
  "(?:de|del|della|dei|den|der|des|di|da|das|do|dos|du|la|le|van|von|vom|zu|zur|ter|ten|'t|af|av|bin|ibn|ben|el|al|y|e|d['’])";
const WORD = String.raw`(?:(?:\p{Lu}\.-?){1,4}(?!\p{L})|(?:[OD]['’]|Mc|Mac)?\p{Lu}[\p{L}\p{M}]{0,60}(?:['’](?!s(?!\p{L}))\p{L}[\p{L}\p{M}]{0,60})?(?:-\p{Lu}[\p{L}\p{M}]{0,60}){0,2})`;
const TOKEN = new RegExp(
  String.raw`(?<![\p{L}\p{M}\p{N}_./-]|[\p{L}\p{N}._-]@)(?:${WORD}|${PARTICLE}(?= ))(?![\p{N}_@]|\.\p{L}{2})`,
  'gu',
);
const IS_PARTICLE = new RegExp(`^${PARTICLE}$`, 'u');

/** The runs of capitalised words of a text. */
export function findNameRuns(text: string): NameRun[] {
  const runs: NameToken[][] = [];
  let run: NameToken[] = [];
  const finish = (): void => {
    while (run.at(-1)?.isParticle) run.pop();
    while (run[0]?.isParticle) run.shift();
    if (run.length > 0) runs.push(run);
    run = [];
  };
  for (const match of text.matchAll(TOKEN)) {
    const [word] = match;
    const token: NameToken = {
      text: word,
      start: match.index,
      end: match.index + word.length,
      isInitial: /\.$/.test(word),
      isParticle: IS_PARTICLE.test(word),
    };
    const last = run.at(-1);
    const between = last ? text.slice(last.end, token.start) : '';
    if (last && !(between === ' ' || between === '\u00A0' || (between === '' && last.isInitial))) finish();
    run.push(token);
  }
  finish();
  return runs;
}
