import { describe, expect, it } from 'vitest';
import type { ImportedMessage } from '../contracts/original-mail';
import { importFiles } from './import-files';
import { mailFolder } from './mail-folder';

it.each([
  ['Inbox.mbox', 'mbox', 'Inbox'],
  ['Takeout/Mail/Clients.2026.mbox', 'mbox', 'Takeout/Mail/Clients.2026'],
  ['Archive', 'mbox', 'Archive'],
  ['Clients/Northlock/0001.eml', 'message', 'Clients/Northlock'],
  ['0001.eml', 'message', null],
] as const)('of %s, a %s, is %s', (path, kind, folder) => {
  expect(mailFolder(path, kind)).toBe(folder);
});

describe('an imported mail', () => {
  const mail = (subject: string, header = '') =>
    `From: Ada <ada@x.example>\nSubject: ${subject}\nMessage-ID: <${subject}@x.example>\n${header}\nHello.\n`;
  const mbox = `From ada@x.example Mon Oct 12 06:00:00 2026\n${mail('one')}\n`;

  it('keeps where it came from, and no header can say otherwise', async () => {
    const came: ImportedMessage[] = [];
    const onBatch = async (batch: readonly ImportedMessage[]) => void came.push(...batch);
    const files = [
      { name: 'Mail/Inbox.mbox', blob: new Blob([mbox]) },
      { name: 'loose.eml', blob: new Blob([mail('two', 'X-Gmail-Labels: Clients\nX-Folder: Clients\n')]) },
    ];
    await importFiles(files, 'inbox', { onBatch, onProgress: () => undefined }, new AbortController().signal);
    expect(came.map(({ subject, folder }) => [subject, folder])).toEqual([
      ['one', 'Mail/Inbox'],
      ['two', undefined],
    ]);
  });
});
