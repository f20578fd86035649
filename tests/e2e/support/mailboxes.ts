import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PROJECT_ROOT } from '../../../scripts/lib/project-folders';

const SAMPLE = path.join(PROJECT_ROOT, 'public/samples/harbour');

/** The Sent mail of the sample night: 25 mails. */
export const SENT_MAIL = path.join(SAMPLE, 'sent.mbox');

/** What Playwright takes for a file that is not on the disk. */
export interface UploadedFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

export function mboxFile(name: string, content: Buffer | string): UploadedFile {
  return { name, mimeType: 'application/mbox', buffer: Buffer.from(content) };
}

/** A mailbox with those mails of the sample night whose subjects are given, as they stand there, in its order. */
export function sampleMails(subjects: readonly string[]): Buffer {
  const mails = readFileSync(path.join(SAMPLE, 'inbox.mbox'), 'latin1').split(/^(?=From )/m);
  const chosen = mails.filter((mail) => subjects.some((subject) => mail.includes(`\nSubject: ${subject}`)));
  if (chosen.length !== subjects.length)
    throw new Error(`Found ${chosen.length} of ${subjects.length} mails.`);
  return Buffer.from(chosen.join(''), 'latin1');
}

/** Five mails, two of which wait for an answer. */
export const SMALL_NIGHT = mboxFile(
  'small-night.mbox',
  sampleMails([
    'Timesheets: 12 entries open in your team',
    'Absence notice: Kwame Boateng',
    'How did we do? Coffee machine',
    'two numbers before 10',
    'Northlock: ok to pay?',
  ]),
);
