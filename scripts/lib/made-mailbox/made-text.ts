import type { SeededRandom } from './seeded-random';
import type { LanguageStock } from './word-stock';

/** A mail's own text, with paragraphs, a greeting and a signature. */
export function madeText(random: SeededRandom, stock: LanguageStock, signer: string): string {
  const paragraphs = random.chance(0.02) ? random.between(30, 80) : random.between(1, 5);
  const body = Array.from({ length: paragraphs }, () =>
    Array.from({ length: random.between(1, 5) }, () => random.pick(stock.sentences)).join(' '),
  );
  return [stock.greeting, ...body, `${stock.signOff}\n${signer}`].join('\n\n');
}

/** What is answered, as mail programs quote it. */
export function quoted(text: string, author: string): string {
  return `On Monday ${author} wrote:\n${text.replace(/^/gm, '> ')}`;
}

/** A newsletter, or a mail as web mail programs write it: far more markup than text. */
export function madeHtml(text: string, decorated: boolean): string {
  const style = decorated
    ? ' style="font-family:Arial,sans-serif;font-size:14px;color:#333333;margin:0 0 12px"'
    : '';
  const paragraphs = text
    .split('\n\n')
    .map(
      (part) => `<p${style}>${part.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/\n/g, '<br>')}</p>`,
    );
  if (!decorated) return `<html><body><div>${paragraphs.join('\n')}</div></body></html>`;
  const rows = paragraphs.map(
    (part) => `<tr><td align="left" valign="top" style="padding:8px 24px">${part}</td></tr>`,
  );
  return [
    '<!DOCTYPE html><html><head><style>td{border-collapse:collapse} .hide{display:none}</style></head>',
    '<body><span class="hide">Preview text</span>',
    '<table width="600" cellpadding="0" cellspacing="0" border="0" align="center">',
    ...rows,
    '</table><p><a href="https://news.example/unsubscribe">Unsubscribe</a></p></body></html>',
  ].join('\n');
}
