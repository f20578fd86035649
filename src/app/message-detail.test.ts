import { expect, test } from 'vitest';
import { eventually } from '../../tests/support/eventually';
import { makeMessage } from '../../tests/support/make-message';
import { createHistory } from '../history/history';
import { createMemoryHistoryStorage } from '../history/memory-history-storage';
import type { MessageDetail } from './api';
import { createChangeBus } from './change-bus';
import { createMailResults } from './mail-results';
import { createMailRows } from './mail-rows';
import { watchMessage } from './message-detail';

test('a mail that is being loaded is told from one that is not here, also where no list has it', async () => {
  const history = createHistory(createMemoryHistoryStorage());
  await history.messages.add([makeMessage({ id: 'sent', role: 'sent' })]);
  const changes = createChangeBus();
  const results = createMailResults(history, createMailRows(), changes);
  const told = async (id: string): Promise<(string | null | undefined)[]> => {
    const seen: (MessageDetail | null | undefined)[] = [];
    watchMessage(id, results, changes).subscribe((detail) => seen.push(detail));
    await eventually(() => expect(seen).toHaveLength(2));
    return seen.map((detail) => detail && detail.message.id);
  };
  expect(await told('sent')).toEqual([undefined, 'sent']);
  expect(await told('nowhere')).toEqual([undefined, null]);
});
