import { describe, expect, it } from 'vitest';
import { bytesOf, htmlMail, mail } from '../../../../tests/fixtures/mail/build-mail';
import type { MailboxRole } from '../../../contracts/message';
import type { OriginalHtml } from '../../../contracts/original-mail';
import { parseMessage } from '../parse-message';
import { ThreadIndex } from '../thread-index';
import { keepOriginal } from './keep-original';

async function unpack({ gzip }: OriginalHtml): Promise<string> {
  return new Response(new Blob([gzip]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
}

async function originalOf(source: string, role: MailboxRole = 'inbox'): Promise<OriginalHtml | undefined> {
  const context = { role, threads: new ThreadIndex(), omittedBytes: 0 };
  return (await parseMessage(bytesOf(source), context)).message.original;
}

describe('the HTML of a mail', () => {
  it('is kept as it came, also beside a plain version', async () => {
    const html = '<p onclick="x">The <b>gate</b> opens at six, with café.</p>';
    const original = await originalOf(htmlMail(html, 'The gate opens at six.'));
    expect(original && (await unpack(original)).trim()).toBe(html);
    expect(original?.shortened).toBe(false);
  });

  it('is kept when it was sent as plain text', async () => {
    const original = await originalOf(mail({ body: '<html><body><p>Hello</p></body></html>' }));
    expect(original && (await unpack(original))).toContain('<p>Hello</p>');
  });

  it('is not there for plain mail, and not kept of Sent mail', async () => {
    expect(await originalOf(mail({ body: 'Hello' }))).toBeUndefined();
    expect(await originalOf(htmlMail('<p>Hello</p>'), 'sent')).toBeUndefined();
  });

  it('is bounded, and never cut through a character', async () => {
    const kept = await keepOriginal({ html: 'ab😀cd' }, 3);
    expect([await unpack(kept), kept.shortened]).toEqual(['ab', true]);
    const long = await keepOriginal({ html: '<p>word</p>'.repeat(200_000) });
    expect((await unpack(long)).length).toBeLessThanOrEqual(512 * 1024);
    expect(long.gzip.length).toBeLessThan(20_000);
  });
});
