import { capitalise, startLower } from './letter-case';
import { swapPerspective } from './perspective';
import { affirmed, readInversion } from './statement';
import { baseOfThirdPerson, isBaseVerb, isParticiple } from './verb-forms';

/** The kind of blank that answers for a noun or a question word: `[date]`, `[number]`, else `[your answer]`. */
export function blankFor(text: string): string {
  for (const [pattern, blank] of BLANK_BY_WORD) if (pattern.test(text)) return blank;
  return '[your answer]';
}

const BLANK_BY_WORD: readonly (readonly [RegExp, string])[] = [
  [/^(?:from\s+|at\s+|until\s+|by\s+)?what\s+time\b|^time\b/iu, '[time]'],
  [/^(?:which\s+(?:day|date|week|month)|what\s+(?:date|day)|when)\b/iu, '[date]'],
  [/^how\s+long\b/iu, '[how long]'],
  [/^(?:how\s+many|how\s+often)\b/iu, '[number]'],
  [
    /^how\s+much\b|^what\b.*\b(?<!\b(?:on|of)\s)(?:costs?|charge|price|fee|minimum spend|owing|come to)\b/iu,
    '[amount]',
  ],
  [/^(?:who|whom)\b/iu, '[name]'],
  [/^where\b/iu, '[place]'],
  [/^which\b/iu, '[your choice]'],
];

const BLANK_BY_NOUN: readonly (readonly [RegExp, string])[] = [
  [/\b(?:fees?|costs?|prices?|rates?|spend|charges?|budget|total|deposit)$/iu, '[amount]'],
  [/\b(?:number|numbers|share|width|height|size|length|count|figures?|percentage)$/iu, '[number]'],
  [/\b(?:date|deadline|day)$/iu, '[date]'],
  [/\btime$/iu, '[time]'],
  [/\bnames$/iu, '[names]'],
  [/\bname(?:\s+and\s+\p{L}+)?$/iu, '[name]'],
  [/\baddress$/iu, '[address]'],
];

const AUXILIARY =
  'can|could|would|will|may|might|shall|should|must|is|are|was|were|am|have|has|had|do|does|did';
const NOUN_PHRASE = /^(?:the|your|my|our|his|her|its|their|this|that|these|those|it|there)\b/iu;

