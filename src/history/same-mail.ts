import type { Message } from '../contracts/message';

type Comparable = Pick<Message, 'messageId' | 'from' | 'date' | 'subject' | 'text' | 'segments'>;

/**
 * Whether a mail that came by another way says nothing that the stored one does not. Message-ID, sender, date and subject are claims that anyone
 * can copy into a mail of their own, so the letters and digits of what its sender wrote must stand in the stored one as well, in one piece: a mail
 * that differs by a word or an account number is shown beside the other. Line breaks, spaces and footers of lists may differ.
 */
export function saysNothingNew(stored: Comparable, other: Comparable): boolean {
  return (
    stored.messageId === other.messageId &&
    stored.from !== null &&
    stored.from.address === other.from?.address &&
    stored.date !== null &&
    stored.date === other.date &&
    stored.subject === other.subject &&
    lettersOf(stored.text).includes(lettersOf(ownWords(other)))
  );
}

/** Without what it quotes, its signature and its footers. */
function ownWords({ text, segments }: Comparable): string {
  return segments
    .filter(({ kind }) => kind === 'body')
    .map(({ start, end }) => text.slice(start, end))
    .join('');
}

function lettersOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '');
}
