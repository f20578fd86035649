import { FILE_ENDING, FILE_ENDINGS, FILE_KINDS, wholeWords, type RuleGrammar } from './rule-grammar';

const MAIL = '(?:e-?)?mails?|nachricht(?:en)?|post|schreiben|briefe?';
const ARTICLE =
  '(?:d(?:er|ie|as|en|em|es)|(?:m|d|s)?ein(?:e[mnrs]?)?|(?:unser|ihr)(?:e[mnrs]?)?|einig(?:e[mnr]?))';
const LIST = '(?:mailing-?)?liste|verteiler(?:liste)?';
const KINDS = `(?:angehängte[mnrs]? )?(?:${FILE_ENDINGS}|bild(?:ern?)?|fotos?|kalender|tabellen?|präsentation(?:en)?)(?:-?datei(?:en)?)?`;
const SAY = 'enth(?:ält|alten)|erwähn(?:t|en)|nenn(?:t|en)';
const HAVE = `ha(?:t|ben)|${SAY}|trägt|tragen|steh(?:t|en)|vorkomm(?:t|en)`;
const SEND = 'schreib(?:t|en)|schick(?:t|en)|sende(?:t|n)';
const COME =
  '(?:kommt?|kommen|stamm(?:t|en)|geh(?:t|en)|(?:ver|ge)schick(?:t|en)|(?:ver|ge)send(?:et|en)|gerichtet|adressiert|ist|sind|w[iu]rde?n?|werden)';
const MODAL = '(?:soll(?:en|te|ten)?|k(?:ann|önnen)|m(?:uss|üssen)|d(?:arf|ürfen)|w(?:ill|ollen)|möchten?)';
const SUBJECT = '(?:betreff(?:zeile)?|titel)';

/** A participle that says what is to be done; beside “sind” it says what was done, which is no category. */
const done = (participle: string): string =>
  `(?:${participle})(?= werden)|(?<=(?:wird|werden) (?:immer |sofort )?)(?:${participle})`;

