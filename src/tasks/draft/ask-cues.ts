import { fragmentOptions } from './choice';
import { foreignOptions } from './foreign-points';
import type { DraftLanguage } from './language';

/** How a clause asks: a question, a request to do something, a stated need, or a choice left to the reader. */
export type AskForm = 'question' | 'request' | 'need' | 'choice';

const YOU_CAN = String.raw`(?:can|could|would|will|may|might)\s+(?:you|u)\b`;

const REQUEST_EN = new RegExp(
  [
    String.raw`\b(?:please|pls|plz|kindly)\s+(?!find\b|note\b|see\b|do not (?:reply|answer)\b|don't (?:reply|answer)\b|be (?:aware|advised)\b|accept\b|excuse\b|forgive\b|be assured\b)\p{L}`,
    String.raw`\b${YOU_CAN}`,
    String.raw`\blet\s+(?:me|us)\s+(?:know|have)\b`,
    String.raw`(?<!\bto\s+)\b(?:tell|send|give|show|mail|e-mail|ring|call|get|bring|lend|ping|drop)\s+(?:me|us)\b(?!.*\b(?:told|tells|sent)\b)`,
    String.raw`(?<!\bif\b.*)\b(?:i|we)\s+(?:\w+\s+)?(?:ask|request|urge|beg|invite)\s+(?:that\s+)?(?:you\b|to\b|whether\b|if\b|for\b)`,
    String.raw`\b(?:writing|like|want|wanted|have|wish)\s+to\s+ask\b|\bto\s+ask\s+(?:you\s+)?(?:whether|if|for)\b`,
    String.raw`\bwould\s+you\s+(?:be\s+(?:so\s+)?(?:kind|willing|able|available|happy|interested|open|free)|mind|consider|like)\b`,
    String.raw`\b(?:remember|be\s+sure|make\s+sure|don't\s+forget)\s+to\b`,
    String.raw`,\s*(?:please|pls|plz)\b`,
    String.raw`\b(?:please|pls|plz)[.!]*$`,
  ].join('|'),
  'iu',
);

