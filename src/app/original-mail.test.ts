import { beforeEach, describe, expect, it } from 'vitest';
import { latin1Bytes } from '../../tests/fixtures/mail/build-mail';
import { makeMessage } from '../../tests/support/make-message';
import { MAX_ORIGINAL_LENGTH, MAX_PICTURE_BYTES, MAX_PICTURES_BYTES } from '../contracts/original-mail';
import { createHistory, type History } from '../history/history';
import { createMemoryHistoryStorage } from '../history/memory-history-storage';
import { keepOriginal } from '../importers/mail/html/keep-original';
import { readOriginal } from './original-mail';

const HTML = '<p>The <b>gate</b> opens at six.</p>';
let history: History;
beforeEach(() => {
  history = createHistory(createMemoryHistoryStorage());
});

describe('the HTML of a mail in the store', () => {
  it('is kept apart from the mail, and comes back as it was', async () => {
    const stored = await history.messages.add([
      { ...makeMessage(), original: await keepOriginal({ html: HTML }) },
    ]);
    expect(stored[0]).not.toHaveProperty('original');
    expect(await history.messages.get('mail-1')).not.toHaveProperty('original');
    expect(await readOriginal(history, 'mail-1')).toEqual({
      html: HTML,
      shortened: false,
      pictures: new Map(),
    });
  });

  it('is missing for a mail that was read before, until its file is added again', async () => {
    await history.messages.add([makeMessage()]);
    expect(await readOriginal(history, 'mail-1')).toBeNull();
    const again = await history.messages.add([
      { ...makeMessage(), original: await keepOriginal({ html: HTML }) },
    ]);
    expect(again).toEqual([]);
    expect((await readOriginal(history, 'mail-1'))?.html).toBe(HTML);
  });

  it('comes with the pictures of the mail, written out as what their bytes say they are', async () => {
    const picture = (contentId: string, text: string) => ({ contentId, bytes: latin1Bytes(text) });
    const pictures = [
      picture('logo', 'GIF89a'),
      // As a workspace file might bring them.
      picture('drawing', '<svg xmlns="http://www.w3.org/2000/svg"/>'),
      picture('large', 'GIF89a'.padEnd(MAX_PICTURE_BYTES + 1)),
    ];
    await history.messages.add([
      { ...makeMessage(), original: await keepOriginal({ html: HTML, pictures }) },
    ]);
    expect((await readOriginal(history, 'mail-1'))?.pictures).toEqual(
      new Map([['logo', `data:image/gif;base64,${btoa('GIF89a')}`]]),
    );
  });

  it('is no more than a mail may bring, whatever a workspace file stored', async () => {
    const kept = await keepOriginal({ html: 'x'.repeat(3 * MAX_ORIGINAL_LENGTH) }, Infinity);
    expect(kept.gzip.length).toBeLessThan(10_000);
    const bytes = latin1Bytes('GIF89a'.padEnd(MAX_PICTURE_BYTES));
    const pictures = Array.from({ length: 9 }, (_, n) => ({ contentId: `picture-${n}`, bytes }));
    await history.originals.put({ id: 'mail-1', ...kept, pictures });
    const original = await readOriginal(history, 'mail-1');
    expect(original).toMatchObject({ shortened: true });
    expect(original?.html).toHaveLength(MAX_ORIGINAL_LENGTH);
    expect([...(original?.pictures.keys() ?? [])]).toEqual(
      Array.from({ length: MAX_PICTURES_BYTES / MAX_PICTURE_BYTES }, (_, n) => `picture-${n}`),
    );
  });

  it('is none where nothing was packed', async () => {
    await history.originals.put({ id: 'mail-1', gzip: latin1Bytes('<p>plain</p>'), shortened: false });
    expect(await readOriginal(history, 'mail-1')).toBeNull();
  });

  it('goes with the mail, comes back with it, and goes with all mail', async () => {
    await history.messages.add([{ ...makeMessage(), original: await keepOriginal({ html: HTML }) }]);
    const removed = await history.removal.remove(['mail-1']);
    expect(await readOriginal(history, 'mail-1')).toBeNull();
    await history.removal.restore(removed);
    expect((await readOriginal(history, 'mail-1'))?.html).toBe(HTML);
    await history.clear();
    expect(await readOriginal(history, 'mail-1')).toBeNull();
  });
});
