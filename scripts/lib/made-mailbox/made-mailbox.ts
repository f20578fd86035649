import { madeMail, type MadeThread } from './made-mail';
import { SeededRandom } from './seeded-random';
import { createWordStock } from './word-stock';

export interface MadeMailboxOptions {
  readonly seed: number;
  readonly mails: number;
  /** About how large the mailbox becomes; attachments make up what the texts leave. Only the texts without it. */
  readonly bytes?: number;
}

/** Mails with attachments, of 1. */
const WITH_ATTACHMENT = 0.15;
const ANSWERS = 0.45;
/** Threads that may still get an answer. */
const OPEN_THREADS = 40;
const NOISE_BYTES = 1 << 20;
/** About what a mail without attachments takes, with its headers. */
const TEXT_BYTES = 3_100;
/** Of 1 January 2024. */
const FIRST_SENT = 1_704_067_200;
const SECONDS_BETWEEN = 600;

/**
 * A mailbox of made-up mail in mbox form (mboxrd), mail by mail, the same for the same options: conversations, newsletters, three languages,
 * several character sets and transfer encodings, plain and HTML bodies, attachments. Message-IDs are `<made-N@SEED.mailbox.example>`.
 */
export function* madeMailbox({ seed, mails, bytes = 0 }: MadeMailboxOptions): Generator<Buffer, void> {
  const random = new SeededRandom(seed);
  const stock = createWordStock(seed);
  const noise = Uint8Array.from({ length: NOISE_BYTES }, () => random.between(0, 255));
  const open: MadeThread[] = [];
  let written = 0;
  for (let nth = 0; nth < mails; nth += 1) {
    const isAnswer = open.length > 0 && random.chance(ANSWERS);
    const thread = isAnswer ? random.pick(open) : newThread(random, stock.languages);
    if (!isAnswer) open.push(thread);
    if (open.length > OPEN_THREADS) open.shift();
    const sentAt = FIRST_SENT + nth * SECONDS_BETWEEN;
    const text = madeMail({
      ...{ random, stock, thread, sentAt, noise },
      messageId: `<made-${nth}@${seed}.mailbox.example>`,
      attachmentBytes: random.chance(WITH_ATTACHMENT) ? attachmentRoom(nth) : 0,
    });
    const separator = `From made@mailbox.example ${mboxDate(sentAt)}\n`;
    const mail = Buffer.from(`${separator}${text.replace(/^(>*From )/gm, '>$1')}\n`, 'latin1');
    written += mail.length;
    yield mail;
  }

  /** Bytes before base64; a few are far larger than most, as in real mail. */
  function attachmentRoom(nth: number): number {
    const left = bytes - written - (mails - nth) * TEXT_BYTES;
    if (left <= 0) return 0;
    const mean = left / Math.max(1, (mails - nth) * WITH_ATTACHMENT) / 1.37;
    return Math.max(200, Math.round(mean * -Math.log(1 - random.next())));
  }
}

function newThread(
  random: SeededRandom,
  languages: readonly { readonly subjects: readonly string[] }[],
): MadeThread {
  const language = random.chance(0.6) ? 0 : random.between(1, languages.length - 1);
  const subject = random.pick(languages[language]?.subjects ?? []);
  return { subject, messageIds: [], language, lastText: '', lastAuthor: '' };
}

/** As the separator lines of an mbox have it: `Mon Jan  1 00:00:00 2024`. */
function mboxDate(seconds: number): string {
  const [day = '', date = '', month = '', year = '', time = ''] = new Date(seconds * 1000)
    .toUTCString()
    .replace(',', '')
    .split(' ');
  return `${day} ${month} ${date.replace(/^0/, ' ')} ${time} ${year}`;
}