const NEED_EN = new RegExp(
  [
    String.raw`\b(?:i|we|they|he|she)(?:'d|'ll|’d|’ll|\s+(?:would|will|shall))?\s+(?:\w+\s+)?(?:need|needs|require|requires)\s+(?!not\b|less\b|more time\b)(?:to\s+(?:know|have|hear|see|get|confirm|tell)\b|from\b|your\b|you\b|an?\b|the\b|it\b|this\b|that\b|two\b|three\b|somebody\b|someone\b|at least\b|\d|\p{L}+\s+(?:by|before|from)\b)`,
    String.raw`\b(?:i|we)(?:'d|’d|\s+would|\s+should)\s+(?:\w+\s+)?(?:like|love|want|prefer|appreciate|welcome|value)\b(?!\s+(?:it\s+)?when\b|\s+you\s+to\s+know\b|\s+to\s+(?:write|say|add|mention|point|note|stress|share|send|explain|think|believe|put|introduce|make\s+(?:you|an\s+offer)|be\s+able)\b)`,
    String.raw`\b(?:i|we)\s+(?:\w+\s+)?(?:want|expect)\s+(?:somebody\b|someone\b|to\s+know|to\s+hear|to\s+see|to\s+have|you\b|an?\b|the\b|your\b|my\b|our\b)`,
    String.raw`\b(?:i|we)(?:'d|’d|\s+(?:should|would|shall|will|am|are))\s+(?:\w+\s+)?(?:be\s+)?(?:\w+\s+)?(?:glad|happy|grateful|thankful|obliged|pleased|delighted)\s+(?:if|to\s+(?:know|hear|have|get|receive)|for\b)`,
    String.raw`\b(?:would|could)\s+(?:be|help)\s+(?:\w+\s+)?(?:great|good|nice|helpful|lovely|perfect|ideal|wonderful|much appreciated)?\s*if\b`,
    String.raw`\b(?:he|she|they|director|boss|chair|committee|client|customer|husband|wife|mother|father|daughter|son|team|board)\s+(?:also\s+)?(?:asks?\s+(?:you|me|us|for|if|whether|that|what|when|how|who|which|to)\b|wonders?|wondered|would\s+like\s+(?:to\s+know|you\b)|wants\s+(?:to\s+know|you\b|\d))`,
    String.raw`\bwaiting\s+for\s+(?:your|you\s+to)\b|\bmissing\s+(?:from\s+you|your)\b|\byour\s+(?:signature|approval|decision|ok|okay|go-ahead|answer)\s+(?:is\s+)?(?:needed|required|on|by|before|for)\b`,
    String.raw`\b(?:wants?|like|able|dying|curious)\s+to\s+(?:know|learn|hear|see)\s+(?:which|whether|if|what|when|how|who|where|one\s+of\s+the\s+following|the\s+following)\b`,
    String.raw`\b(?:can['’]?t|cannot|could\s+not|couldn['’]t)\s+(?:see|tell|work\s+out|find)\b.*\b(?:whether|which)\b|\bwhat\s+(?:i|we)\b[^.]{0,40}\bis\s+(?:whether|what|when|who|how)\b`,
    String.raw`\bif\s+(?:i|we)\s+(?:do\s+not|don['’]?t)\s+(?:have|get|receive)\s+(?:the|your|an?)\b`,
    String.raw`\b(?:i|we)\s+(?:wonder|wondered|(?:am|are|was|were)\s+wondering)\s+(?:whether|if)\b|\bglad\s+of\b`,
    String.raw`\b(?:somebody|someone)\s+(?:is\s+going\s+to|has\s+to|needs\s+to|must|should)\b`,
    String.raw`^(?:and\s+)?whether\s+\p{L}+`,
    String.raw`^(?:i|we)\s+(?:\w+\s+)?(?:propose|suggest)\b|^(?:i|we)(?:['’]d|\s+would)\s+\p{L}+\b.*\binstead\b`,
    String.raw`^(?:and\s+)?(?:just\s+)?(?:an?|one|two)\s+(?:\p{L}+\s+)?(?:line|word|note|sentence|paragraph)s?\s+(?:about|on|per)\b|\bwith\s+your\s+(?:version|side|view|comment)\b`,
    String.raw`\b(?:required|needed)\s+(?:from\s+you|by\s+you)\b`,
    String.raw`\bit\s+would\s+(?:also\s+)?(?:help|be\s+(?:a\s+help|useful|helpful|good))\s+(?:me\s+|us\s+)?to\s+(?:know|have|hear|learn|see)\b`,
    String.raw`\b(?:has|have|must|needs?)\s+(?:to\s+)?(?:be\s+with|reach)\s+(?:me|us)\b`,
    String.raw`\b(?:this|that|it)\s+(?:should|must|ought\s+to)\s+be\s+\p{L}+(?:ed|en)\b`,
    String.raw`^(?:still\s+)?missing(?:\s+still)?:|\b(?:i|we)(?:['’]d|\s+would|['’]ll|\s+will)\s.*\bif\s+(?:i|we)\s+(?:can|could|may)\b`,
    String.raw`\b(?:you|u)\s+(?:need|must|have|are\s+(?:asked|requested|required|invited))\s+to\b`,
  ].join('|'),
  'iu',
);

const CHOICE_EN =
  /\b(?:it'?s|it is|that'?s|that is|this is|is)\s+(?:your|you're)\s+(?:call|choice|decision|pick)\b|\b(?:you|u)\s+(?:decide|choose|pick)\b|\bup\s+to\s+(?:you|u)\b|\byour\s+(?:call|choice|decision|pick)\b|\ba\s+matter\s+for\s+you\b|\b(?:pick|choose)\s+one\b|\b(?:yes\s+or\s+no|yes\/no|y\/n)\b|\beither\s+(?:i|we|you|they)\b.*\bor\b|\b(?:(?:i|we)|it(?:'s|’s|\s+is))\s+either\b.*\bor\b|\b(?:i|we)\s+can\b.*\bor\s+(?:i|we)\s+can\b|^(?:two|three|four)\s+(?:roads|options|ways|choices|possibilities):\s.*\bor\b|\bwaiting\s+on\s+you\b/iu;

