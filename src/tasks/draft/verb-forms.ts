/** English verbs that follow the subject in questions and requests of mail at work, in their base form. */
const BASE_VERBS = wordSet(
  'accept add adjust advise afford agree allow amend answer apply approve arrange arrive ask assume attend be become begin believe belong bill ' +
    'book borrow bring build buy call cancel change charge check choose claim clean clear close collect come complete confirm consider contact ' +
    'contain continue copy cost count cover cut deal decide delete deliver depend discuss do double draft drive drop eat empty end exist expect explain ' +
    'extend fail fall feel fetch file fill find finish fit fix follow get give go guarantee hand happen have help hold include increase inform inspect install ' +
    'intend interview invite join judge keep know last lean learn leave lend let like list live look lower make manage mean measure meet mend mind miss move name need ' +
    'object offer open operate opt order owe own pass pause pay pick place plan play postpone prefer prepare print proceed process produce promise provide ' +
    'publish put raise reach read receive recommend reduce refund register release rely remain remember remove renew rent repair replace reply report request require ' +
    'return review ring run save say see seem sell send serve set share ship show sign speak spend staff stand start stay stop stretch submit suggest suit supply ' +
    'support swap take talk tell test think throw transfer travel treat try turn type understand update upload use visit wait waive want wish work write ' +
    'bake block chase cook hire nudge refuse resend reserve warn',
);

/** Past participles that do not end in -ed. */
const IRREGULAR_PARTICIPLES = wordSet(
  'been begun bought brought built chosen come cut done drawn driven fallen felt found given gone got had heard held kept known laid left lent let lost made meant met ' +
    'paid put read run said seen sent set shown shut sold spent spoken stood taken taught told thought thrown understood won written',
);
/** Words in -ed and -ing that are no participles. */
const NOT_PARTICIPLES = wordSet(
  'bed feed need seed shed speed wed red building ceiling evening meeting morning heading king thing something anything nothing everything wedding training parking',
);
const PREDICATE_ADJECTIVES = wordSet(
  'able acceptable accurate allowed available aware better busy clear closed complete correct due eligible enough final fine free full good happy high ill late legal ' +
    'likely necessary new off ok okay old on open optional out over possible present public ready responsible right safe set sick so sufficient sure true typo valid vegetarian willing worth wrong',
);

export function isBaseVerb(word: string): boolean {
  return BASE_VERBS.has(word);
}

export function isParticiple(word: string): boolean {
  if (NOT_PARTICIPLES.has(word)) return false;
  return IRREGULAR_PARTICIPLES.has(word) || /^\p{L}{2,}(?:ed|ing)$/u.test(word);
}

export function isPredicateAdjective(word: string): boolean {
  return PREDICATE_ADJECTIVES.has(word);
}

/** "have" is "has", "carry" is "carries". */
export function thirdPerson(verb: string): string {
  if (verb === 'have') return 'has';
  if (verb === 'be') return 'is';
  if (/[^aeiou]y$/u.test(verb)) return `${verb.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh|o)$/u.test(verb) ? `${verb}es` : `${verb}s`;
}

/** The verb that a form such as "looks" belongs to; null when it is no such form. */
export function baseOfThirdPerson(word: string): string | null {
  const candidates = [
    word === 'has' ? 'have' : '',
    word.replace(/ies$/u, 'y'),
    word.replace(/es$/u, ''),
    word.replace(/s$/u, ''),
  ];
  return candidates.find((base) => base !== word && BASE_VERBS.has(base)) ?? null;
}

function wordSet(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}
