import { expect, it } from 'vitest';
import { FakeMailFolder } from '../../../tests/support/mail-folder';
import { findMailboxes } from './find-mailboxes';
import type { FolderNode } from './folder-node';

async function found(name: string, paths: readonly string[]): Promise<string[]> {
  const folder = new FakeMailFolder(name);
  for (const path of paths) {
    if (path.endsWith('/')) folder.makeFolder(path.slice(0, -1));
    else folder.write(path, 'x');
  }
  const mailboxes = await findMailboxes(folder.handle as unknown as FolderNode, new AbortController().signal);
  return mailboxes.map(
    (place) =>
      `${place.kind} ${place.label} ${place.role}${place.kind === 'mails' ? ` ${place.entries.length}` : ''}`,
  );
}

it('finds the mailboxes of a profile of Thunderbird, those below others, and nothing else', async () => {
  const account = 'ImapMail/imap.mail.example';
  expect(
    await found('x1y2.default', [
      'prefs.js',
      'places.sqlite',
      'storage/permanent',
      `${account}/INBOX`,
      `${account}/INBOX.msf`,
      `${account}/INBOX.sbd/Clients.2026`,
      `${account}/INBOX.sbd/Clients.2026.msf`,
      `${account}/msgFilterRules.dat`,
      `${account}/Drafts`,
      `${account}/[Gmail].sbd/All Mail`,
      `${account}/[Gmail].sbd/Sent Mail`,
      'Mail/Local Folders/Sent',
      'Mail/Local Folders/Trash',
      'Mail/Local Folders/Unsent Messages',
    ]),
  ).toEqual([
    'mbox imap.mail.example/INBOX inbox',
    'mbox imap.mail.example/INBOX/Clients.2026 inbox',
    'mbox imap.mail.example/[Gmail]/Sent Mail sent',
    'mbox Local Folders/Sent sent',
  ]);
});

it('finds the folders of a Maildir, beside it and below it', async () => {
  expect(
    await found('Maildir', [
      ...['cur/', 'new/1.a', 'tmp/2.b', 'cur/3.c:2,S', 'cur/4.d:2,ST', 'dovecot.index'],
      ...['.Sent/cur/5.e;2,', '.Sent/new/', '.Archive.2026/cur/6.f', '.Archive.2026/new/'],
      ...['.INBOX.Drafts/cur/7.g', '.INBOX.Drafts/new/', 'Clients/cur/8.h', 'Clients/new/'],
    ]),
  ).toEqual([
    'mails Maildir inbox 2',
    'mails Archive/2026 inbox 1',
    'mails Sent sent 1',
    'mails Clients inbox 1',
  ]);
});

it('finds the folders that Thunderbird keeps as Maildir', async () => {
  const paths = [
    'Inbox/cur/1700000000.eml',
    'Inbox/tmp/',
    'Inbox.msf',
    'Inbox.sbd/Clients/cur/2.eml',
    'Inbox.sbd/Clients/tmp/',
  ];
  expect(await found('mail.example', paths)).toEqual(['mails Inbox inbox 1', 'mails Inbox/Clients inbox 1']);
});

it('finds the mailboxes of Apple Mail by their names alone', async () => {
  const account = 'V10/0B1E4A5C-1111-2222-3333-0123456789AB';
  const inner = '5F0C1D2E-4444-5555-6666-ABCDEF012345/Data';
  expect(
    await found('Mail', [
      `${account}/INBOX.mbox/${inner}/Messages/1.emlx`,
      `${account}/INBOX.mbox/${inner}/3/2/Messages/23.partial.emlx`,
      `${account}/INBOX.mbox/${inner}/3/2/Attachments/23/2/report.eml`,
      `${account}/Sent Messages.mbox/${inner}/Messages/4.emlx`,
      `${account}/Deleted Messages.mbox/${inner}/Messages/5.emlx`,
      'V10/MailData/Envelope Index.mbox',
      'Exported.mbox/mbox',
    ]),
  ).toEqual([
    'mbox Exported inbox',
    'mails INBOX inbox 1',
    'mails INBOX inbox 1',
    'mails Sent Messages sent 1',
  ]);
});

it.each([
  ['Gesendet', 'sent'],
  ['Sent Items', 'sent'],
  ['Clients', 'inbox'],
])('takes a folder called %s, pointed to by itself, for %s mail', async (name, role) => {
  expect(await found(name, ['a.eml', 'b.msg', 'c.txt'])).toEqual([`mails ${name} ${role} 2`]);
});
