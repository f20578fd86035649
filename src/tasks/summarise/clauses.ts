/** Cuts from a sentence what it can spare without saying anything else: openers, asides and trailing clauses. */

/** A part of a sentence that stays; offsets into the sentence. */
export interface Part {
  readonly start: number;
  readonly end: number;
}

/** Words that turn or bound a statement: a clause with one of them is never cut away. */
const TURNS_MEANING =
  /\b(?:not|no|never|none|nobody|nothing|neither|nor|cannot|without|except|unless|until|only|if|whether|but|although|though|however|instead|otherwise|provided|before|after|might|may|maybe|perhaps|unlikely|should|must|nicht|kein\w*|nur|aber|falls|wenn|niet|geen|alleen|maar|als|pas|ne|sauf|mais|si|no|sin|pero|solo)\b|n['’]t\b/iu;

const OPENER =
  /^(?:(?:also|and|but|so|then|well|anyway|btw|by the way|oh|ok|okay|fyi|ps|p\.s\.|plus|lastly|finally|actually|basically|other thing|another thing|one more thing|one thing|main thing|good news|short version|as (?:promised|discussed|agreed|mentioned|you know|ever)|just (?:so you (?:have it|know)|a (?:quick )?(?:note|reminder|heads-up)(?: that)?|to let you know(?: that)?)|i (?:just )?(?:wanted|want|would like|am writing|write) to (?:let you know|inform you|say|tell you)(?: that)?|this is to (?:inform|let) you (?:know )?(?:that )?|please (?:note|be aware) that|we are pleased to (?:inform|tell) you that|and could you|noticed)\b(?:\s*[,:–-]|(?=\s))\s*|@)/iu;

/** Where a clause begins that may be spared, with its subject so that what is left stays whole. */
const TRAILING =
  /(?:,|\s[–-]|;)?\s(?=(?:so (?:that )?|because |since |as |which |where |while |and |who )(?:i|we|you|he|she|it|they|this|that|the|my|our|your|his|her|their|is|are|was|were|has|have|will|can)\b)|;\s|\s[–-]\s/giu;

const ASIDE = /\s?\([^()]{1,120}\)/gu;

/** The whole sentence without its opener, as far as it has one; null when there is nothing to cut. */
export function withoutOpener(text: string, recipientNames: readonly string[]): Part | null {
  let start = 0;
  for (;;) {
    const rest = text.slice(start);
    const opener = OPENER.exec(rest)?.[0].length ?? addressLength(rest, recipientNames);
    if (opener === 0 || opener >= rest.length - 12) break;
    start += opener;
  }
  return start === 0 ? null : { start, end: text.length };
}

/** Length of "Dana," or "Dana:" before the sentence proper. */
function addressLength(text: string, names: readonly string[]): number {
  const match = /^@?(\p{Lu}[\p{L}'’-]+)\s*(?:[,:]|\s[–-])\s+/u.exec(text);
  return match && names.includes((match[1] ?? '').toLowerCase()) ? match[0].length : 0;
}

/** Asides in brackets that hold no specific and turn nothing, as ranges to leave out. */
export function spareAsides(text: string, holdsFact: (part: Part) => boolean): Part[] {
  return [...text.matchAll(ASIDE)]
    .map((match) => ({ start: match.index, end: match.index + match[0].length }))
    .filter((part) => !holdsFact(part) && !TURNS_MEANING.test(text.slice(part.start, part.end)));
}

/** Places where the sentence may end early. A question is never cut, and neither is a clause that turns the meaning. */
export function earlyEnds(text: string, holdsFact: (part: Part) => boolean): number[] {
  if (/\?["'”’)]*$/u.test(text)) return [];
  const ends: number[] = [];
  for (const match of text.matchAll(TRAILING)) {
    const tail = text.slice(match.index + match[0].length);
    const head = text.slice(0, match.index);
    const mark = /^(?:;|\s[–-])\s$/u.test(match[0]);
    if (mark && holdsFact({ start: match.index, end: text.length })) continue;
    if (head.length < 20 || tail.length < 8 || TURNS_MEANING.test(tail)) continue;
    // "as far as", "as soon as": one expression.
    if (/\b(?:as|so)\s\w+$/iu.test(head)) continue;
    if (head.lastIndexOf('(') > head.lastIndexOf(')')) continue;
    if ((head.match(/["“”]/gu)?.length ?? 0) % 2 === 1) continue;
    // "Either … and …", "if …, so …": the head leans on the tail.
    if (/^(?:if|when|either|both|since|because|as|while|although|though|between)\b/iu.test(head)) continue;
    if (/\b(?:between|both|either|whether)\b[^,;]*$/iu.test(head)) continue;
    ends.push(match.index);
  }
  return ends;
}

/** Marks between clauses; a comma counts where a statement with a subject of its own follows. */
const CLAUSE_MARK =
  /[;:](?=\s)\s(?:(?:and|but|so)\s)?|\s[–-]\s|,\s(?:(?:and|so)\s)?(?=(?:I|we|you|he|she|they|it|there|the|this|that|these|your|our|my|his|her|their|please|can|could|would)\b['’]?)/giu;
/** Where a statement may end: at any mark but between a date and its time, and before an aside that closes the sentence. */
const END_MARK = /[,;:](?=\s)(?!\s[\d€$£])|\s[–-](?=\s)|\s(?=\([^()]*\)[.!]?$)/gu;
const ENGLISH = /\b(?:the|and|of|to|for|is|are|was|with|from|by|on|at|it|we|you|I)\b/u;
/** Signs of a verb; a short stretch of a sentence that has one must keep one. */
const VERB =
  /\b(?:is|are|was|were|be|am|has|have|had|will|would|can|could|do|does|did|needs?|wants?|please|gets?|got|goes|comes|takes?|made|sent|said|says|\p{Ll}{2,}ed|closes|opens|starts|runs|ends)\b|\b(?:I|we|you|he|she|it|they|who)\s\p{Ll}|['’](?:s|re|ve|ll|m|d)\s/iu;
const SURELY_STATES = 5;
/** Words after which a statement waits for its other half. */
const LEANS =
  /^(?:if|when|either|both|since|because|as|while|although|though|between|for|in|on|at|from|after|before|until|with|of|to|the following)\b/iu;
/** A comma inside a list of names, months or figures, such as "July, August and September": a list that is cut short tells something else. */
const LISTED_BEFORE = /(?:^|\s)[\p{Lu}\d][^\s,;]*$/u;
const LISTED_AFTER =
  /^,\s(?:(?:and|or|und|oder|y|o)\s)?(?!I\b)[\p{Lu}\d][^\s,;]*(?:\s[^\s,;]+)?(?:,|\s(?:and|or|und|oder|y|o)\s|[.!;]|$)/u;
const SHORTEST_CLAUSE = 20;

/** Stretches of a sentence that state something by themselves, where what is left out turns no meaning. The whole sentence is not among them. */
export function clausesOf(text: string): Part[] {
  // Where the clauses of another language begin and end is beyond these marks.
  if (!ENGLISH.test(text)) return [];
  const outsideBrackets = (at: number) => text.lastIndexOf('(', at) <= text.lastIndexOf(')', at);
  const outsideQuotes = (at: number) => (text.slice(0, at).match(/["“”]/gu)?.length ?? 0) % 2 === 0;
  const clear = (at: number) => outsideBrackets(at) && outsideQuotes(at);
  const starts = [...text.matchAll(CLAUSE_MARK)]
    .filter((match) => clear(match.index) && !TURNS_MEANING.test(text.slice(0, match.index)))
    .map((match) => match.index + match[0].length);
  const asks = /\?["'”’)]*$/u.test(text);
  const ends = asks
    ? []
    : [...text.matchAll(END_MARK)]
        .map((match) => match.index)
        .filter((end) => clear(end - 1) && !TURNS_MEANING.test(text.slice(end)))
        .filter((end) => !(LISTED_BEFORE.test(text.slice(0, end)) && LISTED_AFTER.test(text.slice(end))));
  return [0, ...starts].flatMap((start) =>
    [...ends, text.length]
      .filter((end) => end - start >= SHORTEST_CLAUSE && end - start < text.length)
      .filter((end) => end === text.length || !LEANS.test(text.slice(start, end)))
      .filter((end) => !VERB.test(text) || states(text.slice(start, end)))
      .map((end) => ({ start, end })),
  );
}

function states(part: string): boolean {
  return VERB.test(part) || part.split(/\s+/u).length >= SURELY_STATES;
}
