import { FILE_ENDING, FILE_ENDINGS, FILE_KINDS, wholeWords, type RuleGrammar } from './rule-grammar';

const MAIL = '(?:e-?)?mails?|correos?(?: electrónicos?)?|mensajes?|cartas?|avisos?';
const ANY = `${MAIL}|tod[oa]s?|lo|algo|cosas?`;
const ARTICLE = '(?:el|la|los|las|un[ao]?s?|mis?|tus?|sus?|nuestr[oa]s?|algun[oa]s?|algún)';
const LIST = 'listas?(?: de (?:correo|distribución))?';
const FILE = '(?:archivos?|ficheros?|documentos?)';
const KINDS = `(?:${FILE} )?(?:${FILE_ENDINGS}|im[aá]gen(?:es)?|fotos?|calendarios?|hojas? de cálculo|presentaci(?:ón|ones))`;
const HAVE = '(?:t(?:iene|ienen|enga|engan)|llev(?:a|an|e|en)|tra(?:e|en|iga|igan))';
const SAY =
  '(?:cont(?:iene|ienen|enga|engan)|inclu(?:ye|yen|ya|yan)|mencion(?:a|an|e|en)|d(?:ice|icen|iga|igan)|t(?:iene|ienen|enga|engan))';
const COME =
  '(?:v(?:iene|ienen|enga|engan)|lleg(?:a|an)|llegu(?:e|en)|proced(?:e|en)|proced(?:a|an)|s(?:on|ean?)|es)';
const SUBJECT = '(?:asunto|título)';
const PUT =
  'marc(?:a|ar)|marque|pon(?:er|ga)?|clasifi(?:ca|car|que)|trat(?:a|e|ar)|consider(?:a|e|ar)|muev[ae]|mover|pas(?:a|e|ar)|env(?:ía|íe|iar)|met(?:e|a|er)';
const THEM = '(?:l[aeo]s?)?';

