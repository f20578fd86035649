import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draftVersionsId, sentVectorsId } from '../../history/mail-row-ids';
import { correction, mail, result } from '../../history/testing/rows';
import {
  contents,
  desk,
  EVERYTHING,
  fill,
  open,
  put,
  RUN,
  save,
  textOf,
} from '../../../tests/support/workspace-desk';

describe('everything, as one file', () => {
  it.each([
    ['plain', ''],
    ['sealed', 'a passphrase'],
  ])('comes back into an empty Deskside: %s', async (_kind, passphrase) => {
    const from = desk();
    await fill(from);
    const { blob } = await save(from, { texts: true, passphrase });
    const into = desk();
    const opened = await open(into, blob, passphrase || null);
    expect(await contents(into)).toEqual({});
    await opened.apply(EVERYTHING, RUN);
    const [before, after] = [await contents(from), await contents(into)];
    const taken = (tables: Record<string, unknown[]>) =>
      Object.entries(tables).filter(([name]) => name !== 'settings' && name !== 'escalationSetup');
    expect(taken(after)).toEqual(taken(before));
    expect(into.followed?.map(({ id }) => id)).toEqual(['a']);
    expect(into.settings).toMatchObject({ theme: 'dark', ownerName: 'Ada' });
  });

  it('is the same again after a second import, whatever is in it', async () => {
    const day = fc
      .integer({ min: 1, max: 28 })
      .map((n) => `2026-11-${String(n).padStart(2, '0')}T08:00:00.000Z`);
    const ids = fc.uniqueArray(fc.stringMatching(/^[a-f0-9]{1,6}$/), { minLength: 1, maxLength: 8 });
    const world = ids.chain((all) =>
      fc.record({
        mails: fc.constant(all),
        texts: fc.array(fc.string({ unit: 'binary' }), { minLength: all.length, maxLength: all.length }),
        corrected: fc.subarray(all),
        days: fc.array(day, { minLength: all.length, maxLength: all.length }),
        vectors: fc.array(
          fc.float32Array({ noNaN: true, noDefaultInfinity: true, minLength: 2, maxLength: 4 }),
          {
            minLength: all.length,
            maxLength: all.length,
          },
        ),
      }),
    );
    await fc.assert(
      fc.asyncProperty(world, async ({ mails, texts, corrected, days, vectors }) => {
        const from = desk();
        await from.history.messages.add(
          mails.map((id, n) =>
            mail(id, { text: texts[n] ?? '', references: [`<${mails[n % 3] ?? id}@example.org>`] }),
          ),
        );
        for (const [n, id] of mails.entries()) {
          await from.history.results.put(result(id, { timings: { embed: n } }));
          if (corrected.includes(id))
            await put(
              from,
              'corrections',
              correction(id, { madeAt: days[n] ?? '', embedding: vectors[n] ?? new Float32Array(2) }),
            );
        }
        const { blob } = await save(from);
        const into = desk();
        await (await open(into, blob)).apply(EVERYTHING, RUN);
        expect(await contents(into)).toEqual(await contents(from));
        const again = await open(into, blob);
        expect(again.preview.tables.every(({ added, changed }) => added === 0 && changed === 0)).toBe(true);
      }),
      { numRuns: 10 },
    );
  });

  it('tells beforehand exactly what then comes in', async () => {
    const [from, into] = [desk(), desk()];
    await fill(from);
    await into.history.messages.add([mail('a'), mail('z')]);
    await into.history.corrections.put(
      correction('a', { madeAt: '2026-11-26T08:00:00.000Z', category: 'skip' }),
    );
    const opened = await open(into, (await save(from)).blob);
    expect(await opened.apply(EVERYTHING, RUN)).toEqual(opened.preview.tables);
    expect(opened.preview.tables.find(({ name }) => name === 'messages')).toMatchObject({
      added: 2,
      kept: 1,
    });
  });

  it('tells beforehand when there may not be room for what is new', async () => {
    const [from, into] = [desk(), desk()];
    await from.history.messages.add([mail('a', { text: 'x'.repeat(50_000) }), mail('b')]);
    const { blob } = await save(from);
    into.storage = { used: 900_000, quota: 920_000, persisted: true };
    const { tight } = (await open(into, blob)).preview;
    expect(tight).toMatchObject({ free: 20_000 });
    expect(tight?.needed).toBeGreaterThan(50_000);
    await into.history.messages.add([mail('a', { text: 'x'.repeat(50_000) }), mail('b')]);
    expect((await open(into, blob)).preview.tight).toBeNull();
  });

  it('loses nothing that is here: the newest word, own drafts, and examples of both', async () => {
    const [from, into] = [desk(), desk()];
    await fill(from);
    await into.history.messages.add([mail('a')]);
    await into.history.corrections.put(
      correction('a', { madeAt: '2026-11-26T08:00:00.000Z', category: 'skip' }),
    );
    await into.history.results.put(
      result('a', {
        draft: { subject: '', to: [], text: 'Written here', covers: [], unsupported: [], origin: 'user' },
      }),
    );
    await into.history.labelSets.put({
      ...{ id: 'set', name: 'My tickets', leastConfidence: 0.4, labels: [{ name: 'bug', description: '' }] },
      examples: [{ text: 'It hangs', label: 'bug' }],
    });
    await (await open(into, (await save(from)).blob)).apply(EVERYTHING, RUN);
    expect((await into.history.corrections.all()).map(({ category }) => category)).toEqual(['skip']);
    expect(into.followed?.map(({ category }) => category)).toEqual(['skip']);
    expect((await into.history.results.get('a'))?.draft?.text).toBe('Written here');
    expect((await into.history.results.get('a'))?.summary?.sentences).toHaveLength(1);
    const [set] = await into.history.labelSets.all();
    expect(set).toMatchObject({ name: 'My tickets' });
    expect(set?.examples.map(({ text }) => text)).toEqual(['It hangs', 'It crashes']);
  });
});

