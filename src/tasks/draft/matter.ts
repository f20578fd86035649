import { isAnaphoric, opensInstruction } from './ask-cues';
import { askingPartOf, type AskingPart } from './asking-part';
import { readAdvice } from './advice';
import { askedByCondition, readBare } from './bare-ask';
import { alternatives } from './choice';
import { capitalise, startLower } from './letter-case';
import { asTo, decision, openMatter, type Matter } from './matter-forms';
import { blankFor, blankForNoun, indirectClause, openSentence } from './open-question';
import { swapPerspective } from './perspective';
import { LET_KNOW, readChoice, readOptions, readStatedChoice } from './read-choice';
import { isSound, isSoundStatement, quoted, quotedQuestion } from './sound-english';
import { readListedNeed, readNeed } from './stated-need';
import { readStatedOffer } from './stated-offer';
import { baseOfThirdPerson, isBaseVerb } from './verb-forms';
import { actionStatement, readClause, readInversion, type Statement } from './statement';

const ASKS_WHETHER =
  /\b(?:to\s+ask|asks?|asking|wonders?|wondered|wondering|wants?\s+to\s+know|(?:may|can|could)\s+(?:i|we)\s+ask)\s+(?:you\s+)?(?:,\s*\p{L}+,\s*)?(?<rest>(?:whether|if|what|when|where|who|which|how)\b.+)$/iu;
