import type { LabelDefinition } from '../../contracts/labels';
import type { PageLanguage } from '../../contracts/settings';

/** One label in each language. The English words are what is read by the embedder, which knows little of other languages. */
type UsualLabel = Readonly<Record<PageLanguage, LabelDefinition>>;

/** A row is easier to compare than three lists. */
function label(
  ...[en, de, es]: readonly [
    en: readonly [string, string],
    de: readonly [string, string],
    es: readonly [string, string],
  ]
): UsualLabel {
  const of = ([name, description]: readonly [string, string]): LabelDefinition => ({ name, description });
  return { en: of(en), de: of(de), es: of(es) };
}

/** What label sets to begin with are made of. No name stands for two of them in one language. */
export const USUAL_LABELS: readonly UsualLabel[] = [
  label(
    ['bug', 'Something does not work as it should: an error, a crash or a wrong result.'],
    [
      'Fehler',
      'Etwas funktioniert nicht, wie es soll: eine Fehlermeldung, ein Absturz oder ein falsches Ergebnis.',
    ],
    ['fallo', 'Algo no funciona como debe: un error, un cierre inesperado o un resultado equivocado.'],
  ),
  label(
    ['outage', 'The service is down or unusable for many people at once.'],
    ['Ausfall', 'Der Dienst ist für viele zugleich ausgefallen oder unbrauchbar.'],
    ['caída del servicio', 'El servicio está caído o no se puede usar para mucha gente a la vez.'],
  ),
  label(
    ['how-to', 'A question how to do something that the product can do.'],
    ['Bedienung', 'Eine Frage, wie etwas geht, das das Produkt kann.'],
    ['cómo se hace', 'Una pregunta sobre cómo hacer algo que el producto puede hacer.'],
  ),
  label(
    ['feature request', 'A wish for something that the product cannot do yet.'],
    ['Funktionswunsch', 'Ein Wunsch nach etwas, das das Produkt noch nicht kann.'],
    ['función nueva', 'Un deseo de algo que el producto todavía no puede hacer.'],
  ),
  label(
    ['billing', 'A question about an invoice, a charge, tax or payment.'],
    ['Abrechnung', 'Eine Frage zu einer Rechnung, einer Abbuchung, zu Steuern oder zur Zahlung.'],
    ['facturación', 'Una pregunta sobre una factura, un cargo, impuestos o un pago.'],
  ),
  label(
    ['refund', 'Somebody wants money back.'],
    ['Erstattung', 'Jemand möchte Geld zurück.'],
    ['reembolso', 'Alguien quiere que le devuelvan dinero.'],
  ),
  label(
    ['account access', 'Somebody cannot log in, or needs a password, a permission or a user.'],
    [
      'Kontozugang',
      'Jemand kann sich nicht anmelden oder braucht ein Passwort, eine Berechtigung oder ein Benutzerkonto.',
    ],
    [
      'acceso a la cuenta',
      'Alguien no puede iniciar sesión o necesita una contraseña, un permiso o un usuario.',
    ],
  ),
  label(
    ['cancellation', 'Somebody ends a contract, a subscription or an account.'],
    ['Kündigung', 'Jemand beendet einen Vertrag, ein Abonnement oder ein Konto.'],
    ['cancelación', 'Alguien da de baja un contrato, una suscripción o una cuenta.'],
  ),
  label(
    ['contract', 'An agreement between parties, with term, liability and termination.'],
    ['Vertrag', 'Eine Vereinbarung zwischen Parteien, mit Laufzeit, Haftung und Kündigung.'],
    ['contrato', 'Un acuerdo entre partes, con plazo, responsabilidad y rescisión.'],
  ),
  label(
    ['invoice', 'Items, amounts, tax and the total that is due.'],
    ['Rechnung', 'Posten, Beträge, Steuer und die fällige Summe.'],
    ['factura', 'Conceptos, importes, impuestos y el total que hay que pagar.'],
  ),
  label(
    ['meeting minutes', 'Who was present, what was decided and who does what.'],
    ['Protokoll', 'Wer dabei war, was beschlossen wurde und wer was tut.'],
    ['acta', 'Quién estuvo, qué se decidió y quién hace qué.'],
  ),
  label(
    ['policy', 'Rules that apply to everyone: what is allowed and who approves it.'],
    ['Richtlinie', 'Regeln, die für alle gelten: was erlaubt ist und wer es genehmigt.'],
    ['política', 'Reglas que valen para todos: qué se permite y quién lo aprueba.'],
  ),
  label(
    ['report', 'Figures and results of a period, and what comes next.'],
    ['Bericht', 'Zahlen und Ergebnisse eines Zeitraums und wie es weitergeht.'],
    ['informe', 'Cifras y resultados de un periodo, y lo que viene después.'],
  ),
  label(
    ['incident report', 'What went wrong: timeline, impact, cause and measures.'],
    ['Vorfallbericht', 'Was schiefging: Verlauf, Folgen, Ursache und Maßnahmen.'],
    ['informe de incidente', 'Qué salió mal: cronología, efectos, causa y medidas.'],
  ),
  label(
    ['specification', 'What is to be built: goals, requirements and acceptance criteria.'],
    ['Spezifikation', 'Was gebaut werden soll: Ziele, Anforderungen und Abnahmekriterien.'],
    ['especificación', 'Qué hay que construir: objetivos, requisitos y criterios de aceptación.'],
  ),
  label(
    ['guide', 'Instructions, step by step, for people who are new to something.'],
    ['Anleitung', 'Schritte, einer nach dem anderen, für alle, denen etwas neu ist.'],
    ['guía', 'Instrucciones, paso a paso, para quien empieza con algo.'],
  ),
  label(
    ['research note', 'A question, the method, the data and the findings.'],
    ['Forschungsnotiz', 'Eine Frage, die Methode, die Daten und die Erkenntnisse.'],
    ['nota de investigación', 'Una pregunta, el método, los datos y los resultados.'],
  ),
  label(
    ['interview notes', 'Notes from a talk with a candidate or a customer.'],
    ['Gesprächsnotizen', 'Notizen aus einem Gespräch mit einer Bewerberin, einem Bewerber oder Kunden.'],
    ['notas de entrevista', 'Notas de una conversación con un candidato o un cliente.'],
  ),
  label(
    ['plan', 'What happens when: a trip, a project or an event.'],
    ['Plan', 'Was wann geschieht: eine Reise, ein Projekt oder eine Veranstaltung.'],
    ['plan', 'Qué pasa y cuándo: un viaje, un proyecto o un acto.'],
  ),
  label(
    ['praise', 'Somebody is pleased and says so.'],
    ['Lob', 'Jemand ist zufrieden und sagt es.'],
    ['elogio', 'Alguien está contento y lo dice.'],
  ),
  label(
    ['complaint', 'Somebody is disappointed or angry.'],
    ['Beschwerde', 'Jemand ist enttäuscht oder verärgert.'],
    ['queja', 'Alguien está decepcionado o enfadado.'],
  ),
  label(
    ['suggestion', 'Somebody proposes to do something differently.'],
    ['Vorschlag', 'Jemand schlägt vor, etwas anders zu machen.'],
    ['sugerencia', 'Alguien propone hacer algo de otra manera.'],
  ),
  label(
    ['question', 'Somebody wants to know something.'],
    ['Frage', 'Jemand möchte etwas wissen.'],
    ['pregunta', 'Alguien quiere saber algo.'],
  ),
];

/** Those that are not English, with what they are in English. */
const TRANSLATED = USUAL_LABELS.flatMap(({ en, de, es }) => [de, es].map((own) => ({ en, own })));

const isCalled = (name: string, { name: own }: LabelDefinition): boolean =>
  own.toLowerCase() === name.toLowerCase();

/** How a name is called in English, where it is that of a label to begin with. */
export function englishName(name: string): string {
  return TRANSLATED.find(({ own }) => isCalled(name, own))?.en.name ?? name;
}

/** What a label to begin with is for, in the language that it is called so in; null for any other name, and for English ones. */
export function usualDescription(name: string): string | null {
  return TRANSLATED.find(({ own }) => isCalled(name, own))?.own.description ?? null;
}

/**
 * A label to begin with as it is read: in English, and in the language that it is shown in besides, because that is what its texts may be
 * written in. One that somebody describes otherwise is read as it is.
 */
export function asRead(label: LabelDefinition): LabelDefinition {
  const known = TRANSLATED.find(
    ({ own }) => isCalled(label.name, own) && own.description === label.description,
  );
  return known ? { name: known.en.name, description: `${known.en.description} ${label.description}` } : label;
}
