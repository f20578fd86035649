/** Names of character sets as mail writes them, to names that `TextDecoder` knows. */

const CODE_PAGES: Readonly<Record<string, string>> = {
  '932': 'shift_jis',
  '936': 'gbk',
  '949': 'euc-kr',
  '950': 'big5',
  '50220': 'iso-2022-jp',
  '50221': 'iso-2022-jp',
  '50222': 'iso-2022-jp',
  '51932': 'euc-jp',
  '65001': 'utf-8',
};

/** Labels that say nothing about bytes over 127. */
const VAGUE = new Set([
  '',
  'us-ascii',
  'ascii',
  'ansi_x3.4-1968',
  '7bit',
  '8bit',
  'unknown-8bit',
  'x-unknown',
]);

/** The `TextDecoder` label for a stated character set; null when there is none. */
export function decoderLabel(stated: string): string | null {
  const label = stated.trim().toLowerCase();
  if (isSupported(label)) return label;
  const bare = label.replace(/^(?:x-ms-|x-|cs)/, '');
  const codePage = /^(?:cp|windows|ms|ibm)[-_]?(\d+)$/.exec(bare)?.[1];
  const candidates = [
    bare,
    codePage && CODE_PAGES[codePage],
    codePage && `windows-${codePage}`,
    bare.replace(/[\s._]+/g, '-'),
    bare.replace(/[\s._-]+/g, ''),
    bare.replace(/^(?:iso[-_ ]?)?8859[-_ ]?(\d+)$/, 'iso-8859-$1'),
  ];
  return candidates.find((candidate) => candidate && isSupported(candidate)) ?? null;
}

/** Whether the label leaves the meaning of bytes over 127 open. */
export function isVagueCharset(stated: string): boolean {
  return VAGUE.has(stated.trim().toLowerCase());
}

const supported = new Map<string, boolean>();

function isSupported(label: string): boolean {
  const known = supported.get(label);
  if (known !== undefined) return known;
  let works = true;
  try {
    new TextDecoder(label);
  } catch {
    works = false;
  }
  // A hostile mailbox can make up as many labels as it likes.
  if (supported.size < 500) supported.set(label, works);
  return works;
}
