/** Sentences that tell the reader to do something: "Ring Brewcool asap", "pls move the lift", "and upload the list". */

const VERBS =
  'accept|add|adjust|answer|apply|approve|arrange|ask|attach|block|book|bring|call|cancel|change|charge|check|choose|clear|close|collect|complete|confirm|contact|copy|correct|decide|delete|deliver|display|download|drop|empty|enter|explain|export|file|fill|find|finish|fix|forward|get|give|hand|have|hold|include|inform|install|invite|keep|leave|let|lift|list|load|lock|log|look|mail|make|mark|move|note|notify|open|order|pack|park|pass|pay|phone|pick|post|prepare|press|print|process|provide|publish|pull|put|read|record|refuse|register|reject|release|remove|renew|repair|replace|report|reserve|reset|restart|return|review|ring|rotate|save|scan|schedule|see|select|send|set|share|show|sign|start|stop|submit|swap|switch|take|tell|text|tick|transfer|turn|unlock|update|upload|use|verify|wait|warn|water|weigh|wipe|write';

const OPENING = new RegExp(
  String.raw`^(?:[-*•\d.)\s]*)(?:(?:and|then|also|so|just|now|first|second|finally|next),? )*(?:(?:please|pls|plz|kindly) )?(?:${VERBS})\b(?!['’,:])`,
  'iu',
);
const POLITE = new RegExp(String.raw`\b(?:please|pls|plz|kindly) (?:\w+ly )?(?:${VERBS})\b`, 'iu');
/** "Dana, sign page 2": a name, then the order. */
const AFTER_NAME = new RegExp(
  String.raw`^\p{L}[\p{L}'’-]+(?:,| -| –) (?:please |pls )?(?:${VERBS})\b(?!['’])`,
  'iu',
);

/** Whether the sentence, or a later clause of it, is an order or a polite request in the imperative. */
export function isImperative(sentence: string): boolean {
  if (sentence.endsWith('?')) return false;
  return (
    OPENING.test(sentence) ||
    POLITE.test(sentence) ||
    AFTER_NAME.test(sentence) ||
    sentence
      .split(/(?:[;:]| - | – |, (?:and|then|so) )/u)
      .slice(1)
      .some((clause) => OPENING.test(clause.trim()))
  );
}
