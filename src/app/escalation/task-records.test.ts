import { expect, it } from 'vitest';
import { fakeDetail } from '../../../tests/fixtures/fake-mail';
import { createHistory } from '../../history/history';
import { createMemoryHistoryStorage } from '../../history/memory-history-storage';
import { noteTasks } from './task-records';

const OWNER = { name: 'Dana', address: 'dana@desk.example', role: '' };
const MAILS = 1_010;

it('notes the thousand latest mails, whatever their ids', async () => {
  const history = createHistory(createMemoryHistoryStorage());
  // The newest comes first in the store, as it may with ids that are hashes.
  const ids = Array.from({ length: MAILS }, (_, age) => `mail-${String(age).padStart(4, '0')}`);
  const summary = [{ text: 'This is the text.', quote: 'this is the text' }];
  const details = ids.map((id) => fakeDetail({ id, category: 'read', summary }));
  await history.messages.add(details.map(({ message }) => message));
  for (const { result } of details) await history.results.put(result);

  const records = await noteTasks(
    history,
    ids.map((id) => ({ id })),
    OWNER,
    0,
  );
  const noted = new Set(records.map(({ id }) => id.replace(/^.*(mail-\d+).*$/u, '$1')));
  expect(noted.size).toBe(1_000);
  expect(noted.has(ids[0] ?? '')).toBe(true);
  expect(noted.has(ids.at(-1) ?? '')).toBe(false);
});