const WANT_TO_KNOW =
  /^(?:i|we)(?:\s+also)?(?:'d|’d|\s+would|\s+should)?\s+(?:\w+\s+)?(?:like|need|want|love|be\s+(?:glad|happy|grateful|interested)|wonder(?:ed)?|(?:am|are|was)\s+wondering|am\s+writing|write|wanted)\s*(?:also\s+)?(?:to\s+)?(?:know|hear|ask|learn)?\s*(?:from\s+you\s+|you\s+)?(?<rest>(?:whether|if|what|when|where|who|which|how)\b.+)$/iu;
const ABLE =
  /^(?:could|can|would|will)\s+(?:you|u)\s+(?:(?:please|also|kindly|perhaps|maybe|possibly|then|just)\s+)*be\s+(?:willing|able|available|happy|prepared)\s+to\s+(?<rest>\p{L}.+)$/iu;
const REQUEST = new RegExp(
  String.raw`^(?:(?:we|i)\s+(?:\w+\s+){0,2}(?:request|ask|beg|urge|invite)\s+(?:you\s+|that\s+you\s+)(?:to\s+)?|(?:may|can|could|might)\s+(?:i|we)\s+(?:\w+\s+)?ask\s+you\s+to\s+|(?:i|we)\s+(?:need|want|would\s+like|['’]d\s+like|expect)\s+you\s+to\s+|you\s+(?:need|have|must)\s+to\s+|(?:remember|be\s+sure|make\s+sure)\s+to\s+)(?<rest>\p{L}.+)$`,
  'iu',
);
const IMPERATIVE =
  /^(?!do\s+not\s+(?:want|need|have|like|know|think|mind|care)\b)(?!(?:i|we|you|he|she|it|they|there|this|that|these|those|the|a|an|my|our|your|his|her|their|some|any|somebody|someone|no|yes|not|in|on|at|by|for|from|with|to|of)\b)\p{L}+\s/iu;
const QUESTION_WORD =
  /^(?:(?:from|until|till|by|at|in|to|on|for|since|under|with)\s+)?(?:what|when|where|who|whom|whose|which|how|why)\b/iu;

const INVERTED = new RegExp(
  String.raw`${QUESTION_WORD.source}(?:\s+(?!(?:i|you|we|he|she|it|they|there|the|my|your|our|his|her|their|this|that)\b)\p{L}+){0,3}?\s+(?:can|could|would|will|may|might|shall|should|must|ought|is|are|was|were|am|have|has|had|do|does|did)\b`,
  'iu',
);

/** Reads the matter out of the text of an ask. */
export function matterOf(askText: string): Matter {
  // What the mail leaves open, quoted already.
  if (askText.startsWith('On “')) return topic(askText);
  const part = askingPartOf(askText);
  const chosen = readOptions(askText, part.main);
  const asked = chosen ?? readChoice(part);
  const read = asked ?? readAsked(part);
  const matter = read === null || !isSound(read) ? fallback(part) : read;
  const second =
    chosen !== null || part.second === ''
      ? null
      : matterOf(part.isQuestion ? `${part.second}?` : part.second);
  // "Col and I have talked it over and we would like …": the first half only tells.
  if (matter.kind === 'topic' && second !== null && !part.isQuestion) return second;
  return {
    ...matter,
    condition: matter.phrase === askedByCondition(part) ? '' : matter.condition || part.condition,
    context: chosen === null ? matter.context || part.context : '',
    second,
  };
}

function readAsked(part: AskingPart): Matter | null {
  const main = part.main.replace(/^to\s+know\s+/iu, '');
  const bare = readBare(part);
  if (bare !== null) return bare;
  const proposed = /^(?:i|we)\s+(?:\w+\s+)?(?:propose|suggest)\s+that\s+(?<what>.+)$/iu.exec(main)?.groups?.[
    'what'
  ];
  if (proposed !== undefined)
    return decision({
      subject: 'I',
      positive: 'agree',
      negative: 'do not agree',
      rest: `that ${swapPerspective(proposed)}`,
      also: '',
    });
  const favour = FAVOUR.exec(main)?.groups?.['action'];
  if (favour !== undefined) return readLetKnow(favour) ?? decision(actionStatement(favour, 'can'));
  if (part.isQuestion || /^\p{L}+\s+or\s+\p{L}+\b/u.test(main)) {
    const chosen = alternatives(main);
    if (chosen !== null) return openMatter(chosen, startLower(swapPerspective(main)));
  }
  return (
    readLetKnow(main) ??
    readIndirect(WANT_TO_KNOW.exec(main)?.groups?.['rest']) ??
    readIndirect(ASKS_WHETHER.exec(main)?.groups?.['rest']) ??
    readQuestion(main, part.isQuestion) ??
    readNeed(main) ??
    readInstruction(part) ??
    (part.isQuestion
      ? null
      : (readStatedOffer(part.choice) ?? readStatedChoice(part.choice) ?? readListedNeed(main))) ??
    (/^(?:whether\b|if\b(?!.*\b(?:i|we)\s+\p{L}))/iu.test(main) ||
    (QUESTION_WORD.test(main) && !INVERTED.test(main))
      ? readIndirect(main)
      : null)
  );
}

/** "I would be grateful if you could send it"; with a past form, as in "if you came", nothing is rebuilt. */
const FAVOUR =
  /\b(?:appreciate(?:\s+it)?(?:\s+\p{L}+)?|grateful|delighted|glad|happy|pleased|great|good|helpful|lovely|kind|nice)\s+if\s+(?:you\s+(?:could|would|can|might)\s+(?<action>\p{L}.+))$/iu;

function readLetKnow(main: string): Matter | null {
  const { verb, rest } = LET_KNOW.exec(main)?.groups ?? {};
  if (verb === undefined || rest === undefined) return null;
  // "Check that both are eligible and send out the invitations" is more than an answer.
  const goesOn =
    /^(?:check|confirm|find)/iu.test(verb) &&
    isBaseVerb(/\band\s+(?<next>\p{Ll}+)/u.exec(rest)?.groups?.['next'] ?? '');
  const indirect = goesOn ? null : readIndirect(rest);
  if (indirect !== null) return indirect;
  // "Confirm the room" is something to do; "tell me the width" is something to say.
  if (
    !/^(?:tell|let|advise|inform|remind)/iu.test(verb) ||
    !/^(?:the|your|an?|his|her|their|its)\b/iu.test(rest)
  )
    return null;
  const blank = blankForNoun(rest);
  const phrase = swapPerspective(startLower(rest));
  return blank === '[your answer]' ? null : openMatter(`${capitalise(phrase)} is ${blank}`, phrase);
}

/** "whether we agree", "that you will tell him", "when they will be paid". */
function readIndirect(text: string | undefined): Matter | null {
  if (text === undefined) return null;
  const clause = /^(?:by\s+[^,]{3,30},?\s+)?(?:whether|if|that)\s+(?<clause>.+)$/iu.exec(
    text.replace(/^,?\s*\p{L}+,\s+(?=whether\b)/iu, ''),
  )?.groups?.['clause'];
  if (clause !== undefined) {
    const directed = readAdvice(clause);
    if (directed !== null && !holdsChoice(directed)) return decision(directed);
    const statement = readClause(
      clause
        .replace(/\b(you|i|we|they)['’]d\b/giu, '$1 would')
        .replace(/\b(you|i|we|they)['’]ve\b/giu, '$1 have')
        .replace(/\b(there|it)['’]s\b/giu, '$1 is'),
    );
    const phrase = `whether ${swapPerspective(clause)}`;
    return statement === null || holdsChoice(statement) || !isSoundStatement(statement)
      ? asTo(phrase, holdsOr(phrase) ? '[your choice]' : '[yes / no]')
      : decision(statement);
  }
  if (!QUESTION_WORD.test(text)) return null;
  const phrase = swapPerspective(startLower(text));
  return openMatter(
    indirectSentence(text) ?? openSentence(text) ?? `As to ${phrase}: ${blankFor(text)}`,
    phrase,
  );
}

/** "when they will be paid" is "They will be paid on [date]"; "what it costs per user" is "It costs [amount] per user". */
function indirectSentence(text: string): string | null {
  const { word, clause } = /^(?<word>when|why)\s+(?<clause>.+)$/iu.exec(text)?.groups ?? {};
  const statement =
    clause === undefined || /^(?:can|could|will|would|is|are|do|does|did|shall|should)\b/iu.test(clause)
      ? null
      : readClause(clause);
  if (word !== undefined && clause !== undefined && statement !== null && !holdsChoice(statement))
    return `${capitalise(swapPerspective(clause))} ${/^when$/iu.test(word) ? 'on [date]' : 'because [your answer]'}`;
  const chosen =
    /^(?:which|what)\s+(?:\p{L}+\s+)?(?<subject>you|i|we|they|(?:the|your|our|my)\s+\p{L}+)\s+(?<verb>\p{L}+(?:\s+to\s+\p{L}+)?)$/iu.exec(
      text,
    )?.groups;
  if (chosen && isVerbForm((chosen['verb'] ?? '').split(' ')[0] ?? ''))
    return `${capitalise(swapPerspective(`${chosen['subject'] ?? ''} ${chosen['verb'] ?? ''}`))} [your choice]`;
  const cost =
    /^what\s+(?<what>.{2,40}?(?<!\b(?:on|of|the|our))\s+(?:costs?|would\s+cost|will\s+cost))\b(?<rest>.*)$/iu.exec(
      text,
    )?.groups;
  return cost
    ? `${capitalise(swapPerspective(cost['what'] ?? ''))} [amount]${swapPerspective(cost['rest'] ?? '')}`
    : null;
}

function readQuestion(main: string, isQuestion: boolean): Matter | null {
  // "Do I let them in or not?" asks for advice.
  const advice =
    /^do\s+(?<who>i|we)\s+(?!have\b|owe\b|get\b|need\b|still\b|already\b|belong\b)(?<what>\p{L}.*?)(?<alone>,?\s+or\s+not)$/iu.exec(
      main,
    )?.groups;
  const advised = advice ? readInversion(`should ${advice['who'] ?? ''} ${advice['what'] ?? ''}`) : null;
  if (advised !== null) return decision(advised);
  const able = ABLE.exec(main)?.groups?.['rest'];
  if (able !== undefined) return decision(actionStatement(able, 'can'));
  const statement =
    readInversion(main) ?? (isQuestion && !QUESTION_WORD.test(main) ? readClause(main) : null);
  if (statement !== null)
    return holdsChoice(statement)
      ? asTo(`whether ${affirmedPhrase(statement)}`, '[your choice]')
      : decision(statement);
  if (!QUESTION_WORD.test(main)) return null;
  const sentence = openSentence(main);
  const clause = indirectClause(main) ?? (sentence === null ? null : swapPerspective(startLower(main)));
  if (sentence !== null) return openMatter(sentence, clause ?? main);
  return clause === null ? null : asTo(clause, blankFor(main));
}

/** "Send the new one please"; of "they asked for it, please look at this" only what follows "please". */
function readInstruction({ main, isQuestion, isPlea }: AskingPart): Matter | null {
  const request = REQUEST.exec(main)?.groups?.['rest'];
  if (request !== undefined) return action(request);
  if (isQuestion) return null;
  const { before, asked } =
    /^(?<before>.+)[,;:–-]\s*(?:please|pls|plz|kindly)\s+(?<asked>\p{L}.+)$/iu.exec(main)?.groups ?? {};
  const phrase = (asked ?? main).replace(/^don['’]t\b/iu, 'do not');
  const isInstruction =
    asked !== undefined || isPlea || opensInstruction(phrase) || /^let\s+(?:me|us)\s+have\b/iu.test(phrase);
  if (!IMPERATIVE.test(phrase) || !isInstruction) return null;
  // "Customs wanted a paper, please look at this" says what "this" is.
  const context =
    asked !== undefined && before !== undefined && isAnaphoric(asked) ? withoutTeller(before) : '';
  return { ...action(phrase), context };
}

/** "Sanne told me that customs wanted a paper" is "Customs wanted a paper". */
function withoutTeller(text: string): string {
  return capitalise(
    swapPerspective(text.replace(/^.*?\b(?:told|tells|said|says|wrote|writes)\b.*?\bthat\s+/iu, '')),
  );
}

function action(phrase: string): Matter {
  const own = swapPerspective(startLower(phrase));
  // A promise not to do something, or one of two things, is for the user to phrase.
  if (/^(?:do\s+not|don['’]t|never)\b/iu.test(phrase))
    return topic(`You asked me not to ${own.replace(/^(?:do\s+not|don['’]t|never)\s+/iu, '')}`);
  if (holdsOr(own)) return topic(`You asked me to ${own}`);
  return decision({ ...actionStatement(phrase, 'will'), rest: own });
}

function fallback({ main, isQuestion }: AskingPart): Matter {
  if (isQuestion) {
    const isHeading = main.split(' ').length <= 9 && !TOLD.test(main);
    return isHeading ? headed(main) : topic(`To your question ${quotedQuestion(main)}`);
  }
  const thing = main.replace(/^(?:that|let\s+me\s+know)\s+/iu, '');
  // A noun phrase can stand as a heading; a sentence of the sender would be one of the owner's.
  const isNamed = /^(?:the|your|an?)\s/iu.test(thing) && blankForNoun(thing) !== '[your answer]';
  return !isNamed && (TOLD.test(thing) || thing.split(' ').length > LONGEST_HEADING_WORDS)
    ? topic(`On ${quoted(thing)}`)
    : headed(thing);
}

const LONGEST_HEADING_WORDS = 12;
const TOLD =
  /\b(?:i|we|you|he|she|it|they|is|are|was|were|can|could|do|does|did|will|would|has|have|should)\b|^(?:tell|give|let|forget|say|send)\b/iu;

function headed(phrase: string): Matter {
  return { ...topic(capitalise(swapPerspective(phrase))), blank: blankForNoun(phrase) };
}

function isVerbForm(word: string): boolean {
  return isBaseVerb(word.toLowerCase()) || baseOfThirdPerson(word.toLowerCase()) !== null;
}

function topic(phrase: string): Extract<Matter, { kind: 'topic' }> {
  return { kind: 'topic', phrase, blank: '[your answer]', condition: '', context: '', second: null };
}

function affirmedPhrase({ subject, positive, rest }: Statement): string {
  // "Do the crates still leave" is "whether the crates still leave".
  const verb = positive === 'do' ? '' : `${positive} `;
  return `${subject} ${verb}${rest}`.trim();
}

/** With an "or" in it, yes or no is no answer. */
function holdsChoice(statement: Statement): boolean {
  return holdsOr(`${statement.subject} ${statement.rest}`);
}

function holdsOr(text: string): boolean {
  return /\bor\b(?!\s+(?:so|later|more|less|earlier|return|not)\b)/iu.test(
    text.replace(/\b(?:\d+|one|two|three)\s+or\s+(?:\d+|two|three|four|more)\b/giu, ''),
  );
}