/** The blank that a noun phrase is answered with, by its head: "the width of the gate" is a number. */
export function blankForNoun(phrase: string): string {
  const head =
    phrase
      .replace(/[?.!]+$/u, '')
      .split(
        /\s+(?:of|for|in|on|at|per|from|with|by|until|before|who|which|that|you|i|we|to|and)(?:['’]\p{L}+)?\s/iu,
      )[0] ?? '';
  for (const [pattern, blank] of BLANK_BY_NOUN) if (pattern.test(head)) return blank;
  return '[your answer]';
}

/**
 * A question with a question word as a sentence with a blank in the place of its answer: "when will they be ready" is "They will be ready on [date]". Null where no
 * such sentence can be built with confidence.
 */
export function openSentence(question: string): string | null {
  const text = question.replace(/,?\s+(?:roughly|actually|exactly|approximately)(?=\s|$)/giu, '').trim();
  return (
    bareQuestion(text) ??
    aboutSubject(text) ??
    aboutNoun(text) ??
    aboutPreference(text) ??
    aboutTimeOrReason(text) ??
    aboutCost(text)
  );
}

/** "From what time?", "How many?", "Which one?" */
function bareQuestion(text: string): string | null {
  if (
    /^(?:(?:from|until|till|to|by|at|since|on|and)\s+(?:what\s+time|when|(?:what|which)\s+(?:date|day))\s*)+$/iu.test(
      text,
    )
  )
    return capitalise(
      text
        .toLowerCase()
        .replace(/what\s+time/gu, '[time]')
        .replace(/when|(?:what|which)\s+(?:date|day)/gu, '[date]'),
    );
  if (/^(?:and\s+)?which(?:\s+ones?)?$/iu.test(text)) return '[Your choice]';
  if (/^when$/iu.test(text)) return 'On [date]';
  const many = /^how\s+many\s+(?<noun>\p{L}+)$/iu.exec(text)?.groups?.['noun'];
  return many === undefined ? null : `[Number] ${many}`;
}

/** The question word is the subject: "who joins from my side", "which of these works for you". */
function aboutSubject(text: string): string | null {
  const question = text.replace(/,\s+(?:[^,]*\bor\b|you\b|me\b).*$/iu, '');
  const { asked, verb, rest } =
    /^(?<asked>who|which(?:\s+ones?|\s+of\s+(?:these|those|them|the\s+\p{L}+)|\s+(?!is\b)\p{L}+)?|how\s+many\s+(?!you\b|i\b|we\b|they\b|of\b)\p{L}+)\s+(?<verb>\p{L}+)\b\s*(?<rest>.*)$/iu.exec(
      question,
    )?.groups ?? {};
  if (asked === undefined || verb === undefined || rest === undefined) return null;
  const isMany = /^how/iu.test(asked);
  const form = verb.toLowerCase();
  const isFinite = isMany
    ? isBaseVerb(form)
    : /^(?:can|could|will|would|should)$/u.test(form)
      ? isBaseVerb(rest.split(' ')[0] ?? '')
      : baseOfThirdPerson(form) !== null;
  // "Which is right?", but not "which is the fee that …".
  const isRight =
    /^is$/iu.test(form) &&
    !/\band\b/iu.test(rest) &&
    /^(?:right|correct|better|best|cheaper|yours)\b/iu.test(rest);
  // "Who is paying for the potatoes".
  const isDoing =
    /^who$/iu.test(asked) && /^(?:is|was)$/iu.test(form) && isParticiple(rest.split(' ')[0] ?? '');
  if (!isFinite && !isRight && !isDoing) return null;
  const blank = isMany
    ? `[number] ${asked.replace(/^how\s+many\s+/iu, '')}`
    : blankFor(asked) === '[date]'
      ? '[date]'
      : /^who/iu.test(asked)
        ? '[name]'
        : '[your choice]';
  const best = /^(?:works|suits)$/u.test(form) && !isMany ? ' best' : '';
  const ending =
    best !== '' && form === 'suits'
      ? `suits ${swapObject(rest)}${best}`
      : `${verb}${best} ${swapPerspective(rest)}`;
  return capitalise(`${capitaliseBlank(blank)} ${ending}`.trim().replace(/ (?:of|for) I\b/u, ' for me'));
}

function swapObject(rest: string): string {
  return swapPerspective(`to ${rest}`).replace(/^to\s+/u, '');
}

/** "What is his fee for that" is "His fee for that is [amount]". */
function aboutNoun(text: string): string | null {
  const { asked, be, noun } =
    /^(?<asked>what|where|how\s+(?:much|high|big|wide|long))(?<be>['’]s|\s+(?:is|are))\s+(?<noun>.+)$/iu.exec(
      text,
    )?.groups ?? {};
  if (asked === undefined || be === undefined || noun === undefined || !NOUN_PHRASE.test(noun)) return null;
  if (
    /^(?:it|there|this|that)\s+\p{L}+/iu.test(noun) ||
    /\b(?:for|to|about|with|from|on)$|\b\p{L}{3,}ing\b|[,;]/iu.test(noun)
  )
    return null;
  const verb = /are/iu.test(be) ? 'are' : 'is';
  const how = /^how/iu.test(asked);
  const blank = /^where/iu.test(asked)
    ? '[place]'
    : /^how\s+much/iu.test(asked)
      ? '[amount]'
      : how
        ? '[number]'
        : blankForNoun(noun);
  if (how && !/^(?:the|your|it)\b/iu.test(noun)) return null;
  return `${capitalise(swapPerspective(noun.replace(/\bplease$/iu, '').trim()))} ${verb} ${blank}`;
}

/** "Which day do you prefer" is "I prefer [date]". */
function aboutPreference(text: string): string | null {
  const { asked, verb } =
    /^(?<asked>(?:which|what)(?:\s+(?!do\b|d['’])\p{L}+)?)\s+(?:do|would|d['’])\s*you\s+(?:like|rather\s+have|(?<verb>want|prefer|take|choose|need))$/iu.exec(
      text,
    )?.groups ?? {};
  if (asked === undefined) return null;
  if (verb?.toLowerCase() === 'need' && !/^which/iu.test(asked)) return null;
  const blank = /^(?:which|what)\s+(?:day|date)/iu.test(asked) ? '[date]' : '[your choice]';
  return verb === undefined || /want/iu.test(verb)
    ? `I would like ${blank}`
    : `I ${verb.toLowerCase()} ${blank}`;
}

/** "When could we see the sketch" is "You can see the sketch on [date]"; "why is the limit 7" is "The limit is 7 because [your answer]". */
function aboutTimeOrReason(text: string): string | null {
  const { word, inverted } =
    new RegExp(
      String.raw`^(?<word>when|why|(?:at\s+)?what\s+time|who(?:m)?|how\s+long|where)\s+(?<inverted>(?:${AUXILIARY})\s+.+)$`,
      'iu',
    ).exec(text)?.groups ?? {};
  if (word === undefined || inverted === undefined) return null;
  const kind = word.toLowerCase();
  const isFuture = /^(?:do|does)\s/iu.test(inverted);
  const question =
    kind === 'why'
      ? inverted
      : isFuture
        ? inverted.replace(/^(?:do|does)\b/iu, kind === 'when' ? 'will' : 'can')
        : inverted;
  const statement = readInversion(question);
  if (
    statement === null ||
    statement.positive === 'did' ||
    statement.also !== '' ||
    /\b(?:or|and)\b/iu.test(statement.rest)
  )
    return null;
  const said = capitalise(
    affirmed({
      ...statement,
      positive: statement.positive.replace(/^should$/u, kind === 'why' ? 'should' : 'can'),
    }),
  );
  if (kind === 'why') return `${said} because [your answer]`;
  if (kind === 'when')
    return /\b(?:by|until|before|after)$/iu.test(said) ? `${said} [date]` : `${said} on [date]`;
  if (kind.endsWith('what time')) return `${said} at [time]`;
  // The blank stands for the object, so that nothing else may follow the verb.
  if (kind.startsWith('who')) return statement.rest.split(' ').length === 1 ? `${said} [name]` : null;
  if (kind === 'how long') return /\b(?:take|last|stay)$/iu.test(said) ? `${said} [how long]` : null;
  return /\b(?:go|meet|take it|bring it|send it|park|stay|come|is|are)$/iu.test(said)
    ? `${said} [place]`
    : null;
}

/** "What would it cost to have you look" is "It would cost [amount] to have me look". */
function aboutCost(text: string): string | null {
  const { aux, subject, rest } =
    /^(?:what|how\s+much)\s+(?<aux>would|will|does|do|did)\s+(?<subject>.{1,50}?)\s+cost\b\s*(?<rest>.*)$/iu.exec(
      text,
    )?.groups ?? {};
  if (aux === undefined || subject === undefined || rest === undefined) return null;
  const helper = aux.toLowerCase();
  const verb =
    helper === 'does' ? 'costs' : helper === 'do' ? 'cost' : helper === 'did' ? 'cost' : `${helper} cost`;
  const { payer, more } = /^(?<payer>me|us|you|him|her|them)\b\s*(?<more>.*)$/iu.exec(rest)?.groups ?? {};
  const paid = payer === undefined ? '[amount]' : `${swapObject(payer)} [amount]`;
  return `${capitalise(swapPerspective(subject))} ${verb} ${paid} ${swapPerspective(more ?? rest)}`.trim();
}

function capitaliseBlank(blank: string): string {
  return blank.replace(/(?<=^\[)\p{Ll}/u, (letter) => letter.toUpperCase());
}

/** "when you could see the first sketch": the question as a clause, which never fails to be English where it is not null. */
export function indirectClause(text: string): string | null {
  const inverted = new RegExp(
    String.raw`^(?<word>(?:from\s+|until\s+|by\s+|at\s+|in\s+)?(?:what|when|where|who|whom|whose|which|why|how)(?:\s+(?:much|many|long|soon|often|far|one|ones|of\s+(?:these|those|them)))?(?:\s+(?!(?:${AUXILIARY}|i|you|we|he|she|it|they|there|ought)\b)\p{L}+){0,3})\s+(?<clause>(?:${AUXILIARY})\s+.+)$`,
    'iu',
  ).exec(text)?.groups;
  if (!inverted) return null;
  // "Who is paying" asks for its own subject, and stays as it is.
  if (
    /^who$/iu.test(inverted['word'] ?? '') &&
    /^(?:is|are|was|were)\s+\p{L}+ing\b/iu.test(inverted['clause'] ?? '')
  )
    return startLower(swapPerspective(text));
  const statement = readInversion(inverted['clause'] ?? '');
  return statement === null
    ? null
    : `${startLower(swapPerspective(inverted['word'] ?? ''))} ${affirmed(statement)}`;
}
