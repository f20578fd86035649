import { BlobWriter, configure, TextReader, ZipWriter } from '@zip.js/zip.js';
import { describe, expect, it } from 'vitest';
import { mail, mboxrd } from '../../tests/fixtures/mail/build-mail';
import type { ImportProgress } from '../contracts/import-api';
import type { Message } from '../contracts/message';
import { createImportClient } from './import-client';

const client = createImportClient({
  spawn: () => new Worker(new URL('../../workers/import.ts', import.meta.url), { type: 'module' }),
});

async function sample(name: string): Promise<Blob> {
  return (await fetch(`/samples/harbour/${name}`)).blob();
}

describe('the import worker', () => {
  it('reads the sample night', async () => {
    const messages: Message[] = [];
    const progress: ImportProgress[] = [];
    const outcome = await client.importFiles(
      [{ name: 'inbox.mbox', blob: await sample('inbox.mbox') }],
      'inbox',
      {
        onBatch: async (batch) => void messages.push(...batch),
        onProgress: (step) => void progress.push(step),
      },
    );
    expect(outcome).toEqual({ messages: 60, files: 1, problems: [], cancelled: false });
    expect(messages).toHaveLength(60);
    expect(messages[2]?.text).toContain('€15,000');
    expect(progress.at(-1)).toMatchObject({ messages: 60, fileName: 'inbox.mbox' });
  });

  it('reads an archive with folders', async () => {
    configure({ useWebWorkers: false });
    const writer = new ZipWriter(new BlobWriter('application/zip'));
    await writer.add('Takeout/Mail/All mail.mbox', new TextReader(await (await sample('sent.mbox')).text()));
    await writer.add('Takeout/note.eml', new TextReader(mail({ body: 'In an archive.\n' })));
    await writer.add('Takeout/readme.html', new TextReader('<html></html>'));
    const messages: Message[] = [];
    const outcome = await client.importFiles([{ name: 'takeout.zip', blob: await writer.close() }], 'sent', {
      onBatch: async (batch) => void messages.push(...batch),
    });
    expect(outcome).toMatchObject({ messages: 26, files: 2, problems: [] });
    expect(messages.every(({ role }) => role === 'sent')).toBe(true);
    expect(messages.at(-1)?.text).toBe('In an archive.');
  });

  it('stops soon after a cancel', async () => {
    const controller = new AbortController();
    const box = new Blob([mboxrd(Array.from({ length: 5_000 }, () => mail()))]);
    const outcome = await client.importFiles([{ name: 'many.mbox', blob: box }], 'inbox', {
      onBatch: async () => controller.abort(),
      signal: controller.signal,
    });
    expect(outcome.cancelled).toBe(true);
    expect(outcome.messages).toBeLessThan(5_000);
  });
});
