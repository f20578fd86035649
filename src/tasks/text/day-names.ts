/** Names of months and weekdays in English, German, Spanish, French, Italian and Dutch, by their beginnings. */

const MONTH_FORMS = [
  'january jan januar jänner enero janvier gennaio januari',
  'february feb februar febrero février febbraio februari',
  'march mar märz marz marzo mars maart',
  'april apr abril avril aprile',
  'may mai mayo maggio mei',
  'june jun juni junio juin giugno',
  'july jul juli julio juillet luglio',
  'august aug agosto août augustus',
  'september sep sept septiembre setiembre septembre settembre',
  'october oct oktober okt octubre octobre ottobre',
  'november nov noviembre novembre',
  'december dec dezember dez diciembre décembre dicembre',
].map((forms) => forms.split(' '));

/** Monday first. */
const WEEKDAY_FORMS = [
  'monday mon montag lunes lundi lunedì maandag',
  'tuesday tue tues dienstag martes mardi martedì dinsdag',
  'wednesday wed weds mittwoch miércoles mercredi mercoledì woensdag',
  'thursday thu thur thurs donnerstag jueves jeudi giovedì donderdag',
  'friday fri freitag viernes vendredi venerdì vrijdag',
  'saturday sat samstag sonnabend sábado samedi sabato zaterdag',
  'sunday sun sonntag domingo dimanche domenica zondag',
].map((forms) => forms.split(' '));

const TODAY = ['today', 'tonight', 'heute', 'hoy', "aujourd'hui", 'oggi', 'vandaag'];
const TOMORROW = ['tomorrow', 'mañana', 'demain', 'domani'];

const alternatives = (forms: readonly (readonly string[])[]) =>
  forms
    .flat()
    .sort((a, b) => b.length - a.length)
    .join('|');

export const MONTH_PATTERN = alternatives(MONTH_FORMS);
export const WEEKDAY_PATTERN = alternatives(WEEKDAY_FORMS);
export const NEAR_DAY_PATTERN = alternatives([TODAY, TOMORROW]);

/** The names that are no short form and no word of another language. */
const longOf = (forms: readonly (readonly string[])[]) =>
  alternatives(
    forms.map((names) =>
      names.filter((name) => name.length > 4 || /^(?:juni|juli|juin|mars|mayo)$/u.test(name)),
    ),
  );
export const LONG_MONTHS = longOf(MONTH_FORMS);
export const LONG_WEEKDAYS = longOf(WEEKDAY_FORMS);

/** 1 to 12, or 0. */
export function monthNumber(name: string): number {
  return indexIn(MONTH_FORMS, name) + 1;
}

/** 0 for Monday to 6, or -1. */
export function weekdayNumber(name: string): number {
  return indexIn(WEEKDAY_FORMS, name);
}

/** Days from today, or null. */
export function nearDay(name: string): number | null {
  const word = name.toLowerCase().replace('’', "'");
  return TODAY.includes(word) ? 0 : TOMORROW.includes(word) ? 1 : null;
}

function indexIn(forms: readonly (readonly string[])[], name: string): number {
  const word = name.toLowerCase().replace(/\.$/u, '');
  return forms.findIndex((all) => all.includes(word));
}
