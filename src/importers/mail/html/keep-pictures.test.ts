import { expect, it } from 'vitest';
import { bytesOf, latin1Bytes, mail, multipart } from '../../../../tests/fixtures/mail/build-mail';
import { makeMsg } from '../../../../tests/fixtures/mail/make-msg';
import { MAX_PICTURE_BYTES, type EnclosedPicture } from '../../../contracts/original-mail';
import { msgToMail } from '../outlook/msg-to-mail';
import { parseMessage } from '../parse-message';
import { ThreadIndex } from '../thread-index';

const PNG = '\x89PNG\r\n\x1a\n';

interface Part {
  readonly id: string;
  readonly content: string;
  readonly type?: string;
  /** The Content-ID as the mail writes it. Default: with its angle brackets. */
  readonly written?: string;
}

/** What is kept of a mail with this HTML and these parts beside it. */
async function keptOf(html: string, parts: readonly Part[]): Promise<readonly EnclosedPicture[] | undefined> {
  const body = multipart('rel', [
    `Content-Type: text/html; charset=utf-8\n\n${html}`,
    ...parts.map(
      ({ id, content, type = 'image/png', written = `<${id}>` }) =>
        `Content-Type: ${type}\nContent-ID: ${written}\nContent-Disposition: inline\nContent-Transfer-Encoding: base64\n\n${btoa(content)}`,
    ),
  ]);
  const related = mail({ headers: { 'Content-Type': 'multipart/related; boundary="rel"' }, body });
  return readPictures(bytesOf(related));
}

async function readPictures(bytes: Uint8Array): Promise<readonly EnclosedPicture[] | undefined> {
  const context = { role: 'inbox', threads: new ThreadIndex(), omittedBytes: 0 } as const;
  return (await parseMessage(bytes, context)).message.original?.pictures;
}

const shows = (...ids: readonly string[]): string => ids.map((id) => `<img src="cid:${id}">`).join('');

it('keeps the pictures that the HTML shows, by their Content-ID, and no other part', async () => {
  const kept = await keptOf(shows('logo@x', 'sign%25@x'), [
    { id: 'logo@x', content: `${PNG}one` },
    { id: 'sign%@x', content: 'GIF89a two', type: 'application/octet-stream' },
    { id: 'other@x', content: `${PNG}nowhere shown` },
  ]);
  expect(kept).toEqual([
    { contentId: 'logo@x', bytes: latin1Bytes(`${PNG}one`) },
    { contentId: 'sign%@x', bytes: latin1Bytes('GIF89a two') },
  ]);
  expect(await keptOf('<p>Hello</p>', [{ id: 'logo@x', content: PNG }])).toBeUndefined();
});

it('finds a picture whose Content-ID has no angle brackets', async () => {
  const part = { id: 'logo@x', written: 'logo@x', content: `${PNG}one` };
  expect(await keptOf(shows('logo@x'), [part])).toHaveLength(1);
});

it('keeps nothing that is no picture, whatever it calls itself', async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  expect(
    await keptOf(shows('a', 'b', 'c'), [
      { id: 'a', content: svg, type: 'image/svg+xml' },
      { id: 'b', content: svg },
      { id: 'c', content: '<html><script>alert(1)</script></html>', type: 'image/gif' },
    ]),
  ).toBeUndefined();
});

it('leaves out what is too large, and stops when there is no more room for a mail', async () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
  const large = PNG + 'x'.repeat(MAX_PICTURE_BYTES - PNG.length);
  const kept = await keptOf(
    shows(...ids),
    ids.map((id) => ({ id, content: id === 'b' ? `${large}x` : large })),
  );
  expect(kept?.map(({ contentId }) => contentId)).toEqual(['a', 'c', 'd', 'e']);
});

it('finds them in what Outlook saved as well', async () => {
  const bytes = msgToMail(
    makeMsg({
      text: { '0037': 'Plan', '1013': shows('image001.png@01DC') },
      attachments: [
        {
          text: { '3707': 'image001.png', '370E': 'image/png', '3712': 'image001.png@01DC' },
          bytes: { '3701': latin1Bytes(PNG) },
        },
      ],
    }),
  );
  expect(bytes && (await readPictures(bytes))).toEqual([
    { contentId: 'image001.png@01DC', bytes: latin1Bytes(PNG) },
  ]);
});
