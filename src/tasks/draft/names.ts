const TITLES =
  /^(?:mr|mrs|ms|mx|dr|prof|professor|sir|herr|frau|sr|sra|señor|señora|mme|m|mevrouw|meneer|dhr|mevr)\.?$/iu;
/** Words that show a mailbox of an organisation rather than a person. */
const ORGANISATION =
  /\b(?:team|support|desk|service|services|office|sales|billing|accounts|info|b\.?v\.?|ltd|llc|inc|gmbh|s\.?l\.?|oy|ab|group|company|newsletter|notifications?|department|committee|board|school|university|chambers|clerks?|estates?|properties|management|partners|llp|hotel|shop|store|bank|council)\b/iu;

/** Whether a display name is a person's: two to five words, no organisation word, no digits. */
export function isPersonName(name: string): boolean {
  const words = name.trim().split(/\s+/u);
  return (
    words.length <= 5 &&
    /^\p{L}/u.test(name.trim()) &&
    !/[\d@/|]|\s[-–—]\s/u.test(name) &&
    !ORGANISATION.test(name)
  );
}

/** The given name of a display name, also when written `Pell, Graham`; empty for organisations and when there is none. */
export function firstNameOf(name: string): string {
  const clean = name.replace(/["“”]|\([^)]*\)/gu, '').trim();
  if (clean === '' || !isPersonName(clean)) return '';
  const ordered = /^[^,]+,\s*\S/u.test(clean) ? clean.replace(/^([^,]+),\s*(.+)$/u, '$2 $1') : clean;
  // After an initial stands the family name.
  const given = ordered.split(/\s+/u).find((word) => !TITLES.test(word)) ?? '';
  return /^\p{L}[\p{L}'’-]+$/u.test(given) ? given : '';
}
