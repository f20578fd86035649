import { gated, within, type GatedPattern, type Need } from './gated-pattern';

const FOREIGN_ADDRESS = (notes: string, to: string, agents: string): RegExp =>
  new RegExp(
    String.raw`(?<!\p{L})(?:${notes})(?!\p{L})[^.\n]{0,30}(?<!\p{L})(?:${to})(?!\p{L})[^.\n]{0,30}?(?<!\p{L})(?:${agents})`,
    'giu',
  );

const GERMAN_AGENT = String.raw`(?:KI|AI|GPT|LLM)[\s-]{0,8}(?:assisten\w+|agenten?|systeme?n?|modelle?n?|tools?|bots?)|(?:digital|virtuell|automatisch|künstlich)\w*\s{1,8}(?:\w+[\s-]{1,8})?(?:assisten\w+|agenten?|systeme?n?|bots?|intelligenz)|sprachmodelle?n?|mail-?assisten\w+`;
const SPANISH_AGENT = String.raw`(?:asistentes?|agentes?|modelos?|sistemas?|herramientas?)\s{1,8}(?:de\s{1,8})?(?:la\s{1,8})?(?:ia|inteligencia\s{1,8}artificial|virtual(?:es)?|automátic\w+|digital(?:es)?|lenguaje|correo)(?!\p{L})`;
const FRENCH_AGENT = String.raw`(?:assistants?|agents?|modèles?|systèmes?|outils?)\s{1,8}(?:d['’]\s?)?(?:ia|intelligence\s{1,8}artificielle|virtuels?|automati\w+|numériques?|de\s{1,8}langage|de\s{1,8}messagerie|intelligents?)(?!\p{L})`;
const DUTCH_AGENT = String.raw`(?:AI|KI)[\s-]{0,8}(?:assistent\w*|systeme?n?|agent\w*|model\w*|tools?|bots?)|(?:digitale|virtuele|automatische|kunstmatige)\s{1,8}(?:\w+[\s-]{1,8})?(?:assistent\w*|systemen?|agenten?|intelligentie)|taalmodel\w*|mailassistent\w*`;

