import type { Evidence } from '../../contracts/briefing';
import type { StatedFact, StatedKind } from '../../contracts/facts';
import { findFacts } from '../text/facts';
import { findWords } from '../text/names';
import { ORDINARY_WORDS } from '../text/ordinary-words';
import type { Sentence } from '../text/sentences';
import { findDays, type ReferenceDay } from './find-days';

/** Words by which a date is a limit. They stand before the date, or anywhere when they name the thing itself. */
const LIMIT_BEFORE =
  /\b(?:by|before|until|till|due|no later than|not later than|expires?|ends?|closes?|latest|bis|spätestens|vor|fällig|frist|antes del?|hasta|a más tardar|vence|avant|jusqu['’]au|au plus tard|entro|prima del?|uiterlijk|vóór)\b[^.;!?]{0,40}$/iu;
const LIMIT_AFTER = /^[^.;!?]{0,24}\b(?:at the latest|deadline|spätestens|a más tardar|au plus tard)\b/iu;
const LIMIT = /\b(?:deadline|due date|cut-?off|frist|stichtag|fecha límite|plazo|échéance|scadenza)\b/iu;

const DECISION =
  /\b(?:(?:we|i|they|board|team|committee|management) (?:have |has |had )?(?:agreed|decided|approved|rejected|resolved|chose|signed off)|(?:was|were|is|are|been|it is) (?:agreed|decided|approved|rejected|adopted|accepted|cancelled|postponed|confirmed)|(?:agreed|decided|decision|approved|accepted|resolved|rejected)\s*:|^(?:agreed|decided|approved|accepted|rejected)\b|(?:haben|hat|wurde|ist) (?:[^.;!?]{0,60})(?:beschlossen|entschieden|genehmigt|vereinbart|abgelehnt|abgesagt|verschoben)|(?:hemos|se ha|han|ha sido|queda|quedan) (?:acordado|decidido|aprobado|aprobada|rechazado|aplazado|cancelado)|se (?:acordó|decidió|aprobó))(?!\p{L})/iu;
/** Not decided yet, or not at all. */
const OPEN =
  /\?|\b(?:if|whether|not yet|to be|should|could|would|might|may|must|unless|until|wanted|needed|ob|wenn|falls|noch nicht|si|aún no|todavía no)\b|n['’]t\b/iu;

/** Ends of names that no person has, and words that open the names of places and things. */
const NO_PERSON =
  /\b(?:GmbH|AG|KG|Ltd|Limited|Inc|LLC|PLC|Corp|BV|B\.V|SA|S\.A|SL|SpA|Srl|Co|Company|Group|Council|Committee|Board|Team|Department|Office|Centre|Center|School|University|Hospital|Bank|Foundation|Trust|Association|Agency|Authority|Ministry|Street|Road|Lane|Avenue|Square|Park|Hall|House|Room|North|South|East|West|Report|Policy|Agreement|Act|Plan|Project|Service|Services|Systems?|Portal|Desk|Day|Week|Month|Quarter|Area|Region|Union|European|International|National|Annex|Section|Article|Clause|Version|The|New|Our|Your|January|February|March|April|May|June|July|August|September|October|November|December)\b/u;
/** Two to four words with a capital each, particles between them; "der" alone joins German nouns. */
const PERSON =
  /^\p{Lu}[\p{Ll}'’-]+(?:\s(?:(?:van|von)\sder|de|den|van|von|di|da|del|la|le|el|bin|al|y)){0,3}(?:\s(?:\p{Lu}\p{Ll}[\p{L}'’.-]*|\p{Lu}['’]\p{L}+)){1,3}$/u;

/** Before a person there is no article, as there is before things: "die Zimmerei Holtkamp". */
const ARTICLE_BEFORE =
  /(?:^|[\s(])(?:the|an?|die|der|das|den|dem|des|eine?[nmrs]?|zum|zur|im|am|vom|beim|ins|unsere?[nmrs]?|el|los|las|una?|al|del)\s+$/iu;

/** What the sentences state, in order. Offsets are those of the sentences. */
export function stateFacts(
  sentences: readonly Sentence[],
  text: string,
  reference: ReferenceDay | null,
): StatedFact[] {
  return sentences.flatMap((sentence) => factsOf(sentence, text, reference));
}

/** Each amount, person and decision once, where it stands first; a deadline once for each matter that is due then. */
export function withoutDoubles(facts: readonly StatedFact[]): StatedFact[] {
  const seen = new Map<string, StatedFact[]>();
  return facts.filter((fact) => {
    const { kind, text, due } = fact;
    const key = `${kind} ${due ? `${due.day} ${due.time ?? ''}` : text.toLowerCase()}`;
    const before = seen.get(key) ?? [];
    if (kind === 'deadline' ? before.some((other) => sharesMatter(other, fact)) : before.length > 0)
      return false;
    seen.set(key, [...before, fact]);
    return true;
  });
}

/** Whether the sentence of one deadline has half of the telling words of the other's, or the other way round. */
function sharesMatter(one: StatedFact, other: StatedFact): boolean {
  const [few = new Set<string>(), many = new Set<string>()] = [tellingWords(one), tellingWords(other)].sort(
    (a, b) => a.size - b.size,
  );
  return [...few].filter((word) => many.has(word)).length * 2 >= few.size;
}

/** The longer words of the sentence apart from the date, by their first letters. */
function tellingWords({ sentence, text }: StatedFact): Set<string> {
  return new Set(
    findWords(sentence.replace(text, ' '))
      .map((word) => word.text.toLowerCase())
      .filter((word) => word.length > 3 && !ORDINARY_WORDS.has(word))
      .map((word) => word.slice(0, 6)),
  );
}

function factsOf(sentence: Sentence, text: string, reference: ReferenceDay | null): StatedFact[] {
  const raw = text.slice(sentence.start, sentence.end);
  const flat = raw.replace(/[\r\n\t]/gu, ' ');
  const context: Evidence = { quote: raw, start: sentence.start, end: sentence.end };
  const fact = (kind: StatedKind, start: number, end: number): StatedFact => ({
    kind,
    text: flat.slice(start, end).replace(/\s+/gu, ' ').trim(),
    sentence: sentence.text,
    evidence: {
      quote: raw.slice(start, end),
      start: sentence.start + start,
      end: sentence.start + end,
    },
    context,
    due: null,
  });
  const found: StatedFact[] = [];
  if (DECISION.test(flat) && !OPEN.test(flat)) found.push(fact('decision', 0, flat.length));
  for (const { start, end, day, time } of findDays(flat, reference)) {
    const limit =
      LIMIT_BEFORE.test(flat.slice(0, start)) || LIMIT_AFTER.test(flat.slice(end)) || LIMIT.test(flat);
    if (!limit) continue;
    const due = day === null ? null : { day, time, offsetMinutes: reference?.offsetMinutes ?? null };
    found.push({ ...fact('deadline', start, end), due });
  }
  for (const { kind, text: specific, start, end } of findFacts(flat)) {
    if (kind === 'amount') found.push(fact('amount', start, end));
    else if (
      kind === 'name' &&
      PERSON.test(specific) &&
      !NO_PERSON.test(specific) &&
      !ARTICLE_BEFORE.test(flat.slice(0, start))
    ) {
      // The first word of a sentence may owe its capital to standing there.
      if (start > 0 || text.indexOf(specific) !== text.lastIndexOf(specific))
        found.push(fact('person', start, end));
    }
  }
  return found;
}
