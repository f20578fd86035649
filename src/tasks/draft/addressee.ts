import type { Owner } from '../../contracts/briefing';
import type { Message } from '../../contracts/message';
import { firstNameOf } from './names';

const VOCATIVE =
  /^(?:@|hi\s+|hello\s+|hey\s+|dear\s+|and\s+|,\s*)?(\p{Lu}[\p{L}'’-]+)(?:\s+(?:and|&|\/)\s+(\p{Lu}[\p{L}'’-]+))?(?:\s+\([^)]*\))?(?:\s*[,:]|\s[-–—]\s|\s+(?=(?:please|pls|can you|could you|would you)\b))/u;
/** Within a sentence: "…, and Tunde please don't send anything". */
const ASIDE = /(?:,|\band|[-–—])\s+(\p{Lu}[\p{L}'’-]+),?\s+(?:please|pls|can\s+you|could\s+you)\b/u;
const MENTION = /@(\p{Lu}[\p{L}'’-]+)/u;
/** Capitalised words that open a sentence and are no names. */
const NOT_NAMES =
  /^(?:also|do|does|did|can|could|would|will|just|any|let|and|anyway|but|first|firstly|second|secondly|third|last|lastly|finally|further|however|meanwhile|please|so|then|now|yes|no|ok|okay|thanks|thank|sorry|ps|nb|today|tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|question|questions|options|option|otherwise|instead|again|besides|moreover|alternatively|therefore|well|hi|hello|hey|dear|note|ideally|personally|honestly|money|visit|training|laptop|coffee|one|two|three|re|fyi|update|deadline|date|time|address|name|urgent|reminder|action|request|required|needed|what|when|where|who|which|how|why|if|as|for|in|on|at|to|from|of|by|with|bitte|außerdem|dann|und|aber|también|además|aussi|ook|verder)$/iu;

/**
 * Tells whether a sentence is addressed to somebody other than the owner, in a mail to several: "Kwame, please call them".
 * Holds until the sender turns to somebody else or a new paragraph begins without a name.
 */
export function createAddresseeTracker(
  message: Message,
  owner: Owner,
): (text: string, paragraph: number) => boolean {
  const own = namesOf(owner.name);
  const others = new Set(
    [...message.to, ...message.cc]
      .filter((recipient) => recipient.address !== owner.address)
      .map((recipient) => firstNameOf(recipient.name).toLowerCase())
      .filter((name) => name !== '' && !own.has(name)),
  );
  let turnedTo: { paragraph: number; isOther: boolean } | null = null;

  return (text, paragraph) => {
    const called = [
      VOCATIVE.exec(text)?.[1],
      VOCATIVE.exec(text)?.[2],
      MENTION.exec(text)?.[1],
      ASIDE.exec(text)?.[1],
    ].filter((name) => name !== undefined);
    const names = called.map((name) => name.toLowerCase()).filter((name) => !NOT_NAMES.test(name));
    if (names.some((name) => own.has(name) || name === 'all' || name === 'both'))
      turnedTo = { paragraph, isOther: false };
    else if (names.some((name) => others.has(name) || asksByName(text, name)))
      turnedTo = { paragraph, isOther: true };
    return turnedTo !== null && turnedTo.isOther && turnedTo.paragraph === paragraph;
  };
}

/** A name that no header holds counts only when a request follows it: "Owen, could you …". */
function asksByName(text: string, name: string): boolean {
  return new RegExp(
    String.raw`(?:^@?|\s)${name}\s*[,:–-]?\s*(?:please|pls|can you|could you|would you|will you)\b`,
    'iu',
  ).test(text);
}

function namesOf(name: string): ReadonlySet<string> {
  return new Set(
    name
      .toLowerCase()
      .split(/[\s,]+/u)
      .filter((part) => part.length > 1),
  );
}
