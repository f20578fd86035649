import type { Ask, AskAnswer, Draft, Owner, UnsupportedFact, VoiceProfile } from '../../contracts/briefing';
import type { RunOptions, TextGenerator } from '../../contracts/capabilities';
import type { Message } from '../../contracts/message';
import { splitSentences } from '../text/sentences';
import { blankOut } from './blanks';
import { draftChecker } from './check-draft';
import { choiceBlank, marksBefore } from './choice';
import { contract } from './contractions';
import { pointTurns } from './draft-prompt';
import { inFamiliarForm } from './familiar';
import { answersPoint } from './judge-sentence';
import { replyLanguage, type DraftLanguage } from './language';
import { splitLetter } from './letter';
import { startLower } from './letter-case';
import { letterFrame } from './letter-frame';
import { fixedPhrases, openBlank, pointSentence } from './point-sentences';
import { askInContext, isShortAsk, nameMatter } from './name-matter';
import { regretOf, replyDeadlineOf } from './reply-points';
import { canReplyTo, replyRecipient, replySubject } from './recipients';
import { isFamiliar } from './voice-style';
import { writtenText } from './written-text';

const MOST_TOKENS_PER_POINT = 72;
const MOST_SENTENCES_PER_POINT = 2;
/** So many points are easier to read as a list than as paragraphs. */
const FEWEST_LISTED_POINTS = 3;

export interface DraftInput {
  readonly message: Message;
  readonly owner: Owner;
  readonly voice: VoiceProfile | null;
  readonly asks: readonly Ask[];
  readonly answers: readonly AskAnswer[];
}

/**
 * Writes the reply to a mail, point by point. What the user decided is phrased by the model where its sentences pass the check, else plainly; what is
 * undecided becomes an explicit blank; a specific that nothing supports becomes a blank of its kind. `onText` gets the text piece by piece, checked:
 * what streams is what stays. On cancel the text so far is returned as a draft. Rejects with the generator's `DesksideError` when generation fails.
 */
export async function writeDraft(
  input: DraftInput,
  generator: TextGenerator | null,
  options: RunOptions & { readonly onText?: (text: string) => void } = {},
): Promise<Draft> {
  const { message, owner, voice, answers } = input;
  const asks = takenUp(input.asks, answers);
  const language = replyLanguage(message);
  const frame = letterFrame(message, owner, voice, language);
  const model = mayGenerate(message, language) ? generator : null;
  // Fixed phrases are ours, and the greeting is made of the sender's name. Only the owner's name has to stand in the headers to count as supported.
  const vouched = [
    ...answers.map((answer) => answer.note),
    frame.greeting,
    frame.thanks,
    frame.closing,
    frame.signOff,
    ...fixedPhrases(language),
  ];

  const check = draftChecker(message, vouched);

  let text = '';
  const write = (paragraph: string, gap = '\n\n') => {
    const piece = `${text === '' ? '' : gap}${paragraph}`;
    text += piece;
    options.onText?.(piece);
  };

  const inVoice = (line: string) => lineInVoice(line, message, voice, language);

  const isList = asks.length >= FEWEST_LISTED_POINTS;
  const covers: string[] = [];
  let origin: Draft['origin'] = 'template';
  if (frame.greeting !== '') write(frame.greeting);
  const regret = regretOf(message, owner);
  const opening = [
    inVoice(frame.thanks),
    regret === '' ? '' : inVoice(blankOut(regret, check(regret))),
    asks.length === 0 ? openBlank(language) : inTime(input, asks),
  ]
    .filter((part) => part !== '')
    .join(' ');
  if (opening !== '') write(opening);
  for (const ask of asks) {
    if (options.signal?.aborted) break;
    const answer = answers.find((candidate) => candidate.askId === ask.id) ?? null;
    const modelled =
      model && hasWords(answer) ? await phrasePoint(input, ask, answer, model, check, options) : null;
    if (modelled !== null) origin = 'model';
    const plain = modelled ?? plainPoint({ ...input, asks }, ask, answer, language);
    const point = inVoice(blankOut(plain, check(plain)));
    if (isList) write(`- ${point}`, covers.length === 0 ? '\n\n' : '\n');
    else write(point);
    covers.push(ask.id);
  }
  if (!options.signal?.aborted && frame.closing !== '') write(frame.closing);
  if (!options.signal?.aborted)
    write([frame.signOff, frame.signName].filter((line) => line !== '').join('\n'));

  const recipient = canReplyTo(message) ? replyRecipient(message) : null;
  return {
    subject: replySubject(message.subject),
    to: recipient ? [recipient.address] : [],
    text,
    covers,
    unsupported: check(text),
    origin,
  };
}

