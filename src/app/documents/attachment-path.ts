import type { Message } from '../../contracts/message';

const LONGEST_SUBJECT = 80;

/** Where the document of an attachment stands among the documents: below its mail. */
export function attachmentPath({ subject, attachments, id }: Message, index: number): string {
  const mail =
    subject
      .replace(/[\\/]+/gu, ' ')
      .slice(0, LONGEST_SUBJECT)
      .trim() || 'No subject';
  const name = attachments[index]?.name.replace(/[\\/]+/gu, ' ') ?? 'attachment';
  // Two mails may have the same subject and name.
  return `Mail: ${mail} (${id.slice(0, 6)})/${name}`;
}