/** How rules are said in Spanish: «las facturas de Acme son por hacer». */
export const SPANISH: RuleGrammar = {
  examples: [
    'Las facturas de Acme van a Por hacer',
    'Todo lo de la lista del club de tenis se puede omitir',
    'Los correos con un PDF de abogados requieren una respuesta urgente',
    'Omite los correos con «resumen semanal» en el asunto',
  ],
  telltales:
    'el|las?|los?|un[ao]?s?|del?|con|sin|sobre|en|por|para|al|y|pero|es|son|está|están|se|que|si|tod[oa]s?|puede[n]?|debe[n]?|hay|como|siempre|mis?|cuy[oa]s?|lo',
  outcome: {
    words: {
      reply: `(?:responder|contestar)${THEM}|(?:respondid|contestad)[oa]s?|respuesta`,
      act: `(?:por )?hacer${THEM}|tareas?|pendientes?|acción|(?:atender|gestionar|tramitar|resolver)${THEM}|(?:atendid|gestionad|tramitad|resuelt)[oa]s?`,
      read: `leer${THEM}|lectura|(?<=ser )leíd[oa]s?|informativ[oa]s?|(?:mi )?información|interesantes?|de interés`,
      skip: `(?:omitir|ignorar|saltar|ocultar|descartar)(?:se|${THEM})|(?:omitid|ignorad|ocultad|descartad)[oa]s?|spam|basura|ruido|irrelevantes?|prescindibles?|sin (?:importancia|interés)|no (?:importantes?|interesantes?)`,
    },
    tail: '',
    link: '(?:es|son|está|están|queda|quedan)|(?:va|van|irá|irán|pasa|pasan) (?:a|en|para|como)|(?:se )?cuentan? como|se (?:clasifica|marca|trata|considera)n?(?: como| en)?|(?:se )?(?:puede|debe|debería)n?(?: ser| ir (?:a|en|para))?|(?:hay|tengo|quiero)(?: que)?|pertenecen? a|significan?',
    urgent: '(?:muy )?urgentes?|(?:con |de )?urgencia|urgentemente|enseguida|de inmediato|inmediatamente',
    notUrgent: '(?:no|nunca) (?:son |es )?(?:muy )?urgentes?|sin (?:prisa|urgencia)',
    filler:
      'siempre |solo |sólo |tod[oa]s |simplemente |como |para |por |de |a |en |un |una |mi |y |pero |la |las |ser |, ?',
    more: '(?:y |pero |si )?(?:son |es )?',
    need: '(?:siempre )?(?:requ(?:iere|ieren)|neces(?:ita|itan)|merece[n]?|esperan?|piden?|quieren?) (?:una? |mi )?',
    needed: {
      reply: 'respuesta|contestación',
      act: 'acción|gestión|atención',
      read: 'lectura',
      skip: 'ninguna atención',
    },
    verbs: {
      reply: `(?:(?:se )?(?:respond|contest)[ae]n?|(?:responder|contestar)${THEM}|(?:respónde|contésta|respond[ae]|contest[ae])l[aeo]s?)`,
      act: `(?:se (?:hace|atiende|gestiona|tramita)n?|(?:hacer|atender|gestionar|tramitar)${THEM})`,
      read: `(?:se leen?|leer${THEM}|lée?l[ao]s?)`,
      skip: `(?:se (?:omite|ignora|salta|descarta|oculta)n?|(?:omitir|ignorar|descartar|ocultar)${THEM}|(?:omíte|ignóra|omita|ignore|descárta)l[ao]s?|no (?:me )?(?:importa|interesa)n?)`,
    },
    inverted: '(?:son|es)\\s+{outcome}\\s+(?<subject>.+)',
    orders: {
      reply:
        '(?:por favor,? )?(?:hay que )?(?:siempre )?(?:respond(?:e|a|er)|contest(?:a|e|ar))(?: siempre)?(?: al?(?= ))?',
      act: '(?:por favor,? )?(?:hay que )?(?:siempre )?(?:haz|haga|hacer|atiend[ea]|atender|gestion(?:a|e|ar)|tramit(?:a|e|ar)|encárg(?:ate|uese) de)(?: siempre)?',
      read: '(?:por favor,? )?(?:hay que )?(?:siempre |solo |sólo )?(?:lee|lea|leer|muéstr[ae]me|enséñ[ae]me)(?: siempre| solo| sólo)?',
      skip: '(?:por favor,? )?(?:hay que )?(?:siempre )?(?:omit(?:e|a|ir)|ignor(?:a|e|ar)|salt(?:a|e|ar)|ocult(?:a|e|ar)|descart(?:a|e|ar))(?: siempre)?',
    },
    marked: [
      new RegExp(
        `^(?:por favor,? )?(?:siempre )?(?:${PUT})\\s+(?<subject>.+?)\\s+(?:como|en|a|para|por|entre)\\s+[«"“]?(?<rest>.+?)[»"”]?$`,
        'iu',
      ),
      /^(?<subject>.+?)\s+(?:siempre )?(?:van?|pasan?|irán?)\s+(?:siempre )?(?:a|en|para)\s+«(?<rest>[^«»]+)»$/iu,
    ],
    leftOver: new RegExp(
      `^(?:por favor,? )?(?:${PUT}|ning[uú]n[oa]?)(?!\\p{L})|(?<!\\p{L})(?:puede|debe|debería)n?(?!\\p{L})|(?<!\\p{L})(?:no|nunca|jamás|tampoco|se|ni|(?<!(?:en|como|de|por) (?:(?:el|su) )?)${SUBJECT})$`,
      'iu',
    ),
  },
  subject: {
    markers: [
      {
        pattern: `sin (?:(?:ningún|un) )?(?:${FILE} )?adjuntos?|que no ${HAVE} (?:(?:ningún|un) )?(?:${FILE} )?adjuntos?`,
        field: 'attachment',
        test: 'not-contains',
      },
      {
        pattern: `(?:sin|que no ${HAVE})(?: (?:ningun[ao]?s?|ningún|un[ao]?))?(?=\\s${KINDS}(?!\\p{L}))`,
        field: 'attachment',
        test: 'not-contains',
      },
      {
        pattern: `(?:(?:pero|y) )?(?:que )?(?:no|excepto|salvo|menos|nunca)(?: (?:el|la|los|las))?(?: (?:${MAIL}))?(?: (?:que )?(?:${COME}|(?:enviad|escrit)[oa]s?))? (?:del?|por)`,
        field: 'sender',
        test: 'not-contains',
      },
      {
        pattern: `(?:(?:pero|y) )?(?:que )?(?:no|excepto|salvo|menos)(?: l[ao]s)?(?: (?:${COME}|vayan?|(?:dirigid|enviad)[oa]s?))? (?:para|al?)`,
        field: 'recipient',
        test: 'not-contains',
      },
      {
        pattern: `(?:cuyo|(?:si|y) el) ${SUBJECT} no (?:${SAY}|s(?:ea|on)|es)`,
        field: 'subject',
        test: 'not-contains',
      },
      {
        pattern: `(?:(?:pero|y) )?(?:que )?no (?:${SAY}|habl(?:a|an|e|en)|trat(?:a|an|e|en)|sobre|acerca)(?: (?:del?|sobre|la palabra|las palabras))?|sin (?:las? palabras?|mencionar|hablar de)|sin|(?:excepto|salvo|menos)(?: sobre)?`,
        field: 'text',
        test: 'not-contains',
      },
      {
        pattern: `(?:cuyo|(?:si|y|con) el) ${SUBJECT} (?:(?:sea|es|diga|dice)(?: exactamente)?|igual a)|con (?:el )?${SUBJECT} exacto`,
        field: 'subject',
        test: 'is',
      },
      {
        pattern: `(?:cuyo|(?:si|y|con) el) ${SUBJECT} ${SAY}|(?:con|bajo|de) (?:el |un )?${SUBJECT}|que ${HAVE} (?:por|como|de) ${SUBJECT}`,
        field: 'subject',
        test: 'contains',
      },
      {
        pattern: `(?:(?:que )?(?:${COME}|(?:enviad|mandad|publicad)[oa]s?) )?(?:del?|en|por|desde|a través del?|vía|al?)(?=\\s(?:${ARTICLE} )?(?:${LIST}|bolet[ií]n|newsletter)(?!\\p{L}))`,
        field: 'list',
        test: 'contains',
      },
      {
        pattern: 'cuyo remitente (?:s(?:ea|on)|es)',
        field: 'sender',
        test: 'is',
      },
      {
        pattern: `cuyo remitente ${SAY}`,
        field: 'sender',
        test: 'contains',
      },
      {
        pattern: `(?:que )?(?:(?:me |nos )?${COME}|(?:enviad|escrit|mandad|remitid)[oa]s?) (?:del?|desde|por)|(?:que|si|cuando) (?:me |nos )?(?:env[ií][ae]n?|mand[ae]n?|escrib[ae]n?)|de parte del?|(?<=(?<!\\p{L})(?:${ANY}|adjuntos?|${KINDS}|y|o|ni) )(?:del?|desde)`,
        field: 'sender',
        test: 'contains',
      },
      {
        pattern: 'del?',
        field: 'sender',
        test: 'contains',
        followedBy:
          /^\s(?:(?:el|la|los|las|mis?|tus?|sus?|nuestr[oa]s?|un[ao]?s?)\s|[\p{Lu}\uE000]|\S*[@\d])/u,
        onlyFirst: true,
      },
      {
        pattern: `(?:que )?(?:(?:va|van|vayan?) )?(?:(?:dirigid|enviad|escrit|mandad)[oa]s? )(?:al?|para)|(?<=(?<!\\p{L})(?:${ANY}) )al?|para|a(?=\\s\\S*@)`,
        field: 'recipient',
        test: 'contains',
      },
      {
        pattern: `(?:con|que ${HAVE})(?: (?:un|algún|cualquier|el))?(?: ${FILE})? adjuntos?(?: (?:llamad[oa]s?|de tipo))?`,
        field: 'attachment',
        test: 'contains',
      },
      {
        pattern: `(?:con|que ${HAVE})(?: (?:un[ao]?s?|algun[oa]s?|algún))?(?=\\s${KINDS}(?!\\p{L}))`,
        field: 'attachment',
        test: 'contains',
      },
      {
        pattern: `(?:que )?(?:habl(?:a|an|e|en)|trat(?:a|an|e|en)) (?:del?|sobre)|que ${SAY}(?: las? palabras?)?|(?:relacionad[oa]s?|en relación|con respecto) (?:con|al?)|referentes? al?|respecto al?|acerca del?|a propósito del?|sobre|con las? palabras?|con`,
        field: 'text',
        test: 'contains',
      },
    ],
    closings: [
      {
        pattern: new RegExp(`\\s+(?:en|como|de|por) (?:el |su )?${SUBJECT}$`, 'iu'),
        ...{ of: 'text', field: 'subject' },
      },
      {
        pattern: /\s+(?:en|como) (?:el |un |su )?(?:archivo )?adjunto$/iu,
        ...{ of: 'text', field: 'attachment' },
      },
    ],
    joins: /\s*,\s*(?:[oyue]\s+)?|\s+(?:[oyue]|ni)\s+|\s*\/\s*/iu,
    leading: [
      new RegExp(
        `^(?:si|cuando|cada|cualquier(?:a)?|tod[oa]s?|lo|algo|cosas?|est[aeo]s?|otr[oa]s?|nuev[oa]s?|que|es|son|llegan?|vienen?|y|también|${MAIL}|${ARTICLE})(?:\\s+|$)`,
        'iu',
      ),
      new RegExp(`^(?:${LIST}|bolet[ií]n|newsletter)\\s+(?:(?:del?|el|la|los|las)\\s+)*`, 'iu'),
    ],
    trailing: new RegExp(
      `\\s+(?:${LIST}|bolet[ií]n|newsletter|${MAIL}|adjunt[oa]s?|que|y|o|es|son|está|están|se|entonces|en el (?:texto|mensaje|correo)|,)$`,
      'iu',
    ),
    nothing: new RegExp(`^(?:${LIST}|adjunt[oa]s?)$`, 'iu'),
    fileNoun: /^(?:archivos?|ficheros?|documentos?) /u,
    fileEnding: FILE_ENDING,
    fileKinds: {
      calendario: FILE_KINDS.calendar,
      imagen: FILE_KINDS.image,
      imagene: FILE_KINDS.image,
      imágene: FILE_KINDS.image,
      foto: FILE_KINDS.image,
      'hoja de cálculo': FILE_KINDS.spreadsheet,
      'hojas de cálculo': FILE_KINDS.spreadsheet,
      presentación: FILE_KINDS.presentation,
      presentacione: FILE_KINDS.presentation,
    },
  },
  secondRule: wholeWords(
    '(?:es|son|van? a|(?:se )?(?:puede|debe)n?|hay que|requieren?|necesitan?)\\s+(?:(?:siempre|nunca|no|solo|sólo|urgentes?|por|para|ser|una?)\\s+)*(?:responder|respuesta|contestar|hacer|leer|lectura|omitir(?:se)?|omitid[oa]s?|ignorar(?:se)?|ignorad[oa]s?|spam|urgentes?)|se (?:omite|ignora|lee|responde|contesta|hace)n?',
  ),
  unknown: wholeWords(
    '(?:m[aá]s|menos) (?:grandes?|pequeñ[oa]s?|larg[oa]s?|cort[oa]s?|antigu[oa]s?|nuev[oa]s?|recientes?) que|(?:mayor|menor)(?:es)? (?:que|de|a)|(?:más|menos) (?:de|que) \\d[\\d.,]*|(?:la semana|el mes|el año|la noche|el fin de semana) (?:pasad[oa]|anterior|próxim[oa]|que viene)|est[ae] (?:semana|mes|año|noche)|(?:antes|después) de(?:l)? (?:\\d[\\d./-]*|ayer|hoy|mañana)|(?:desde|hasta) (?:\\d[\\d./-]*|ayer|hoy|mañana)|(?:anterior|posterior)(?:es)? al? (?:\\d[\\d./-]*|ayer|hoy)|ayer|hoy|(?:no|sin) (?:leíd[oa]s?|leer|responder|contestar|respondid[oa]s?|contestad[oa]s?)|destacad[oa]s?|con estrella|b?cc|cco|en copia',
  ),
};
