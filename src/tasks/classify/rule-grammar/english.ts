import { FILE_KINDS, type RuleGrammar } from './rule-grammar';

/** How rules are said in English: “invoices from Acme are act”. */
export const ENGLISH: RuleGrammar = {
  examples: [
    'Invoices from Acme are act',
    'Anything from the tennis club list can be skipped',
    'Mails with a PDF from lawyers are urgent reply',
    'Skip mails with “weekly digest” in the subject',
  ],
  telltales:
    'the|from|by|over|via|mentioning|containing|concerning|about|with|without|to|on|of|are|is|can|be|and|or|if|when|not|but|mark|as|needs?|any(?:thing)?|every(?:thing)?|my|that|which|whose|has|have|only',
  outcome: {
    words: {
      reply:
        'repl(?:y|ies)|answer(?:s|ed)?|answering|replied(?: to)?|(?:need|want|get|require|deserve|expect)s? (?:a|an|my)? ?(?:reply|answer|response)|to (?:answer|reply to)',
      act: 'act|action|acts|tasks?|to-?dos?|to do|jobs?|done|handled|acted on|dealt with|(?:need|want|require)s? (?:an? )?(?:action|doing|handling)',
      read: 'read|reading|fyi|for information|information|informational|worth knowing|worth reading|to (?:read|know)|news',
      skip: 'skip|skips|skipped|ignored?|noise|junk|spam|not needed|not interesting|unimportant|irrelevant|hidden|to (?:skip|ignore)',
    },
    tail: '',
    link: 'is|are|count(?:s)? as|mean(?:s)?|go(?:es)? (?:to|under|into)|belong(?:s)? (?:to|in|under)|can (?:always |all )?be|should (?:always |all )?be|must (?:always |all )?be|(?:is|are) (?:always|only|just|all)|can be sorted as|should go (?:to|under|into)',
    urgent: 'urgent(?:ly)?|pressing|at once|immediately|right away',
    notUrgent: 'not urgent|never urgent|without hurry',
    filler:
      'always |only |just |all |merely |a |an |for |as |and |but |, ?|to be |marked as |sorted as |treated as ',
    more: '(?:and |but |if )?(?:are |is )?',
    need: '(?:always )?(?:need|want|get|require|deserve|expect)s? (?:a |an |my )?',
    needed: {
      reply: 'reply|answer|response',
      act: 'action|doing|handling',
      read: 'reading',
      skip: 'skipping|no attention|nothing',
    },
    verbs: null,
    inverted: null,
    orders: {
      skip: '(?:please )?(?:always )?(?:skip|ignore|hide|bin|drop)',
      reply: '(?:please )?(?:always )?(?:i )?(?:always )?(?:reply to|answer|respond to)',
      act: '(?:please )?(?:always )?(?:act on|handle|deal with)',
      read: '(?:please )?(?:only |always |just )?(?:read|show me)',
    },
    marked: [
      /^(?:please )?(?:always )?(?:mark|sort|put|treat|file|count)\s+(?<subject>.+?)\s+(?:as|under|into|in|to)\s+(?<rest>.+)$/iu,
    ],
    leftOver:
      /(?:\b(?:not|never)|n['’]t|(?<!\b(?:in|as) (?:(?:the|its|their) )?)\b(?:subject|title)(?: line)?)$/iu,
  },
  subject: {
    markers: [
      {
        pattern: '(?:with|having|that have|which have) no attachments?|without (?:an |any )?attachments?',
        field: 'attachment',
        test: 'not-contains',
      },
      {
        pattern:
          '(?:but )?(?:not|never|except|excluding|unless)(?: those| ones| mails?)?(?: sent)? (?:from|by)',
        field: 'sender',
        test: 'not-contains',
      },
      {
        pattern:
          "(?:but )?(?:not about|not mentioning|not containing|without the words?|that do(?:es)? not mention|that don['’]t mention|excluding)",
        field: 'text',
        test: 'not-contains',
      },
      {
        pattern:
          '(?:whose|where the|with the|with a|and the|and a)? ?(?:subject|title)(?: line)?s?(?: that)? (?:says?|is|reads?|equals?)(?: exactly)?',
        field: 'subject',
        test: 'is',
      },
      {
        pattern:
          '(?:whose|where the|with the|with a|with|and the|and a)? ?(?:subject|title)(?: line)?s?(?: that)? (?:contain(?:s|ing)?|mention(?:s|ing)?|has|have|with|includ(?:es?|ing))',
        field: 'subject',
        test: 'contains',
      },
      {
        pattern: '(?:with|having|under)(?: an?| the)? (?:subject|title)(?: line)?s?',
        field: 'subject',
        test: 'contains',
      },
      {
        pattern:
          '(?:sent |posted )?(?:over|via|through|on|to|from|of|by)(?=\\s(?:(?!\\b(?:from|to|about|with)\\b)[^"“”])*?\\b(?:mailing list|list|newsletter)\\b)',
        field: 'list',
        test: 'contains',
      },
      {
        pattern: '(?:(?:that|which|they) (?:are|is|were|come|comes) |sent |coming |written )?(?:from|by)',
        field: 'sender',
        test: 'contains',
      },
      {
        pattern: '(?:(?:that|which) (?:are|is|were) )?(?:addressed |sent |written )?to',
        field: 'recipient',
        test: 'contains',
      },
      {
        pattern:
          '(?:with|that have|which have|having|containing|carrying) (?:an? |any |some )?(?:attached |attachments?(?: (?:called|named|of type))?)',
        field: 'attachment',
        test: 'contains',
      },
      {
        pattern:
          '(?:with|that have|which have|having|containing|carrying)(?: (?:an?|any|some))?(?=\\s\\.?(?:pdf|docx?|xlsx?|pptx?|csv|zip|ics|png|jpe?g|calendar|image|picture|photo|spreadsheet|presentation)s?\\b)',
        field: 'attachment',
        test: 'contains',
      },
      {
        pattern:
          '(?:that |which )?(?:mention(?:s|ing)?|contain(?:s|ing)?|say(?:s|ing)?|with the words?|with|includ(?:es?|ing)|talk(?:s|ing)? about|concerning|regarding|about|on|for)',
        field: 'text',
        test: 'contains',
      },
    ],
    closings: [
      {
        pattern: /\s+(?:in|as) (?:the|its|their) (?:subject|title)(?: line)?$/iu,
        of: 'text',
        field: 'subject',
      },
    ],
    joins: /\s*,\s*|\s+(?:or|and|nor)\s+|\s*\/\s*/iu,
    leading: [
      /^(?:if|when(?:ever)?|all|any|every|each|the|my|those|these|of|other|new|incoming|messages?|(?:e-?)?mails?|anything|everything|whatever|things?|stuff|something|ones?|that|which|it|they|is|are|comes?|sent|and|also|posts?|letters?)(?:\s+|$)/iu,
      /^(?:an?|my|our|their|some)\s+/iu,
    ],
    trailing:
      /\s+(?:mailing list|list|newsletter|(?:e-?)?mails?|messages?|attachments?|attached|in it|in them|in the (?:text|body|mail)|people|and|that|which|they|it|then|are|is|,)$/iu,
    nothing: /^(?:mailing list|list|newsletter|attachments?|attached)$/iu,
    fileNoun: / (?:files?|documents?)$/u,
    fileEnding: /^[a-z]{2,4}$/u,
    fileKinds: { ...FILE_KINDS, picture: FILE_KINDS.image, photo: FILE_KINDS.image },
  },
  secondRule:
    /\b(?:is|are|can be|should be|must be)\s+(?:(?:always|never|not|only|just|urgent(?:ly)?)\s+)*(?:repl(?:y|ied)|act(?:ion)?|read|skip(?:ped)?|ignored?|urgent)\b/iu,
  unknown:
    /\b(?:(?:larger|bigger|smaller|longer|shorter|older|newer|more|less) than\b|(?:last|this|next|past) (?:week|month|year|night|morning|weekend)s?\b|(?:before|after|since|until) (?:\d[\d/.-]*|yesterday|today|tomorrow)|yesterday\b|today\b|unread\b|unanswered\b|starred\b|flagged\b|(?:cc|bcc)[’']?d?\b|in copy\b)/iu,
};
