import { describe, expect, it } from 'vitest';
import { makeMessage } from '../../tests/support/make-message';
import { MessageBatcher } from './message-batcher';

const messages = (count: number) =>
  Array.from({ length: count }, (_, nth) => makeMessage({ id: `mail-${nth}` }));

describe('MessageBatcher', () => {
  it('reads one batch ahead while another is taken, and no more', async () => {
    const taken: number[] = [];
    let finish: () => void = () => undefined;
    const batcher = new MessageBatcher(async (batch) => {
      taken.push(batch.length);
      await new Promise<void>((resolve) => (finish = resolve));
    });
    let added = 0;
    const adding = (async () => {
      for (const message of messages(150)) {
        await batcher.add(message);
        added += 1;
      }
    })();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(taken).toEqual([50]);
    expect(added).toBe(99);
    finish();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(taken).toEqual([50, 50]);
    finish();
    await adding;
    finish();
    await batcher.flush();
    expect(taken).toEqual([50, 50, 50]);
  });

  it('hands mails over sooner when they bring large pictures', async () => {
    const taken: number[] = [];
    const batcher = new MessageBatcher(async (batch) => void taken.push(batch.length));
    const pictures = [{ contentId: 'a', bytes: new Uint8Array(1_000_000) }];
    for (const message of messages(4)) await batcher.add(message, { html: '<img>', pictures });
    await batcher.flush();
    expect(taken).toEqual([2, 2]);
  });

  it('tells of a batch that could not be taken', async () => {
    const batcher = new MessageBatcher(() => Promise.reject(new Error('the disk is full')));
    const adding = async (): Promise<void> => {
      for (const message of messages(200)) await batcher.add(message);
      await batcher.flush();
    };
    await expect(adding()).rejects.toThrow('the disk is full');
  });

  it('compresses a few mails at a time while the next are read, and keeps their order', async () => {
    const finish: (() => void)[] = [];
    const keep = async ({ html }: { readonly html: string }) => {
      await new Promise<void>((resolve) => finish.push(resolve));
      return { gzip: new TextEncoder().encode(html), shortened: false };
    };
    const taken: string[] = [];
    const batcher = new MessageBatcher(async (batch) => {
      for (const { id, original } of batch) taken.push(`${id} ${new TextDecoder().decode(original?.gzip)}`);
    }, keep);
    let added = 0;
    const adding = (async () => {
      for (const message of messages(12)) {
        await batcher.add(message, { html: message.id });
        added += 1;
      }
      await batcher.flush();
    })();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(added).toBe(8);
    while (taken.length === 0) {
      // The last one is the first to be done.
      finish.pop()?.();
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await adding;
    expect(taken).toEqual(messages(12).map(({ id }) => `${id} ${id}`));
  });
});
