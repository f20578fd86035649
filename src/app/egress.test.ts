import { expect, it } from 'vitest';
import type { ForeignRequest } from '../contracts/foreign-request';
import type { ForeignResource } from '../platform/foreign-resources';
import { createEgressLog } from './egress';

const ASKED: ForeignRequest = {
  id: 'asked',
  state: 'done',
  url: 'http://localhost:11434/v1/chat/completions',
  purpose: 'server-writing',
  startedAt: 2000,
  sentBytes: 900,
  bytes: 120,
};

function setUp() {
  let see: (resource: ForeignResource) => void = () => expect.unreachable('nobody watches');
  const log = createEgressLog((onSeen) => (see = onSeen));
  return { log, see: (resource: ForeignResource) => see(resource) };
}

it('lists a request of the page once, though the browser saw it too', () => {
  const { log, see } = setUp();
  see({ url: ASKED.url, startedAt: 2001, bytes: 0 });
  log.note(ASKED);
  expect(log.requests.get()).toEqual([ASKED]);
});

it('lists what nobody told of as seen by the browser, in the order of time', () => {
  const { log, see } = setUp();
  log.note(ASKED);
  see({ url: 'https://elsewhere.example/pixel', startedAt: 1000, bytes: 43 });
  see({ url: ASKED.url, startedAt: 2001, bytes: 0 });
  see({ url: ASKED.url, startedAt: 3000, bytes: 7 });
  expect(log.requests.get()).toEqual([
    {
      id: 'seen 0 1000 https://elsewhere.example/pixel',
      state: 'done',
      url: 'https://elsewhere.example/pixel',
      purpose: 'unknown',
      startedAt: 1000,
      sentBytes: null,
      bytes: 43,
    },
    ASKED,
    expect.objectContaining({
      url: ASKED.url,
      purpose: 'unknown',
      startedAt: 3000,
      sentBytes: null,
      bytes: 7,
    }),
  ]);
});

it('tells whoever watches it of each change', () => {
  const { log } = setUp();
  const lengths: number[] = [];
  log.requests.subscribe((requests) => lengths.push(requests.length));
  log.note(ASKED);
  log.note({ ...ASKED, bytes: 130 });
  log.note({ ...ASKED, id: 'other', startedAt: 4000 });
  expect(lengths.slice(-3)).toEqual([1, 1, 2]);
});