/** Verbs that open an instruction. */
const IMPERATIVE_EN =
  /^(?:(?:and|also|then|so|just|first|second|third|finally|lastly|next|kindly|please)[,:]?\s+)*(?:do not|don't|accept|allow|acknowledge|activate|add|advise|agree|amend|answer|apply|appoint|block|approve|arrange|ask|assign|attach|attend|authori[sz]e|bring|call|cancel|change|chase|check|choose|clarify|clear|collect|complete|confirm|copy|correct|decide|delete|deliver|enter|explain|extend|fill|find|finish|fix|forward|get|give|hand|hold|include|inform|install|invite|join|keep|log in|make|meet|move|name|nominate|notify|nudge|organi[sz]e|pass|pay|pick|postpone|prepare|propose|provide|put|read|rebook|reconnect|refund|register|remind|remove|renew|repair|replace|reply|reserve|resend|reset|respond|restore|return|review|revoke|ring|rotate|say|select|send|shrink|sign|speak|specify|stop|submit|supply|swap|switch|take|tell|try|upload|verify|withdraw|write|(?:book|close|contact|design|draft|email|issue|leave|list|mail|mark|open|order|post|print|quote|record|release|report|request|schedule|share|ship|show|state|test|text|transfer|turn|type|update|upgrade|use)(?=\s+(?:the|an?|it|them|this|that|these|those|your|our|my|his|her|their|all|both|each|me|us|him|any|some|in|off|on|up|out|to|for|from \p{Ll}|with|\d)\b))\b(?!\s*(?:,|:|you\b|is\b|was\b|are\b|has\b|will\b))/iu;

const QUESTION_WORD_EN =
  /^(?:["“'(]?\s*)(?:(?:so|and|but|also|or|now|then|well|ok|okay|by the way|btw|one more|first|second|third|lastly|finally|meanwhile|if (?:so|not|yes|no)|until then|in that case|quick question|question)[,:.]?\s+)*(?:can|could|would|will|may|might|shall|should|do|does|did|is|are|was|were|am|have|has|had|what|when|where|who|whom|whose|which|why|how|any|ok|okay|isn't|aren't|don't|doesn't|didn't|won't|wouldn't|couldn't)\b/iu;

/** Casual writers leave the question mark out. */
const UNMARKED_QUESTION_EN =
  /^(?:(?:and|also|so|or|but)\s+)*(?:(?:what|how|when|where|which|who)\s+(?:do|can|could|should|shall|would|will|much|many|long)\s+(?:\p{L}+\s+)*(?:i|we|you|u|my|our|your)\b|(?:what|how|when|where|which|who)\s+(?:does|did|is|are|was|were)\s+(?:it|that|this|the|he|she|they|his|her|their|i|we|you)\b|(?:if\s+(?:so|yes),?\s+)?(?:what|which)\s+(?!(?:is|was|ever|so)\b)\p{L}+(?:\s+(?:roughly|exactly|please))?[.?]*$|(?:is|would|will)\s+it\s+(?:be\s+)?(?:ok|okay|all\s*right|possible|fine)\s+(?:if|to|for|with)\b|(?:can|could|may|shall|should)\s+(?:i|we)\b|(?:do|did|have|are|were)\s+(?:you|u|we|i)\b|(?:does|did|is|are|was|were|has)\s+(?:the|an?|my|our|your|he|she|it|they|this|that|these|those|any|there|everyone|\p{Lu}\p{L}+)\s+\p{L}|if\b[^,]{3,60},\s+(?:do|does|did|is|are|can|could|will|would|shall|should)\s+(?:the|it|we|you|i|they|he|she|my|our|your)\b|(?:(?:say|tell\s+me)\s+)?which(?:\s+(?:one|it\s+is))?[.!]*$)/iu;

/** Requests and needs in the other languages; questions carry their mark. */
const REQUEST_OTHER: Readonly<Record<Exclude<DraftLanguage, 'en'>, RegExp>> = {
  de: /\b(?:bitte(?!\s+(?:beachten|entschuldigen|antworten sie nicht))|(?:könnten|können|würden|möchten)\s+sie|könntest|kannst\s+du|(?:möchte|möchten|würde|wüsste)\s+(?:gerne?\s+)?(?:wissen|erfahren|fragen)|brauche(?:n)?\s+(?:ich|wir)|(?:ich|wir)\s+(?:brauchen?|benötigen?|bitten?)|teilen\s+sie|geben\s+sie|nennen\s+sie|schicken\s+sie|senden\s+sie|bestätigen\s+sie|lassen\s+sie)\b/iu,
  es: /(?:\bpor favor\b|\b(?:dígame|dime|díganos|envíe(?:me|nos)?|mánde(?:me|nos)|confírme(?:me|nos)?|indíque(?:me|nos)?|avíse(?:me|nos)?|rogamos|ruego)\b|\b(?:necesito|necesitamos|quisiera|quisiéramos|agradecería|agradeceríamos)\b|\b(?:nos|me)\s+gustaría\b|\bqueremos\s+saber\b)/iu,
  fr: /(?:\b(?:merci de|veuillez|prière de|s['’]il vous plaît|svp)\b|\b(?:pourriez|pouvez|pourrais|peux|voudriez|auriez)[- ](?:vous|tu)\b|\b(?:j['’]aimerais|nous aimerions|je souhaite(?:rais)?|nous souhaitons|j['’]ai besoin|nous avons besoin|je vous prie|il (?:me|nous) (?:faudrait|faut)|dites-moi|envoyez-(?:moi|nous)|confirmez)\b)/iu,
  it: /(?<!\p{L})(?:per (?:favore|piacere|cortesia)|(?:può|potrebbe|puoi|potresti|potete|potreste)(?!\p{L})|(?:mi|ci) (?:dica|dia|mandi|invii|confermi|faccia sapere|servirebbe|servono|serve|occorre|basta)|(?:dimmi|dammi|mandami|fammi sapere|confermami|vediamoci|portati)|(?:vorrei|vorremmo|avrei bisogno|ho bisogno|abbiamo bisogno|gradirei)|(?:mi|ci) chiede,?|(?:me|ce) lo dica)(?!\p{L})/iu,
  nl: /\b(?:(?:kunt|kan|wilt|wil|zou|zoudt|kun)\s+(?:u|je|jij|jullie)|graag\b(?!\s+gedaan)|alstublieft|alsjeblieft|s\.?v\.?p\.?|laat\s+(?:me|mij|ons)|stuur|bevestig|(?:ik|wij|we)\s+(?:heb|hebben|wil|willen)\s+(?:graag|nodig)|gelieve|verzoeke[n]?)\b/iu,
};

/** Whether the English text opens with the verb of an instruction: "Send the new one". */
export function opensInstruction(text: string): boolean {
  // "Release notes: …" is a heading.
  return IMPERATIVE_EN.test(text) && !/^\S+(?:\s\S+){0,2}:\s/u.test(text);
}

/** How the clause asks, or null when it does not. `inRequestList`: it is an entry under a line such as "Two things please:". */
export function askFormOf(text: string, language: DraftLanguage, inRequestList: boolean): AskForm | null {
  const asked = text.replace(/["”’)\s]+$/u, '');
  if (language !== 'en') {
    if (/\?$/u.test(asked) || asked.startsWith('¿')) return 'question';
    if (foreignOptions(asked.replace(/[.!]+$/u, '')) !== null) return 'choice';
    return REQUEST_OTHER[language].test(text) ? 'request' : inRequestList ? 'need' : null;
  }
  if (/\?+!*$/u.test(asked) || (QUESTION_WORD_EN.test(text) && /\?/u.test(text))) {
    return REQUEST_EN.test(text) && /\b(?:can|could|would|will)\s+(?:you|u)\b/iu.test(text)
      ? 'request'
      : 'question';
  }
  if (CHOICE_EN.test(text)) return 'choice';
  if (REQUEST_EN.test(text)) return 'request';
  if (opensInstruction(text)) return 'request';
  if (NEED_EN.test(text) || ASKS_BY_NAME.test(text)) return 'need';
  if (fragmentOptions(text) !== null) return 'choice';
  if (UNMARKED_QUESTION_EN.test(text)) return 'question';
  return inRequestList ? 'need' : null;
}

/** Whether a part of a question asks by its own: "how early may we come" of "how early may we come, is there a piano?" */
export function opensQuestion(text: string): boolean {
  return QUESTION_WORD_EN.test(text);
}

/** A line that makes the list under it a list of asks: "Two things please:", "What I would like from you is". */
export function leadsRequestList(text: string): boolean {
  const opens =
    /(?::|\b(?:is|are|ask|know|confirm|require|want|need|from you)|[-–])\s*$/u.test(text) ||
    /\b(?:questions?|things|points|requests?|following)\b[^.]{0,40}[.:]?$/iu.test(text);
  return opens && LIST_LEAD.test(text);
}

const LIST_LEAD = new RegExp(
  String.raw`\b(?:please|questions?|requests?|may i ask|can i ask|need|needs|would like|want|ask|asks|asking|looking for|hoping for|to learn|require|required|could you|can you|from you|to know|to do|decide|decisions?|tell (?:me|us)|let (?:me|us) know|missing|actions?|before (?:i|we))\b|^(?:two|three|four|a few|some|several)\s+(?:\p{L}+\s+)?(?:things|points|matters|asks)\b|^(?:zwei|drei)\s+(?:fragen|punkte|dinge)|^(?:dos|tres)\s+(?:asuntos|cosas|preguntas|temas)|^(?:deux|trois)\s+(?:questions|choses|points)|^(?:due|tre)\s+(?:cose|domande|punti)|^(?:twee|drie)\s+(?:vragen|dingen|punten)`,
  'iu',
);

/** Questions and phrases that want no answer of their own. */
const RHETORICAL = new RegExp(
  [
    String.raw`^(?:(?:how are (?:you|things|we)|how(?:'s| is) (?:it|everything|life)|how do you do|(?:how about|what about) that|what can i say|who (?:knows|cares|would have thought)|why not|what else|really|right|no|remember|guess what|isn't it|got it|understood|sounds good|clear|makes sense|you know)\b[^?]{0,25}\?)`,
    String.raw`\b(?:if|should) you have any (?:further |other )?questions?\b|\bany (?:further )?questions\b|\bfeel free\b|\bdon['’]?t hesitate\b|\bdo not hesitate\b|\bplease (?:do )?(?:not reply|don't reply|ignore|disregard|accept|excuse|forgive|bear with|stay|enjoy|treat|think of|consider the environment|keep (?:me|us) posted)\b|\bthank(?:s| you) in advance\b`,
    String.raw`\b(?:unsubscribe|opt[- ]out|view (?:it |this )?(?:in|online)|manage (?:your )?preferences|click here|shop now|learn more)\b`,
    String.raw`\blet (?:me|us) know if (?:you (?:have|need|want) any|there(?:'s| is) anything|i can|we can)\b`,
    String.raw`^(?:i|we) (?:would|'d|’d) (?:love|like|be happy|be glad) to (?:help|work|show|stay|thank|introduce|congratulate)\b`,
    String.raw`\b(?:i|we) (?:would|should|'d|’d) (?:like|want) to (?:thank|inform|apologise|say (?:thank|sorry))\b`,
    String.raw`^nothing\b|^no\s+(?:need|answer|reply)\b|\bplease\s+(?:find|do\s+not\s+answer|don['’]t\s+answer)\b`,
    String.raw`\bi want you to know\b|\bplease be (?:informed|advised|aware)\b|\bno (?:answer|reply|response) (?:is )?(?:needed|necessary|required|expected)\b|^\p{L}+(?:\s+\/\s+\p{L}+)+$`,
    String.raw`^you ever\b|\b(?:i|we|he|she|they)\s+(?:said|told)\b[^?]*\bwould\b|^(?:and\s+)?tell\s.*[:;]-?\)$|^(?:do|please)\s+keep\b.*\bin\s+mind\b`,
    String.raw`^(?:no es urgente|es eilt nicht|eilt nicht|rien d['’]urgent|ce n['’]est pas urgent|non è urgente|het heeft geen haast)(?!\p{L})`,
    String.raw`\bkindly remind\b|^(?:please\s+)?don['’]t ask\b|\btell you the truth\b|\bi must say\b`,
  ].join('|'),
  'iu',
);

/** What was asked or said before, or asked of somebody else, told as a story. */
const REPORTED =
  /^(?:as\s+)?(?:you|he|she|they)\s+(?:\w+\s+)?(?:asked|said|told|wrote|wanted)\b|\b(?:i|we|he|she|they)\s+(?:have\s+|has\s+)?(?:\w+\s+)?(?:said|told|asked|wrote)\b[^,;:]{0,40}\b(?:please|pls)\b|\breceived\s+(?:it|this)\s+(?:\p{L}+\s+)?in\s+error\b/iu;
const REPORTED_NOW = /\b(?:asked|wants?|wanted)\s+(?:me\s+)?(?:to\s+ask|whether|if)\b/iu;

/** Somebody named asks through the writer: "Dilip also wondered whether". */
const ASKS_BY_NAME =
  /\b\p{Lu}[\p{L}'’-]+\s+(?:also\s+)?(?:asks?|asked|wonders?|wondered|wants\s+to\s+know|would\s+like\s+to\s+know|möchte\s+wissen)\b/u;

/** What text that tries to steer an assistant asks for; looked for only in mail that carries the warning. */
const STEERING =
  /\b(?:assistants?|ai|language model|llm|prompts?|instructions?|mailbox|inbox|other (?:messages|mails|e-mails)|passwords?|the user|the owner|(?:in|into) (?:a|the|your) (?:draft|reply|summary)|classif\p{L}+|categor\p{L}+|summar\p{L}+|this note|ignore)\b/iu;

export function steersAssistant(text: string): boolean {
  return STEERING.test(text);
}

export function isRhetorical(text: string): boolean {
  return RHETORICAL.test(text) || (REPORTED.test(text) && !REPORTED_NOW.test(text));
}

/** A request without a matter of its own: "Let me know by Friday", "Yes or no is enough". It belongs to the ask before it. */
export function isDangling(text: string): boolean {
  return DANGLING.test(text.trim());
}

const WHEN = String.raw`(?:\s*,?\s*(?:if\s+(?:easier|you)|by|before|until|till|asap|as soon as|today|tomorrow|tonight|this|on|no later than|at the latest|when|at|please|pls|soon|quickly|in time|within)\b.*)?`;
const DANGLING = new RegExp(
  [
    String.raw`^(?:so\s+|and\s+|but\s+)?(?:please\s+|pls\s+|kindly\s+|just\s+|do\s+)*(?:let\s+(?:me|us)\s+know|reply|answer|respond|get\s+back\s+to\s+(?:me|us)|ring\s+me|call\s+me|write\s+to\s+me|advise|confirm|tell\s+me)${WHEN}[.!]*$`,
    String.raw`^(?:could|can|would|will)\s+you\s+(?:please\s+)?(?:let\s+(?:me|us)\s+know|reply|answer|respond|get\s+back\s+to\s+(?:me|us)|confirm)${WHEN}[.!?]*$`,
    String.raw`^(?:so\s+|and\s+|but\s+)?(?:i|we)(?:'d|’d)?\s+(?:would\s+|will\s+)?(?:need|require|want|must\s+have|like)\s+(?:to\s+(?:know|hear|have\s+(?:it|this|an\s+answer))|it|this|that|both|them|these|all\s+of\s+(?:it|them)|(?:an?|your)\s+(?:answer|reply|response|word|decision|yes\s+or\s+(?:a\s+)?no|quick\s+word)(?:\s+from\s+you)?)${WHEN}[.!]*$`,
    String.raw`\bso\s+(?:i|we)\s+need\s+(?:it|this|that|an\s+answer|to\s+know)\b[^,;]*$`,
    String.raw`^(?:(?:i|we)\s+(?:need|want)\s+to\s+know|please\s+let\s+me\s+have\s+(?:something|it|this|an?\s+\p{L}+))\s+(?:by|before|today|tomorrow)\b.*$`,
    String.raw`\bso\s+a\s+(?:word|line|quick\s+\p{L}+|short\s+\p{L}+)\s+from\s+you\s+by\b`,
    String.raw`^(?:a\s+)?(?:simple\s+|quick\s+)?(?:yes\s+or\s+no|yes\/no|a\s+(?:short|quick|one-line|one\s+line|brief)\s+(?:answer|reply|word|line|mail))\b(?:\s+(?:is|will\s+be|would\s+be)\b.{0,40}|\s*(?:please|pls))?[.!?]*$`,
    String.raw`^(?:what|which)\s+do\s+you\s+(?:think|say)\s*\?*$`,
    String.raw`^(?:(?:is\s+)?(?:that|this|it)\s+)?(?:ok|okay|alright|fine|deal|agreed|thoughts|any\s+thoughts|yes)\s*(?:with|for|by)?\s*(?:you|u)?\s*\?+$`,
    String.raw`^(?:i|we)\s+(?:would|should|'d|’d)\s+(?:be\s+)?(?:happy|glad|grateful|appreciate|like)\s+(?:for\s+|to\s+(?:hear|have|know)\s+)?(?:from\s+you|a\s+(?:quick|short)?\s*(?:answer|reply|word)|your\s+(?:answer|reply))${WHEN}[.!]*$`,
  ].join('|'),
  'iu',
);

/** A choice without its options, which adds nothing to the choice before it: "Your call.", "I need to know which by noon." */
export function isBareChoice(text: string): boolean {
  return (
    !/\bor\b/iu.test(text) &&
    (CHOICE_EN.test(text) ||
      /\bwhich(?:\s+(?:one|way|it\s+is(?:\s+to\s+be)?))?(?:\s+(?:and|by|before|until|so)\b|[,.!?]|$)|\bwhichever\b/iu.test(
        text,
      ))
  );
}

/** A question that only makes sense with what stands before it: "Can you live with that?", "Which one?", "Ok to go ahead?" */
export function isAnaphoric(text: string): boolean {
  const words = text.split(/\s+/u).length;
  if (
    /^(?:(?:say\s+)?which[.!]|(?:can|may|could|shall|should)\s+(?:i|we)\s*\?|(?:were|did|have|do|are|is|will|can)\s+(?:you|it|they)[.?!]*$)|^(?:which(?:\s+(?:one|way|of\s+(?:these|them|those|the\s+two)))?|ok(?:ay)?(?:\s+to\b.*)?|what\s+do\s+you\s+(?:think|say)|deal|agreed|is\s+(?:this|that|it)\s+\p{L}+)\b[^?]{0,30}\?/iu.test(
      text,
    )
  )
    return true;
  if (
    words <= 12 &&
    /\b(?:that|this|it|them|these|those|one|both|either|there|him|her)\b[^\p{L}]*(?:for (?:you|us|me))?\s*\?*$/iu.test(
      text,
    )
  )
    return true;
  return words <= 6 && /\b(?:that|this|it|them|these|those|one|both|either)\b/iu.test(text);
}

/** "Would you be up for that?" of what has just been asked. */
export function asksApproval(text: string): boolean {
  return ASKS_APPROVAL.test(text);
}

const ASKS_APPROVAL =
  /^(?:(?:would|are|can|could)\s+you\s+(?:be\s+)?(?:up\s+for|happy\s+with|ok(?:ay)?\s+with|fine\s+with|live\s+with|interested\s+in|able\s+to\s+do)\s+(?:that|this|it)|(?:does|would|will|is)\s+(?:that|this|it)\s+(?:be\s+)?(?:all\s+right|ok(?:ay)?|fine|possible|work|suit|do)(?:\s+(?:for\s+)?you)?)\s*\?$/iu;

/** "Ruth: the hourly rate", "Matteo (Castelvento) - tonnes per year": the owner's entry where a mail tells several people what is awaited of each. */
export function isEntryFor(ownName: string, text: string): boolean {
  const entry = ENTRY.exec(text)?.groups;
  return ownName !== '' && entry?.['name'] === ownName;
}

const ENTRY = /^(?<name>\p{Lu}[\p{L}'’-]+)(?:\s+\([^)]*\))?\s*(?::|\s[-–—])\s+(?=\S)/u;