/** How rules are said in German: „Rechnungen von Acme sind zu erledigen“. */
export const GERMAN: RuleGrammar = {
  examples: [
    'Rechnungen von Acme sind zu erledigen',
    'Alles von der Tennisclub-Liste kann übersprungen werden',
    'Mails mit einem PDF von Anwälten sind dringend zu beantworten',
    'Überspringe Mails mit „Wochenbericht“ im Betreff',
  ],
  telltales:
    'd(?:er|ie|as|en|em|es)|eine?[mnrs]?|kein(?:e[mnrs]?)?|mein(?:e[mnrs]?)?|vo[nm]|über|mit|ohne|zu[mr]?|im|an|am|aus|bei|und|oder|aber|nicht|ist|sind|w(?:ird|erden)|soll(?:en)?|k(?:ann|önnen)|m(?:uss|üssen)|alle[ns]?|jede[nrs]?|wenn|falls|als|unter|immer|bitte',
  outcome: {
    words: {
      reply: `(?:zu )?(?:be)?antworten|${done('beantwortet')}|antwort|(?:zur )?beantwortung`,
      act: `(?:zu )?(?:erledigen|bearbeiten|tun)|${done('erledigt|bearbeitet')}|(?:aufgaben?|to-?dos?)|zur (?:erledigung|bearbeitung)|arbeit`,
      read: `(?:(?:zu|zum|nur|gerne?) )?lesen|${done('gelesen')}|lesenswert|(?:zur )?(?:info(?:rmation)?|kenntnis(?:nahme)?)|informativ|wissenswert|gut zu wissen|fyi|lektüre|lesestoff`,
      skip: '(?:zu )?(?:überspringen|ignorieren|übergehen|ausblenden)|übersprungen|ignoriert|übergangen|ausgeblendet|überspringbar|spam|müll|rauschen|unwichtig|uninteressant|irrelevant|überflüssig|egal|nicht (?:wichtig|interessant|nötig)',
    },
    tail: '(?: (?:(?:an)?(?:ge)?sehen|behandelt|behandeln|(?:ein)?sortiert|(?:ein)?sortieren|eingeordnet|einordnen|markiert|markieren|abgelegt|ablegen))?(?: werden)?',
    link: `(?:dann )?(?:ist|sind)(?: (?:sie|es|das))?|(?:dann )?${MODAL}(?: (?:ich|man|sie|es|wir))?|w(?:ird|erden)|gelten|gilt|zähl(?:t|en)|bedeute(?:t|n)|(?:gehör|komm|geh|fall|land|wander)(?:t|en)|fällt|brauch(?:t|en) ich|(?:sind|ist) für mich`,
    urgent:
      '(?:sehr |besonders )?(?:dringend|eilig|dringlich)(?:e[mnrs]?)?|sofort|umgehend|unverzüglich|schnellstens|gleich',
    notUrgent:
      '(?:nicht|nie|niemals) (?:so |sehr |besonders )?(?:dringend|eilig|dringlich)(?:e[mnrs]?)?|ohne eile',
    filler:
      'immer |stets |nur |alle |bitte |einfach |als |unter |unters |in |ins |im |nach |zu |zum |zur |zu den |zu meinen |eine? |einer |meine |und |aber |auch |, ?',
    more: '(?:und |aber |wenn )?(?:sind |ist )?',
    need: '(?:immer )?(?:brauch(?:t|en)|benötig(?:t|en)|erforder(?:t|n)|verlang(?:t|en)|erwarte(?:t|n)|verdien(?:t|en)|bekomm(?:t|en)|woll(?:en)|krieg(?:t|en)) (?:immer )?(?:eine? |meine )?(?:sehr )?',
    needed: {
      reply: '(?:eine |meine )?(?:antwort|rückmeldung)',
      act: '(?:eine )?(?:bearbeitung|erledigung|handlung|aktion)',
      read: '(?:meine )?(?:lektüre|kenntnisnahme)',
      skip: 'keine (?:beachtung|aufmerksamkeit)',
    },
    verbs: {
      reply: '(?:beantworten|antworten|beantworte ich|(?:darauf|auf sie) antworten)',
      act: '(?:erledigen|bearbeiten|(?:erledige|bearbeite) ich)',
      read: '(?:(?:nur )?lesen|lese ich)',
      skip: '(?:überspringen|ignorieren|übergehen|ausblenden|(?:überspringe|ignoriere|übergehe) ich|interessier(?:t|en) (?:mich )?nicht)',
    },
    inverted: '{outcome}\\s+(?:sind|ist)\\s+(?<subject>.+)',
    orders: {
      reply:
        '(?:bitte )?(?:immer )?(?:beantworten?(?: sie)?(?: immer)?|antworten?(?: sie)?(?: immer)?(?: bitte)? auf):?',
      act: '(?:bitte )?(?:immer )?(?:erledigen?|bearbeiten?)(?: sie)?(?: immer)?:?',
      read: '(?:bitte )?(?:immer |nur )?(?:lies|lesen?|zeigen?(?: sie)? mir)(?: sie)?(?: immer| nur)?:?',
      skip: '(?:bitte )?(?:immer )?(?:überspringen?|ignorieren?|übergehen?)(?: sie)?(?: immer)?:?',
    },
    marked: [
      /^(?:bitte )?(?:immer )?(?:(?:markiere|sortiere|lege|stelle|ordne|behandle|verschiebe)n?|behandeln)(?: sie)?\s+(?<subject>.+?)\s+(?:als|unter|in|ins|im|zu|zum|zur|nach)\s+[„“”"]?(?<rest>.+?)[“”"]?(?:\s+(?:ein|ab))?$/iu,
      /^(?<subject>.+?)\s+(?:bitte )?(?:immer )?(?:als|unter|in|ins|im|zu|zum|zur|nach)\s+[„“”"]?(?<rest>[^„“”"]+?)[“”"]?\s+(?:markieren|(?:ein)?sortieren|einordnen|ablegen|behandeln|verschieben)$/iu,
      /^(?<subject>.+?)\s+(?:komm|gehör|geh|land|fall|wander)(?:t|en)\s+(?:immer )?(?:unter|in|ins|zu|zum|zur|nach)\s+„(?<rest>[^„“”"]+)[“”]$/iu,
    ],
    leftOver: new RegExp(
      `^(?:bitte )?(?:(?:markiere|sortiere|lege|stelle|ordne|behandle|verschiebe)n?|keine?)(?!\\p{L})|(?<!\\p{L})(?:${MODAL}|brauch(?:t|en)|weder)(?!\\p{L})|(?<!\\p{L})(?:nicht|nie|niemals|kaum|kein(?:e[mnrs]?)?|als|unter|(?<!(?:im|als|(?:in|aus) (?:der|ihrer)) )${SUBJECT})$`,
      'iu',
    ),
  },
  subject: {
    markers: [
      {
        pattern:
          'ohne (?:(?:eine[mn]?|jeden|alle) )?(?:datei)?anh(?:ang|änge)|(?:mit|die|welche) keine[nm]? (?:datei)?anh(?:ang|änge)n?',
        field: 'attachment',
        test: 'not-contains',
      },
      {
        pattern: `(?:ohne|mit keine[mnr]?)(?: eine?[mnr]?)?(?=\\s${KINDS}(?!\\p{L}))`,
        field: 'attachment',
        test: 'not-contains',
      },
      {
        pattern: `(?:(?:aber|jedoch|und) )?(?:die )?(?:nicht|nie|niemals|au(?:ß|ss)er|ausgenommen|bis auf)(?: (?:die|denen|solche[nr]?|${MAIL}))?(?: aus)? vo[nm]`,
        field: 'sender',
        test: 'not-contains',
      },
      {
        pattern: '(?:(?:aber|jedoch|und) )?(?:die )?(?:nicht|au(?:ß|ss)er)(?: (?:die|denen))? an',
        field: 'recipient',
        test: 'not-contains',
      },
      {
        pattern: `(?:deren|dessen|wo der|mit dem) ${SUBJECT} (?:nicht|kein(?:e[mnrs]?)?)`,
        field: 'subject',
        test: 'not-contains',
      },
      {
        pattern:
          '(?:(?:aber|jedoch|und) )?(?:die )?(?:nicht (?:über|zu[mr]?|mit|wegen)|ohne(?: d(?:as|ie) w(?:ort|orte|örter))?|au(?:ß|ss)er(?: (?:über|zu[mr]?))?|kein(?:e[mnrs]?))',
        field: 'text',
        test: 'not-contains',
      },
      {
        pattern: `(?:(?:deren|dessen|wo der|mit dem) )?${SUBJECT} (?:(?:genau )?(?:lautet|ist|heißt)|gleich)(?: genau)?|mit (?:dem )?genauen ${SUBJECT}`,
        field: 'subject',
        test: 'is',
      },
      {
        pattern: `(?:in deren|(?:die|welche|wo) im|(?<=(?:${MAIL}) )im) ${SUBJECT}|(?:mit|unter|deren|dessen|wo|wenn|und)(?: (?:der|dem|einem))? ${SUBJECT}(?: (?:enthält|erwähnt|mit))?`,
        field: 'subject',
        test: 'contains',
      },
      {
        pattern: `(?:über|via|auf|aus|in|im|an|vo[nm])(?=\\s(?:${ARTICLE} )?(?:(?!(?:vo[nm]|an|über|mit|aus|auf|in)\\s)[^\\s,"“”„«»]+[\\s-]){0,3}?(?:${LIST})(?!\\p{L}))|(?:aus|vo[nm])(?=\\s(?:${ARTICLE} )?(?:(?!(?:vo[nm]|an|über|mit|aus|auf|in)\\s)[^\\s,"“”„«»]+[\\s-]){0,3}?newsletter(?!\\p{L}))`,
        field: 'list',
        test: 'contains',
      },
      {
        pattern: `(?:deren|dessen|mit dem) absender(?:in)?`,
        field: 'sender',
        test: 'contains',
      },
      {
        pattern: `(?:wenn|falls|die|welche|was)(?: mir)?(?=\\s(?:(?!(?:vo[nm]|an|mit|über)\\s)[^,])+?\\s(?:${SEND})(?!\\p{L}))`,
        field: 'sender',
        test: 'contains',
      },
      {
        pattern: `(?:deren|dessen|mit dem) empfänger(?:in)?`,
        field: 'recipient',
        test: 'contains',
      },
      {
        pattern: `(?:(?:die|welche|das|was)(?: mir)? )?(?:(?:${COME}|geschrieben) )?vo[nm]|(?<=(?<!\\p{L})(?:${MAIL}) )(?:der|des|(?:mein|unser)e[rs])`,
        field: 'sender',
        test: 'contains',
        inNames: true,
      },
      {
        pattern: `(?:(?:die|welche|das|was) )?(?:(?:${COME}) )?(?:an|ans)`,
        field: 'recipient',
        test: 'contains',
      },
      {
        pattern: `(?:mit|die|welche) (?:(?:eine[mnr]?|irgendeine[mn]?) )?(?:datei)?anh(?:ang|änge)n?(?: (?:namens|vom typ))?`,
        field: 'attachment',
        test: 'contains',
      },
      {
        pattern: `(?:mit|die|welche)(?: (?:eine?[mnrs]?|irgendeine?[mnr]?))?(?=\\s${KINDS}(?!\\p{L}))`,
        field: 'attachment',
        test: 'contains',
      },
      {
        pattern: `(?:die|welche|was)(?=\\s(?:(?!(?:vo[nm]|an|mit|über)\\s)[^,])+?\\s(?:${SAY})(?!\\p{L}))`,
        field: 'text',
        test: 'contains',
      },
      {
        pattern:
          '(?:in denen (?:es )?(?:um|von)|(?:in denen|worin)|mit d(?:em|en) w(?:ort|orten|örtern)|zum thema|über|wegen|betreffend|bezüglich|rund um|zu[mr]?|mit|für|um)',
        field: 'text',
        test: 'contains',
      },
    ],
    closings: [
      {
        pattern: new RegExp(
          `\\s+nicht (?:im|in (?:der|ihrer)) ${SUBJECT}(?: (?:haben|hat|steh(?:t|en)|vorkommt|tragen))?$`,
          'iu',
        ),
        ...{ of: 'text', field: 'subject', test: 'not-contains' },
      },
      {
        pattern: new RegExp(
          `\\s+(?:im|als|in (?:der|ihrer)) ${SUBJECT}(?: (?:haben|hat|steh(?:t|en)|vorkommt|tragen))?$`,
          'iu',
        ),
        ...{ of: 'text', field: 'subject' },
      },
      {
        pattern: /\s+(?:im|als|in ihrem) (?:datei)?anhang(?: (?:haben|hat|tragen))?$/iu,
        ...{ of: 'text', field: 'attachment' },
      },
      {
        pattern: new RegExp(`\\s+nicht(?: (?:${HAVE}))?$`, 'iu'),
        ...{ of: 'text', field: 'text', test: 'not-contains' },
      },
      {
        pattern: new RegExp(`\\s+nicht (?:${HAVE}|ist|lautet)$`, 'iu'),
        ...{ of: 'subject', field: 'subject', test: 'not-contains' },
      },
      {
        pattern: new RegExp(`\\s+nicht ${COME}$`, 'iu'),
        ...{ of: 'sender', field: 'sender', test: 'not-contains' },
      },
      {
        pattern: /\s+(?:genau )?(?:lautet|heißt)$/iu,
        ...{ of: 'sender', field: 'sender', test: 'is' },
      },
      {
        pattern: /\s+(?:genau )?(?:lautet|ist|heißt)$/iu,
        ...{ of: 'subject', field: 'subject', test: 'is' },
      },
    ],
    joins:
      /\s*,\s*(?:(?:oder|und|sowie|noch)\s+)?|\s+(?:oder|und|sowie|noch|beziehungsweise|bzw\.?)\s+|\s*\/\s*/iu,
    leading: [
      new RegExp(
        `^(?:wenn|falls|sobald|alle[mnrs]?|jede[mnrs]?|sämtliche[nr]?|diese[mnrs]?|andere[nr]?|neue[nrs]?|eingehende[nr]?|${MAIL}|etwas|was|welche|sachen|dinge|irgendetwas|es|sie|mir|dann|ist|sind|kommt|kommen|und|auch|entweder|bitte|angehängte[mnrs]?|${ARTICLE})(?:\\s+|$)`,
        'iu',
      ),
      new RegExp(`^(?:${LIST}|newsletter)\\s+`, 'iu'),
    ],
    trailing: new RegExp(
      `(?:[\\s-]+(?:${LIST}|newsletter)|\\s+(?:${MAIL}|(?:(?:im|als) )?(?:datei)?anh(?:ang|änge)|angehängt|${HAVE}|${COME}|enth(?:ält|alten)|handel(?:t|n)|dabei|drin|darin|im text|${SEND}|und|oder|die|das|es|sie|mir|mich|bitte))$`,
      'iu',
    ),
    nothing: new RegExp(`^(?:${LIST}|(?:datei)?anh(?:ang|änge)n?|angehängt|,)$`, 'iu'),
    fileNoun: /-?(?:datei(?:en)?|dokumente?|anhang|anhänge)$/u,
    fileEnding: FILE_ENDING,
    fileKinds: {
      kalender: FILE_KINDS.calendar,
      bild: FILE_KINDS.image,
      bilder: FILE_KINDS.image,
      bildern: FILE_KINDS.image,
      foto: FILE_KINDS.image,
      tabelle: FILE_KINDS.spreadsheet,
      tabellen: FILE_KINDS.spreadsheet,
      präsentation: FILE_KINDS.presentation,
      präsentationen: FILE_KINDS.presentation,
    },
  },
  secondRule: wholeWords(
    '(?:ist|sind|soll(?:en)?|k(?:ann|önnen)|m(?:uss|üssen)|gehör(?:t|en)|brauch(?:t|en))\\s+(?:(?:immer|nie|nicht|nur|als|dringend|zu|zum|zur|unter|eine)\\s+)*(?:(?:be)?antwort(?:e[nt]|et)?|erledig(?:en|t)|bearbeite[nt]|lesen|gelesen|lesenswert|überspringen|übersprungen|ignorier(?:en|t)|spam|dringend|unwichtig)|(?:überspringe|ignoriere|lese|beantworte|erledige) ich',
  ),
  unknown: wholeWords(
    '(?:größer|kleiner|länger|kürzer|älter|neuer|jünger|mehr|weniger) als|(?:letzte|vorige|vergangene|diese|nächste)[mnrs]? (?:woche|monat|jahr|nacht|wochenende)|(?:vor|nach|seit|bis|ab) (?:de[mr] )?(?:\\d[\\d./-]*|gestern|heute|morgen)|gestern|heute|ungelesene?[nrs]?|unbeantwortete?[nrs]?|markierte[nrs]?|b?cc|in kopie',
  ),
};
