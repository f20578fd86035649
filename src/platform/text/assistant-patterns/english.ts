import { gated, within, type GatedPattern, type Need } from './gated-pattern';
import { TASK } from './task-words';

/** Where a word begins: as `\b` before a letter, which takes the flags `iu` five times as long. */
const START = String.raw`(?<!\w)`;
const MAKE = String.raw`(?:ai|a\.i\.|artificial intelligence|automated|llm|language)`;
const AGENT = String.raw`(?:assistants?|agents?|tools?|systems?|models?|bots?|summari[sz]ers?|classifiers?|readers?|processors?)`;
const SERVANT = String.raw`(?:(?:e-?mail|mail|mailbox|inbox|virtual|digital)[\s-]{1,8}(?:\w+[\s-]{1,8})?(?:assistants?|agents?|bots?|summari[sz]ers?|classifiers?))`;
/** "the AI assistant", "any automated mail tools", "language models". */
const NAMED = String.raw`(?:(?:an?|the|any|all|your|this)\s{1,8})?(?:${MAKE}(?:[\s-]{1,8}\w+)?[\s-]{1,8}${AGENT}|${SERVANT}|llms|chat\s?bots?)\b`;
/** Where the words stand by themselves: "AI users" and "ChatGPT licences" are something else. */
const ALONE = String.raw`(?=\s{0,8}(?:[.,:;!?)\]–—-]|$|and\b|or\b|that\b|which\b|reading\b|processing\b))`;
const PRODUCT = String.raw`(?:(?:an?|the|any|all)\s{1,8})?(?:ais?|a\.i\.|llm|(?:chat)?gpt(?:-\d\w*)?|copilot|gemini|claude)\b${ALONE}`;
const ASSISTANT = String.raw`(?:${NAMED}|${PRODUCT})`;
/** Assistants that no person is called. */
const UNMISTAKABLE = String.raw`(?:${NAMED}|(?:(?:an?|the|any|all)\s{1,8})?(?:ais?|llm|(?:chat)?gpt|copilot)\b)`;
const MAIL = String.raw`(?:e-?mails?|mails?|messages?|text|thread|mailbox|inbox|document|file|page|content|note)`;
const INSTRUCTIONS = String.raw`(?:instructions?|prompts?|guidelines|directives|programming)`;

/** What stands wherever `INSTRUCTIONS` match. */
const INSTRUCTED: Need = ['instruction', 'prompt', 'guideline', 'directive', 'programming'];
/** What stands wherever `ASSISTANT` or `UNMISTAKABLE` match. */
const ASSISTED: Need = [
  within(['ai', 'a.i.'], /\ba(?:is?\b|\.i\.)/),
  ...['artificial intelligence', 'automated', 'llm', 'language', 'gpt', 'copilot', 'gemini', 'claude'],
  ...['assistant', 'agent', 'summari', 'classifier', within(['bot'], /bots?\b/)],
];
const ADDRESSED: Need = [...ASSISTED, 'computer', 'model'];
const ACTS = within(['act'], /\bact(?:ing)?\s{1,8}as\b/);

const english = (pattern: string): RegExp => new RegExp(pattern, 'giu');