describe('what a file holds', () => {
  it('no key and no code when it is not sealed', async () => {
    const from = desk();
    await fill(from);
    const text = await textOf((await save(from)).blob);
    expect(text).toContain('Cellar');
    expect(text).not.toMatch(/KEY-OF-THE-SERVER|CODE-OF-THE-RELAY/);
  });

  it('without texts: what the user said and wrote, but no word of any mail', async () => {
    const from = desk();
    await fill(from);
    await from.history.voices.put(
      { id: sentVectorsId('embedder'), value: { ids: ['s'], vectors: [Float32Array.of(1)] } },
      { id: draftVersionsId('a'), value: [{ id: '1', at: '', before: '', text: 'You wrote: Secret plan' }] },
    );
    const { blob } = await save(from, { texts: false, passphrase: '' });
    const text = await textOf(blob);
    expect(text).not.toMatch(/Text of|Secret plan|Subject a|vectors:/);
    expect(text).toContain('My own words');
    const into = desk();
    await into.history.messages.add([mail('a')]);
    const opened = await open(into, blob);
    expect(opened.preview.unreadable).toBe(0);
    await opened.apply(EVERYTHING, RUN);
    expect(await into.history.voices.ids()).toEqual(['edits']);
    expect((await into.history.results.get('a'))?.triage).toMatchObject({ category: 'act', source: 'user' });
  });
});

describe('places that text may go to', () => {
  it('are named, and come in only when the user says so; models elsewhere stay off', async () => {
    const from = desk();
    await fill(from);
    const { blob } = await save(from, { texts: true, passphrase: 'a passphrase' });
    const into = desk();
    const opened = await open(into, blob, 'a passphrase');
    expect(opened.preview.connections).toEqual({
      servers: [{ name: 'Cellar', host: 'cellar:11434' }],
      relay: 'relay.example',
      permissions: 1,
    });
    await opened.apply({ settings: true, connections: false }, RUN);
    expect(into.settings).toMatchObject({ theme: 'dark', ownServers: [], relayUrl: null, escalation: false });
    expect(await into.history.permissions.all()).toEqual([]);
    await opened.apply(EVERYTHING, RUN);
    expect(into.settings).toMatchObject({ relayUrl: 'https://relay.example/', escalation: false });
    expect(into.settings.ownServers[0]?.apiKey).toBe('KEY-OF-THE-SERVER');
  });

  it('leave alone what was set up while the user was asked about them', async () => {
    const from = desk();
    await fill(from);
    const into = desk();
    const opened = await open(into, (await save(from)).blob);
    into.settings = { ...into.settings, relayUrl: 'https://mine.example/' };
    const mine = { id: 'setup' as const, code: 'MY-CODE', models: [], modelId: null, policy: {} as never };
    await into.history.escalationSetup.put(mine);
    await opened.apply(EVERYTHING, RUN);
    expect(into.settings.relayUrl).toBe('https://mine.example/');
    expect(into.settings.ownServers.map(({ name }) => name)).toEqual(['Cellar']);
    expect(await into.history.escalationSetup.all()).toEqual([mine]);
    expect(await into.history.permissions.all()).toEqual([]);
  });

  it('never change the address of a server that is here', async () => {
    const from = desk();
    await fill(from);
    const into = desk();
    const [mine] = from.settings.ownServers;
    if (mine)
      into.settings = { ...into.settings, ownServers: [{ ...mine, baseUrl: 'http://localhost:1/v1/' }] };
    await (await open(into, (await save(from)).blob)).apply(EVERYTHING, RUN);
    expect(into.settings.ownServers.map(({ baseUrl }) => baseUrl)).toEqual(['http://localhost:1/v1/']);
  });
});