/** What the draft deals with: what is asked, and of what else the mail leaves open that which the user took up. */
function takenUp(asks: readonly Ask[], answers: readonly AskAnswer[]): Ask[] {
  return asks.filter((ask) => ask.suggested !== true || answers.some(({ askId }) => askId === ask.id));
}

/** What the draft says on one point by its plain sentence: the line that is added when the user takes up a suggested one. */
export function pointLine(input: DraftInput, ask: Ask): string {
  const { message, voice, answers } = input;
  const language = replyLanguage(message);
  const plain = plainPoint(input, ask, answers.find(({ askId }) => askId === ask.id) ?? null, language);
  const check = draftChecker(message, [...answers.map(({ note }) => note), ...fixedPhrases(language)]);
  return lineInVoice(blankOut(plain, check(plain)), message, voice, language);
}

function lineInVoice(
  line: string,
  message: Message,
  voice: VoiceProfile | null,
  language: DraftLanguage,
): string {
  if (language === 'en') return voice?.style?.contractions ? contract(line) : line;
  const isFamiliarReply = isFamiliar(writtenText(message), language) ?? voice?.style?.familiar ?? false;
  return isFamiliarReply ? inFamiliarForm(line, language) : line;
}

/** Takes up by when the sender waits, unless all that the reply says is that an answer will come. */
function inTime({ message, owner, answers }: DraftInput, asks: readonly Ask[]): string {
  const isAnswered = asks.some(({ id }) => answers.find(({ askId }) => askId === id)?.stance !== 'later');
  const by = isAnswered ? replyDeadlineOf(message, owner) : null;
  return by === null ? '' : `You need an answer ${by}, so here it is.`;
}

function plainPoint(
  { message, asks }: DraftInput,
  ask: Ask,
  answer: AskAnswer | null,
  language: DraftLanguage,
): string {
  if (language !== 'en') {
    const said = pointSentence(asInMail(askInContext(ask, asks, message), message), answer, language);
    const marks = isShortAsk(ask) ? marksBefore(message.text, ask.evidence.start) : [];
    return marks.length > 0 ? said.replace(openBlank(language), choiceBlank(marks)) : said;
  }
  const line = pointSentence(ask.text, answer, language);
  return (answer?.stance ?? null) === null && !answer?.note.trim()
    ? nameMatter(line, ask, asks, message)
    : line;
}

/** A quoted ask keeps the small letter that it has in the mail; its capital would make a name of "können". */
function asInMail(text: string, message: Message): string {
  const word = /^\p{L}+/u.exec(text)?.[0] ?? '';
  const lower = startLower(word);
  return !message.text.includes(word) && message.text.includes(lower) ? startLower(text) : text;
}

/** The models at hand know English only, and text that tries to steer an assistant is kept away from them. */
function mayGenerate(message: Message, language: DraftLanguage): boolean {
  return (
    language === 'en' && !message.warnings.some((warning) => warning.code === 'instructions-to-assistant')
  );
}

/** Only the user's own words need phrasing: a bare yes, no or later has its plain sentence, and what is undecided its blank. */
function hasWords(answer: AskAnswer | null): answer is AskAnswer {
  return answer !== null && answer.stance !== null && answer.note.trim() !== '';
}

/** The model's sentences for one point, or null when they do not pass. */
async function phrasePoint(
  { message, owner }: DraftInput,
  ask: Ask,
  answer: AskAnswer,
  generator: TextGenerator,
  check: (text: string) => UnsupportedFact[],
  options: RunOptions,
): Promise<string | null> {
  const result = await generator.generate(
    {
      turns: pointTurns(message, owner, ask, answer, generator.prompts),
      maxTokens: MOST_TOKENS_PER_POINT,
    },
    options.signal ? { signal: options.signal } : {},
  );
  if (result.finish === 'cancelled') return null;
  const sentences = splitSentences(splitLetter(result.text).body).map((sentence) => sentence.text);
  // Cut off by the token limit: the last sentence is not whole.
  if (result.finish === 'length') sentences.pop();
  const supported = sentences.filter((sentence) => check(sentence).length === 0);
  // The answer stands somewhere between thanks and promises; the shortest stretch that answers the point is taken.
  for (let count = 1; count <= MOST_SENTENCES_PER_POINT; count += 1) {
    for (let from = 0; from + count <= supported.length; from += 1) {
      const stretch = supported.slice(from, from + count);
      if (answersPoint(stretch, ask, answer)) return stretch.join(' ');
    }
  }
  return null;
}
