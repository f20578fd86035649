import type { Category } from '../../contracts/briefing';

const BULK =
  /\bunsubscribe\b|\bnewsletter\b|\bwebinar\b|\bspecial offer\b|\b\d{1,2} ?% off\b|\bview (?:this email )?in (?:your )?browser\b/iu;
const ASKING = /\?|\blet me know\b|\bplease (?:reply|confirm|advise)\b|\bget back to me\b/iu;
const ORDER =
  /\bplease\b|\baction required\b|\bdeadline\b|\bdue (?:by|on|today|tomorrow)\b|\bapprove\b|\bsign\b|\bpay\b/iu;
const URGENT = /\burgent\b|\basap\b|\bimmediately\b|\bthis morning\b|\btoday\b|\bright away\b/iu;

/** What a mail filter with a few keywords would say; the first rule that fits decides. */
export function keywordTriage(mail: {
  readonly subject: string;
  readonly text: string;
  readonly isList: boolean;
}): {
  readonly category: Category;
  readonly urgent: boolean;
} {
  const text = `${mail.subject}\n${mail.text}`;
  const category = categoryOf(text, mail.isList);
  return { category, urgent: (category === 'reply' || category === 'act') && URGENT.test(text) };
}

function categoryOf(text: string, isList: boolean): Category {
  if (isList || BULK.test(text)) return 'skip';
  if (ASKING.test(text)) return 'reply';
  return ORDER.test(text) ? 'act' : 'read';
}
