import { expect, it } from 'vitest';
import type { ForeignRequest } from '../../contracts/foreign-request';
import { createHistory } from '../../history/history';
import { createMemoryHistoryStorage } from '../../history/memory-history-storage';
import type { ForeignResource } from '../../platform/foreign-resources';
import { createEgressLog } from '../egress';
import { createLedgerKeeper } from './keep-ledger';

function setUp(history = createHistory(createMemoryHistoryStorage())) {
  let see: (resource: ForeignResource) => void = () => undefined;
  const log = createEgressLog((onSeen) => (see = onSeen));
  const keeper = createLedgerKeeper(history);
  let last: Promise<void> = Promise.resolve();
  log.requests.subscribe((requests) => (last = keeper.keep(requests)));
  return { history, log, see: (resource: ForeignResource) => see(resource), settled: () => last };
}

let made = 0;
const request = (change: Partial<ForeignRequest> = {}): ForeignRequest => ({
  id: `request ${(made += 1)}`,
  state: 'done',
  url: 'https://hub.example/model?x=1',
  purpose: 'model-files',
  startedAt: 1000,
  sentBytes: 0,
  bytes: 10,
  ...change,
});

it('keeps each request once, alike ones too, and none under two names', async () => {
  const { history, log, see, settled } = setUp();
  see({ url: request().url, startedAt: 1001, bytes: 0 });
  await settled();
  expect(await history.egress.all()).toMatchObject([{ consent: 'none', origin: 'https://hub.example' }]);
  log.note(request());
  log.note(request());
  see({ url: 'https://stranger.example/pixel', startedAt: 3000, bytes: 1 });
  log.note(request({ startedAt: 500, url: 'https://hub.example/earlier' }));
  await settled();
  const rows = (await history.egress.all()).toSorted((a, b) => a.at - b.at);
  expect(rows.map(({ at, path, consent }) => [at, path, consent])).toEqual([
    [500, '/earlier', 'setting'],
    [1000, '/model', 'setting'],
    [1000, '/model', 'setting'],
    [3000, '/pixel', 'none'],
  ]);
});

it('goes on with the row that was written before a text left', async () => {
  const { history, log, settled } = setUp();
  const escalated = { hash: 'ab', consent: 'preview' } as const;
  log.note(request({ id: 'row-1', purpose: 'relay-asking', escalated, bytes: 0 }));
  log.note(request({ purpose: 'relay-setup' }));
  await settled();
  expect(await history.egress.get('row-1')).toMatchObject({ hash: 'ab', consent: 'preview' });
  expect(await history.egress.all()).toHaveLength(2);
});

it('has a request from its start, and then how it ended; one that its page never ended counts as cut off', async () => {
  const { history, log, settled } = setUp();
  const started = request({ id: 'file', state: 'running', bytes: 0 });
  log.note(started);
  await settled();
  expect(await history.egress.all()).toMatchObject([{ id: 'file', state: 'running' }]);
  const later = setUp(history);
  later.log.note(request({ id: 'other' }));
  await later.settled();
  expect(await history.egress.get('file')).toMatchObject({ state: 'failed' });
  log.note({ ...started, state: 'done', bytes: 10 });
  await settled();
  expect(await history.egress.get('file')).toMatchObject({ state: 'done', bytes: 10 });
  expect(await history.egress.all()).toHaveLength(2);
});