/** What stands wherever the agents of these names match. */
const GERMAN: Need = [
  ...['digital', 'virtuell', 'automatisch', 'künstlich', 'sprachmodell', 'assisten'],
  within(
    ['agent', 'system', 'modell', 'tool', 'bot'],
    /(?:ki|ai|gpt|llm)[\s-]{0,8}(?:agent|system|modell|tool|bot)/,
  ),
];
const KI = within(['ki'], /(?:^|[\s,:])ki(?![a-z])/);
const FRENCH: Need = [
  ...['intelligen', 'virtuel', 'automati', 'numérique', 'langage', 'messagerie'],
  within(['ia'], /[\s'’]ia(?![a-z])/),
];
const DUTCH: Need = [
  ...['digitale', 'virtuele', 'automatische', 'kunstmatige', 'taalmodel', 'mailassistent'],
  within(
    ['assistent', 'system', 'agent', 'model', 'tool', 'bot'],
    /(?:ai|ki)[\s-]{0,8}(?:assistent|system|agent|model|tool|bot)/,
  ),
];

export const OTHER_LANGUAGES: readonly GatedPattern[] = [
  gated(
    /(?<!\p{L})(?:ignorier|vergiss|vergess|missacht|übergeh|verwirf)\p{L}*\s{1,8}(?:sie\s)?(?!meine|unsere)[^.,;\n]{0,50}(?<!\p{L})(?:anweisungen|instruktionen|vorgaben|systemprompts?)(?!\p{L})/giu,
    ['anweisung', 'instruktion', 'vorgabe', 'systemprompt'],
  ),
  gated(
    FOREIGN_ADDRESS(
      'hinweis|anweisung(?:en)?|nachricht|mitteilung|achtung|wichtig|notiz',
      'an|für',
      GERMAN_AGENT,
    ),
    ['hinweis', 'anweisung', 'nachricht', 'mitteilung', 'achtung', 'wichtig', 'notiz'],
    GERMAN,
  ),
  gated(
    new RegExp(
      String.raw`(?<!\p{L})(?:wenn|falls|da|weil|sofern)\s{1,8}(?:du|sie)\s{1,8}(?:eine?n?|die|der)\s{1,8}(?:${GERMAN_AGENT}|KI(?!\p{L}))`,
      'giu',
    ),
    [...GERMAN, KI],
  ),
  gated(
    new RegExp(
      String.raw`(?:^|\n|[.!?:]\s)\s{0,8}(?:${GERMAN_AGENT}|KI)\s{0,8}[:,]\s{0,8}(?:bitte|markier|fass|antwort|ignorier|stuf|leit|sende|schreib|du|sie)\p{L}*`,
      'giu',
    ),
    [...GERMAN, KI],
  ),
  gated(
    new RegExp(
      String.raw`(?:^|\n|[.!?:]\s)\s{0,8}(?:liebe[rs]?|hallo|hey|achtung|an\s{1,8}(?:den|die|das|alle|jeden?))[\s,:]{1,8}(?:${GERMAN_AGENT}|KI)\s{0,8}[:,!–—-]`,
      'giu',
    ),
    [...GERMAN, KI],
  ),
  gated(
    new RegExp(
      String.raw`(?<!\p{L})als\s{1,8}(?:${GERMAN_AGENT}|KI)\s{1,8}(?:(?:musst|sollst|darfst|wirst|hast)\s{1,8}du|(?:müssen|sollen|dürfen|haben)\s{1,8}sie)(?!\p{L})`,
      'giu',
    ),
    [...GERMAN, KI],
  ),
  gated(
    new RegExp(
      String.raw`(?<!\p{L})(?:(?:du|sie)\s{1,8}(?:bist|sind)|(?:bist|sind)\s{1,8}(?:du|sie))\s{1,8}(?:(?:ab\s{1,8}(?:jetzt|sofort)|nun|jetzt|von\s{1,8}nun\s{1,8}an)\s{1,8}eine?\s{1,8}(?:(?:andere|uneingeschränkte|unzensierte|freie)[rs]?\s{1,8}(?:assistent(?!\p{L})|modell(?!\p{L})|bot(?!\p{L})|KI(?!\p{L}))|bot(?!\p{L})|KI(?!\p{L}))|eine?\s{1,8}(?:${GERMAN_AGENT}|KI(?!\p{L})))`,
      'giu',
    ),
    ['bist', 'sind'],
    ['assistent', 'modell', 'bot', ...GERMAN, KI],
  ),
  gated(
    /(?<!\p{L})(?:vergiss|vergessen\s{1,8}sie|ignoriere?(?:n\s{1,8}sie)?)\s{1,8}alles,?\s{1,8}was\s{1,8}(?:[^.,\n]{0,30}\s)?(?:dir|ihnen|du|sie)\s[^.,\n]{0,40}(?:gesagt|mitgeteilt|aufgetragen|vorgegeben|befohlen|gelernt|weißt|wissen)(?!\p{L})/giu,
    ['vergiss', 'vergess', 'ignorier'],
    ['alles'],
  ),
  gated(
    /(?<!\p{L})(?:alle|sämtliche)\s{1,8}(?:\p{L}{1,20}\s{1,8}){0,2}?(?:vorherigen|bisherigen|vorigen|obigen|früheren|vorangegangenen|ursprünglichen)\s{1,8}(?:anweisungen|instruktionen|vorgaben)\s{1,8}(?:zu\s{1,8})?(?:ignorier|vergess|missacht|verwerf)\p{L}{0,6}/giu,
    ['anweisung', 'instruktion', 'vorgabe'],
    ['ignorier', 'vergess', 'missacht', 'verwerf'],
  ),
  gated(
    /(?<!\p{L})fass(?:e|en sie)?\s{1,8}diese\s{1,8}(?:e-?mail|mail|nachricht)\s{1,8}(?:\p{L}+\s{1,8}){0,2}(?:als|wie folgt|mit den worten)(?!\p{L})/giu,
    ['fass'],
  ),
  gated(/(?<!\p{L})system(?:prompt|anweisung|nachricht|befehl)\s{0,8}:/giu, [
    'systemprompt',
    'systemanweisung',
    'systemnachricht',
    'systembefehl',
  ]),
  gated(
    /(?<!\p{L})(?:ignor[ae]|olvid[ae]|descart[ae]|omit[ae])\p{L}{0,2}\s[^.\n]{0,40}(?<!\p{L})(?:instrucciones|istruzioni|instruções)(?!\p{L})/giu,
    ['instrucciones', 'istruzioni', 'instruções'],
  ),
  gated(
    FOREIGN_ADDRESS(
      'notas?|avisos?|mensajes?|instrucciones|instrucción|atención',
      'para|a|al|a los',
      SPANISH_AGENT,
    ),
    ['nota', 'aviso', 'mensaje', 'instruccion', 'instrucción', 'atención'],
    ['asistente', 'agente', 'modelo', 'sistema', 'herramienta'],
  ),
  gated(
    /(?<!\p{L})si\s{1,8}(?:eres|usted\s{1,8}es|es\s{1,8}usted|sos)\s{1,8}(?:un|una)\s{1,8}(?:ia|asistente|modelo|inteligencia|bot|sistema)(?!\p{L})/giu,
    [within(['un'], /una?\s{1,8}(?:ia|asistente|modelo|inteligencia|bot|sistema)/)],
  ),
  gated(
    /(?<!\p{L})(?:resum[ae]|clasifi[cq]\p{L}+)\s{1,8}este\s{1,8}(?:correo|mensaje|email)\s{1,8}(?:como|diciendo|con)(?!\p{L})/giu,
    ['resum', 'clasifi'],
    ['este'],
  ),
  gated(
    /(?<!\p{L})(?:ignor|oubli)(?:e|ez|er|ons)\s[^.\n]{0,40}(?<!\p{L})(?:instructions|consignes|directives)(?:\s{1,8}(?:précédentes|antérieures|ci-dessus|données|reçues|initiales|du système)|\s{0,8}[.,;!])/giu,
    ['instructions', 'consignes', 'directives'],
    ['ignor', 'oubli'],
  ),
  gated(
    /(?<!\p{L})(?:ignor|oubli)(?:e|ez|er)\s{1,8}toutes\s{1,8}(?:les|tes|vos)\s{1,8}(?:instructions|consignes)/giu,
    ['instructions', 'consignes'],
    ['ignor', 'oubli'],
  ),
  gated(
    /(?<!\p{L})ne\s{1,8}(?:tiens|tenez)\s{1,8}(?:pas|aucun)\s{1,8}compte\s{1,8}des\s{1,8}(?:instructions|consignes)/giu,
    ['instructions', 'consignes'],
    ['compte'],
  ),
  gated(
    FOREIGN_ADDRESS(
      'notes?|messages?|instructions?|avis|attention|consignes?',
      "à|pour|aux|au|à l[’']",
      FRENCH_AGENT,
    ),
    ['note', 'message', 'instruction', 'avis', 'attention', 'consigne'],
    ['assistant', 'agent', 'modèle', 'système', 'outil'],
    FRENCH,
  ),
  gated(
    /(?<!\p{L})si\s{1,8}(?:tu\s{1,8}es|vous\s{1,8}êtes|t['’]es)\s{1,8}(?:un|une)\s{1,8}(?:ia|assistant|modèle|intelligence|robot|agent)(?!\p{L})/giu,
    [within(['un'], /une?\s{1,8}(?:ia|assistant|modèle|intelligence|robot|agent)/)],
  ),
  gated(
    /(?<!\p{L})(?:résume[zr]?|classe[zr]?)\s{1,8}ce\s{1,8}(?:mail|message|courriel|e-mail)\s{1,8}(?:comme|en disant|avec|ainsi)(?!\p{L})/giu,
    ['résume', 'classe'],
  ),
  gated(
    /(?<!\p{L})(?:negeer|vergeet|sla)\s[^.\n]{0,40}(?<!\p{L})(?:instructies|opdrachten|aanwijzingen)(?!\p{L})/giu,
    ['instructies', 'opdrachten', 'aanwijzingen'],
  ),
  gated(
    FOREIGN_ADDRESS(
      'bericht|opmerking|instructies?|let op|mededeling|notitie|aandacht',
      'aan|voor',
      DUTCH_AGENT,
    ),
    ['bericht', 'opmerking', 'instructie', 'let op', 'mededeling', 'notitie', 'aandacht'],
    DUTCH,
  ),
  gated(
    new RegExp(
      String.raw`(?<!\p{L})(?:als|wanneer|indien|omdat)\s{1,8}(?:je|jij|u)\s{1,8}(?:een\s{1,8})?(?:${DUTCH_AGENT}|AI(?!\p{L}))`,
      'giu',
    ),
    [...DUTCH, within(['ai'], /\sai(?![a-z])/)],
  ),
  gated(
    /(?<!\p{L})vat\s{1,8}(?:dit|deze)\s{1,8}(?:bericht|mail|e-mail)\s{1,8}(?:samen\s{1,8})?als(?!\p{L})/giu,
    [within(['vat'], /vat\s{1,8}(?:dit|deze)/)],
  ),
];
