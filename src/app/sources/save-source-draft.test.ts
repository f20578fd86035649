import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  createBrowser,
  mailboxAt,
  openTab,
  settled,
  setUp,
  type Browser,
  type TabOptions,
} from '../../../tests/support/source-stand';
import { remoteMail } from '../../sources/testing/read-source';
import type { Drafts } from '../drafts';

const WORK = 'https://work.example/jmap';
const HOME = 'https://home.example/jmap';

let browser: Browser;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
  browser = createBrowser();
});
afterEach(() => vi.useRealTimers());

test('a draft goes where its mail came from, without the mark of files for mail programs', async () => {
  const eml =
    'In-Reply-To: <contract-1@mail.example>\r\nX-Unsent: 1\r\nMIME-Version: 1.0\r\n\r\nSGVsbG8=\r\n';
  const drafts = async () => ({ asEml: async () => new Blob([eml]) }) as unknown as Drafts;
  const tab = openTab(browser, { drafts });
  await mailboxAt(browser, WORK).remote.add(remoteMail(1));
  const home = await setUp(HOME, tab, { name: 'Home' });
  const work = await setUp(WORK, tab);
  const mailId = tab.rows.current()[0]?.id ?? '';
  expect((await tab.api.draftTargets(mailId)).map(({ id }) => id)).toEqual([work, home]);
  await tab.api.saveDraft(work, mailId);
  expect(await mailboxAt(browser, WORK).remote.drafts()).toEqual([eml.replace('X-Unsent: 1\r\n', '')]);
  expect(await mailboxAt(browser, HOME).remote.drafts()).toEqual([]);
});

test('a right to save drafts is asked for first, remembered, and asked for anew once it is withdrawn', async () => {
  const rights: string[] = [];
  const kind: TabOptions['kind'] = {
    ...{ drafts: 'asks', signsIn: 'elsewhere' },
    async signIn(request) {
      rights.push(request.rights);
      return 'token';
    },
  };
  const drafts = async () => ({ asEml: async () => new Blob(['\r\n']) }) as unknown as Drafts;
  const tab = openTab(browser, { kind, drafts });
  const mailbox = mailboxAt(browser, WORK);
  await mailbox.remote.add(remoteMail(1));
  const id = await setUp(WORK, tab, { secret: null });
  expect(tab.card(id)).toMatchObject({ state: 'signed-out', drafts: 'ask' });
  await tab.api.signIn(id, null);
  await settled(tab, id);
  expect(tab.card(id)).toMatchObject({ state: 'ready', drafts: 'ask' });
  await tab.api.allowDrafts(id);
  expect(tab.card(id).drafts).toBe('yes');
  const mailId = tab.rows.current()[0]?.id ?? '';
  await mailbox.remote.withdrawPermission();
  await expect(tab.api.saveDraft(id, mailId)).rejects.toMatchObject({
    failure: { code: 'permission-withdrawn' },
  });
  expect(tab.card(id).drafts).toBe('ask');
  expect(rights).toEqual(['read', 'drafts']);
});