export const ENGLISH: readonly GatedPattern[] = [
  gated(
    english(
      String.raw`${START}(?:ignore|disregard|forget|override|bypass|overrule)\s{1,8}(?:(?!the\b|my\b|our\b|his\b|her\b|their\b|these\b|those\b)\w+\s{1,8}){0,3}?(?:previous|prior|above|earlier|preceding|existing|system|all|any|your|original|initial)\s{1,8}(?:\w+\s{1,8}){0,3}${INSTRUCTIONS}\b`,
    ),
    ['ignore', 'disregard', 'forget', 'override', 'bypass', 'overrule'],
    INSTRUCTED,
  ),
  // With "the", people mean each other's instructions too.
  gated(
    english(
      String.raw`${START}(?:ignore|disregard|forget|override|bypass|overrule)\s{1,8}(?:all\s{1,8}(?:of\s{1,8})?)?(?:the|these|those)\s{1,8}(?:\w+\s{1,8})?(?:${INSTRUCTIONS}\s{1,8}(?:above|before|so far|you (?:were|have been) given)|(?:previous|prior|above|earlier|preceding|existing|system|original)\s{1,8}(?:\w+\s{1,8})?${INSTRUCTIONS})\b[\s,.;:]{1,3}(?:and\s{1,8}|then\s{1,8}|instead\s{1,8}|just\s{1,8}|please\s{1,8}|simply\s{1,8}){0,3}(?:${TASK}|you)\b`,
    ),
    ['ignore', 'disregard', 'forget', 'override', 'bypass', 'overrule'],
    INSTRUCTED,
  ),
  gated(
    english(
      String.raw`${START}(?:ignore|disregard|forget)\s{1,8}(?:everything|anything|all)\s{1,8}(?:(?:that\s{1,8})?(?:you(?:'ve| have| were)|is|was)\b[^.\n]{0,30}\b(?:told|instructed|given|said|written)|(?:above|before)\s{0,8}(?:and|[.,:;])|(?:you\s{1,8})?know)`,
    ),
    ['ignore', 'disregard', 'forget'],
  ),
  gated(
    english(
      String.raw`${START}(?:note|notice|message|instructions?|attention|memo|hint|directive|command|order)s?\b[^.\n]{0,20}\b(?:to|for)\b[^.\n]{0,30}?\b(?:${NAMED}(?!\s{1,8}(?:is|are|was|were|has|have|had|can|could|will|on|in|at|by|from|we|i|users?|courses?|teams?|training|polic(?:y|ies)|vendors?|projects?|pilots?|licen[cs]es?|group)\b)|${PRODUCT}(?=\s{0,8}[:)\]–—-]))`,
    ),
    [
      'note',
      'notice',
      'message',
      'instruction',
      'attention',
      'memo',
      'hint',
      'directive',
      'command',
      'order',
    ],
    ASSISTED,
  ),
  gated(
    english(
      String.raw`${START}(?:if|when|since|as|because)\s{1,8}you(?:'re|’re|\s{1,8}are)\s{1,8}${ASSISTANT}`,
    ),
    ['you'],
    ASSISTED,
  ),
  gated(
    english(
      String.raw`(?:^|\n|[.!?:]\s)\s{0,8}(?:dear|hey|hello|hi|attention)[\s,:]{1,8}${UNMISTAKABLE}\s{0,8}[:,!–—-]`,
    ),
    ASSISTED,
  ),
  gated(
    english(
      String.raw`(?:^|\n|[.!?:]\s|[[({<*"'“])\s{0,8}(?:${UNMISTAKABLE}|assistant|bot|computer|model)\s{0,8}[,:–—-]\s{0,8}(?:please\s{1,8}|you\s{1,8}(?:must|should|are)\b|${TASK}\b)`,
    ),
    ADDRESSED,
  ),
  gated(
    english(
      String.raw`${START}${UNMISTAKABLE}\s{1,8}(?:(?:that|which|who)\s{1,8})?(?:is|are|will be)?\s{0,8}(?:reading|processing|summari[sz]ing|handling|parsing|triaging|reviewing|sorting|reads?|process(?:es)?|summari[sz]es?)\s{1,8}(?:this|my|the following)\s{1,8}${MAIL}`,
    ),
    ASSISTED,
    ['read', 'process', 'summari', 'handling', 'parsing', 'triaging', 'reviewing', 'sorting'],
  ),
  gated(
    english(
      String.raw`${START}${UNMISTAKABLE}\s{1,8}(?:must|shall|should|are\s{1,8}(?:instructed|required|requested|asked|to)|is\s{1,8}(?:instructed|required|requested|asked|to)|has\s{1,8}to|have\s{1,8}to|needs?\s{1,8}to)\s{1,8}(?:\w+ly\s{1,8}|always\s{1,8}|not\s{1,8}|now\s{1,8}|to\s{1,8})*(?:ignore|disregard|mark|flag|label|classify|categori[sz]e|rank|prioriti[sz]e|summari[sz]e|reply|respond|forward|state|say|treat\s{1,8}this|delete|archive|include|add|insert|append|output|write)\b`,
    ),
    ASSISTED,
  ),
  gated(
    english(
      String.raw`${START}your\s{1,8}(?:system\s{1,8}|previous\s{1,8}|current\s{1,8})?${INSTRUCTIONS}\s{1,8}(?:have|has|are|is)\s{1,8}(?:now\s{1,8})?(?:been\s{1,8})?(?:changed|updated|replaced|overridden|void|cancell?ed|obsolete)\b`,
    ),
    INSTRUCTED,
    ['changed', 'updated', 'replaced', 'overridden', 'void', 'cancel', 'obsolete'],
  ),
  gated(
    english(
      String.raw`${START}(?:new|updated|real|revised)\s{1,8}(?:system\s{1,8}|hidden\s{1,8}|secret\s{1,8})?(?:instructions?|prompt|directives?)\s{1,8}(?:for\s{1,8}(?:you|the\s{1,8}(?:assistant|model|ai))|follow)\b|(?:^|\n)\W{0,8}(?:new|updated|real|revised)\s{1,8}(?:system\s{1,8})?(?:instructions?|prompt)\s{0,8}:\s`,
    ),
    ['instruction', 'prompt', 'directive'],
  ),
  gated(
    english(
      String.raw`${START}(?:begin|start|end)\s{1,8}(?:of\s{1,8})?(?:system|admin(?:istrator)?|developer|root)\s{1,8}(?:prompt|message|instructions?|override)\b|${START}system\s{1,8}(?:prompt|override|instructions?)\s{0,8}[:\]=]`,
    ),
    ['system', 'admin', 'developer', 'root'],
    ['prompt', 'message', 'instruction', 'override'],
  ),
  gated(
    english(
      String.raw`(?:^|\n|[[({<*#]\s{0,8})\W{0,8}(?:system|admin(?:istrator)?|developer)\s{1,8}(?:message|note|notice|command)\s{0,8}[:\]–—-]\s{0,8}(?:please\s{1,8})?${TASK}\b`,
    ),
    ['system', 'admin', 'developer'],
    ['message', 'note', 'notice', 'command'],
  ),
  gated(
    english(
      String.raw`(?:reveal|print|repeat|show|output|disclose|tell\s{1,8}me|quote)\s{1,8}(?:me\s{1,8})?(?:your|the)\s{1,8}(?:system|hidden|initial|original)\s{1,8}(?:prompt|instructions?|message)\b`,
    ),
    ['prompt', 'instruction', 'message'],
    ['system', 'hidden', 'initial', 'original'],
  ),
  gated(
    english(
      String.raw`${START}(?:do\s{1,8}not|don'?t|don’t|never|without)\s{1,8}(?:mention(?:ing)?|tell(?:ing)?|show(?:ing)?|reveal(?:ing)?|display(?:ing)?|disclos(?:e|ing)|inform(?:ing)?)\s{1,8}(?:(?:of\s{1,8}|about\s{1,8})?(?:this|these|the|any)\s{1,8}(?:\w+\s{1,8})?(?:notes?|messages?|instructions?|texts?|paragraphs?|passages?)\b[^.\n]{0,20}\bthe\s{1,8}user\b|the\s{1,8}user\s{1,8}(?:about|of|that)\b)`,
    ),
    ['user'],
  ),
  gated(
    english(
      String.raw`${START}(?:summari[sz]e|describe|present)\s{1,8}(?:this|the)\s{1,8}${MAIL}\s{1,8}(?:to\s{1,8}the\s{1,8}user\s{1,8})?(?:as\b|only\s{1,8}as\b|by\s{1,8}(?:saying|stating|writing)|with\s{1,8}(?:the\s{1,8})?(?:words?|sentence|text))`,
    ),
    ['summari', 'describe', 'present'],
  ),
  gated(
    english(
      String.raw`${START}(?:in|into|of|to)\s{1,8}your\s{1,8}(?:summary|summaries|output|triage|classification|generated\s{1,8}(?:reply|text|summary))\b\s{0,8},?\s{0,8}(?:of\s{1,8}this\s{1,8}${MAIL}\s{0,8},?\s{0,8})?(?:you\s{1,8}(?:must|should)\s{1,8})?(?:please\s{1,8})?(?:only\s{1,8}|always\s{1,8})?(?:say|state|write|include|mention|add|claim|tell|put|leave)\b`,
    ),
    ['summary', 'summaries', 'output', 'triage', 'classification', 'generated'],
  ),
  gated(
    english(
      String.raw`${START}your\s{1,8}(?:summary|output|classification|triage)\s{1,8}(?:of\s{1,8}this\s{1,8}${MAIL}\s{1,8})?(?:must|should|has\s{1,8}to|needs\s{1,8}to|shall)\b`,
    ),
    ['summary', 'output', 'classification', 'triage'],
  ),
  gated(
    english(
      String.raw`${START}(?:when|while|before|after)\s{1,8}(?:you\s{1,8})?(?:summari[sz](?:e|ing)|classify(?:ing)?|triag(?:e|ing)|process(?:ing)?)\s{1,8}(?:this|the)\s{1,8}(?:e-?mail|mail|message)\b\s{0,8},`,
    ),
    ['summari', 'classify', 'triag', 'process'],
    ['mail', 'message'],
  ),
  gated(
    english(
      String.raw`${START}(?:classify|categori[sz]e|triage|rank|rate|score)\s{1,8}(?:this|the)\s{1,8}(?:e-?mail|mail|message)\s{1,8}(?:as|first|highest|with|at)\b`,
    ),
    ['mail', 'message'],
    [
      within(
        ['classify', 'categori', 'triage', 'rank', 'rate', 'score'],
        /\b(?:classify|categori[sz]e|triage|rank|rate|score)\s{1,8}th/,
      ),
    ],
  ),
  gated(
    english(
      String.raw`${START}(?:mark|flag|label|tag)\s{1,8}(?:this|the)\s{1,8}(?:e-?mail|mail|message|thread)\s{1,8}(?:as|with)\s{1,8}(?:["'“‘*_]\s{0,8})?(?:urgent|critical|top[\s-]priority|high(?:est)?[\s-]priority)\b`,
    ),
    ['urgent', 'critical', 'priority'],
    [within(['mark', 'flag', 'label', 'tag'], /\b(?:mark|flag|label|tag)\b/)],
  ),
  gated(
    english(
      String.raw`${START}(?:you\s{1,8}are\s{1,8}now|from\s{1,8}now\s{1,8}on,?\s{1,8}you(?:\s{1,8}are|'re|’re|\s{1,8}will|\s{1,8}must)?)\s{1,8}(?:in\s{1,8}(?:developer|debug|admin|god|unrestricted)\s{1,8}mode|(?:an?|the|my)\s{1,8}(?:\w+[\s-]{1,8}){0,3}(?:ai|assistant|bot|model|agent|persona|character|pirate|DAN)\b|act(?:ing)?\s{1,8}as|obey\b|DAN\b)`,
    ),
    [within(['now'], /\bare\s{1,8}now\b|\bnow\s{1,8}on\b/)],
  ),
  gated(
    english(
      String.raw`${START}(?:pretend|imagine|act\s{1,8}as\s{1,8}if|role-?play)\s{1,8}(?:that\s{1,8})?(?:to\s{1,8}be|you(?:'re|’re|\s{1,8}are)|you\s{1,8}were|as)\s{1,8}(?:an?|the|my)\s{1,8}(?:\w+[\s-]{1,8}){0,3}(?:ai|assistant|bot|model|agent|system|administrator|secretary|persona)\b`,
    ),
    ['pretend', 'imagine', 'role', ACTS],
  ),
  gated(
    english(
      String.raw`${START}act\s{1,8}as\s{1,8}(?:an?|the|my)\s{1,8}(?:\w+[\s-]{1,8}){0,2}(?:ai|bot|language\s{1,8}model|(?:unrestricted|unfiltered|different|new)\s{1,8}\w+)\b`,
    ),
    [ACTS],
  ),
  gated(
    english(
      String.raw`${START}(?:forward|send|e-?mail|post|upload|leak)\s{1,8}(?:all|every|each|the\s{1,8}(?:whole|entire|full|latest|last\s{1,8}\w+))\s{1,8}(?:of\s{1,8})?(?:the\s{1,8}|this\s{1,8}|your\s{1,8})?(?:user(?:'s|’s)?\s{1,8})?(?:\w+\s{1,8})?(?:inbox|mailbox|conversation|context|chat\s{1,8}history|prompt)\b`,
    ),
    ['inbox', 'mailbox', 'conversation', 'context', 'chat', 'prompt'],
    ['forward', 'send', 'mail', 'post', 'upload', 'leak'],
  ),
  gated(
    english(
      String.raw`${START}(?:the|this)\s{1,8}user\s{1,8}(?:has|have)\s{1,8}(?:already\s{1,8})?(?:approved|authori[sz]ed|consented|agreed|given\s{1,8}(?:you\s{1,8})?permission)\b[^.\n]{0,60}\b(?:you|assistant|ai)\b`,
    ),
    ['user'],
    ['approved', 'authori', 'consented', 'agreed', 'permission'],
  ),
];
