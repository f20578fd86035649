import { beforeEach, expect, test } from 'vitest';
import { makeMessage } from '../../tests/support/make-message';
import { realRouter } from '../../tests/support/real-router';
import type { Draft } from '../contracts/briefing';
import { createHistory } from '../history/history';
import { createMemoryHistoryStorage } from '../history/memory-history-storage';
import { createChangeBus } from './change-bus';
import { createDrafts } from './drafts';
import { createMailResults } from './mail-results';
import { createMailRows } from './mail-rows';
import type { TaskRouter } from './routing/task-router';

const storage = createMemoryHistoryStorage();
let writing: Promise<void>;

/** The drafts of a tab. Its rules write when `writing` resolves. */
async function openTab() {
  const history = createHistory(storage);
  const rows = createMailRows();
  rows.add(await history.messages.list());
  const results = createMailResults(history, rows, createChangeBus());
  const rules = realRouter(history, { generator: async () => null });
  const router: TaskRouter = {
    ...rules,
    async run(...given) {
      const made = await rules.run(...given);
      await writing;
      return made;
    },
  };
  const owner = () => ({ name: 'Dana', address: 'dana@x.example', role: '' });
  return { results, drafts: createDrafts({ results, owner, voice: () => null, router }) };
}

beforeEach(async () => {
  writing = Promise.resolve();
  const history = createHistory(storage);
  await history.clear();
  await history.messages.add([makeMessage({ id: 'a', text: 'Can you come at ten?' })]);
});

const NEW = { signal: new AbortController().signal, onText: () => undefined };

test('who writes a new draft is told of what another tab saved just before it ended', async () => {
  const [one, other] = [await openTab(), await openTab()];
  await one.drafts.write('a', NEW);
  let end = (): void => undefined;
  writing = new Promise((resolve) => (end = resolve));
  const replaced: (Draft | null)[] = [];
  const written = one.drafts.write('a', { ...NEW, onReplaced: (draft) => replaced.push(draft) });
  await other.drafts.save('a', 'At ten, gladly.');
  end();
  await written;
  expect(replaced.map((draft) => draft?.text)).toEqual(['At ten, gladly.']);
});

test('who saves an edit is told of what another tab saved in the same moment', async () => {
  const [one, other] = [await openTab(), await openTab()];
  const { text } = await one.drafts.write('a', NEW);
  const replaced: (string | undefined)[] = [];
  const note = (draft: Draft | null) => replaced.push(draft?.text);
  await Promise.all([one.drafts.save('a', 'At ten.', note), other.drafts.save('a', 'At noon.', note)]);
  expect(replaced).toEqual([text, 'At ten.']);
  expect((await one.results.get('a')).draft?.text).toBe('At noon.');
});
