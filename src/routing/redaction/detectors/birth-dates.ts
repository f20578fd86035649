import { spansOf, type FoundSpan } from '../found-span';

const CUE =
  'born(?: on)?|date of birth|birth ?date|birthday|d\\.?o\\.?b\\.?|geboren(?: am| op)?|geb\\.|geburtsdatum|geburtstag|geboortedatum|fecha de nacimiento|nacid[oa](?: el)?|f\\. ?nac\\.|date de naissance|née?(?:\\(e\\))? le|data di nascita|nat[oa] il|data de nascimento|nascid[oa] em|född(?:elsedatum)?|født|fødselsdato|syntymäaika|syntynyt|data urodzenia|ur\\.';
const MONTH =
  'jan(?:uary|uar|uari|vier)?|feb(?:ruary|ruar|ruari)?|févr?(?:ier)?|mar(?:ch|s|zo|ço)?|märz|maart|mrt|apr(?:il)?|avr(?:il)?|abril|may|mai|mei|mayo|maio|june?|juni|juin|junio|junho|july?|juli|juillet|julio|julho|aug(?:ust|ustus)?|août|agosto|sep(?:t|tember|tembre|tiembre)?|setembro|o[ck]t(?:ober|obre)?|octubre|outubro|nov(?:ember|embre|iembre|embro)?|de[czs](?:ember|embre|iembre)?|diciembre|dezembro|ene(?:ro)?|janeiro|febrero|fevereiro';
const YEAR = String.raw`(?:19\d\d|20[0-2]\d)`;
const DATE = String.raw`(?:\d{1,2}[./-]\d{1,2}[./-](?:${YEAR}|\d\d)|${YEAR}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}(?:st|nd|rd|th|er|\.)?(?: of| de)? (?:${MONTH})\.?(?:,| de)? ${YEAR}|(?:${MONTH})\.? \d{1,2}(?:st|nd|rd|th)?,? ${YEAR})`;
const BIRTH_DATE = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${CUE})(?![\p{L}\p{N}])[^\d\n]{0,30}?(?<value>${DATE})(?![\p{L}\p{N}])`,
  'dgiu',
);
const AFTERWARDS = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?<value>${DATE})\s?\(?(?:d\.?o\.?b\.?|date of birth|geburtsdatum|geb\.)`,
  'dgiu',
);

/** Dates that a word beside them makes a date of birth; other dates are not personal data. */
export function findBirthDates(text: string): FoundSpan[] {
  return [...spansOf('date-of-birth', text, BIRTH_DATE), ...spansOf('date-of-birth', text, AFTERWARDS)];
}
