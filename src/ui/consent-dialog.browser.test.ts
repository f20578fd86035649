import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { createFakeApp, type FakeApp } from '../../tests/fixtures/fake-app';
import { fakeDetail } from '../../tests/fixtures/fake-mail';
import { renderApp } from '../../tests/fixtures/render-app';
import type {
  EscalationAnswer,
  EscalationApi,
  EscalationPreview,
  PreviewWishes,
  RedactedPiece,
} from '../app/escalation/escalation-api';
import type { StandingPermission } from '../contracts/escalation';
import * as m from './i18n/compiled/messages';

const FOUND = ['Ada Byron', 'Krinol Ltd'];
const FIRST: PreviewWishes = { scope: 'extracts', modelId: 'big', shown: [], hidden: [] };

let isPriceAssumed = false;
let barred: string | null;
let isPermitted: boolean;
/** Tells of a change in another tab. */
let changedElsewhere: () => void;

/** What the found values look like in a preview with these wishes. */
const pieces = (shown: readonly string[]): readonly RedactedPiece[] =>
  FOUND.flatMap((text, index) => [
    {
      text,
      kind: 'person' as const,
      placeholder: shown.includes(text) ? null : `[PERSON_${index + 1}]`,
    },
    { text: ' and ', kind: null, placeholder: null },
  ]);

/** Only what the dialog looks at. */
const previewOf = (wishes: PreviewWishes): EscalationPreview => ({
  ...{ messageId: 'crane', task: 'summary', wishes, relayUrl: 'https://relay.example/' },
  model: {
    id: 'big',
    price: null,
    pricesOf: null,
    providers: [
      { id: 'zorvex', model: 'large-3', privacy: 'no-training' },
      { id: 'krinol', model: 'giant', privacy: 'no-training' },
    ],
  } as unknown as EscalationPreview['model'],
  pieces: pieces(wishes.shown),
  ...{ values: new Map(), body: '{}', hash: 'ff', bytes: 2, mostTokens: 9, usualTokens: 7, answerTokens: 5 },
  ...{ worstMicros: 1200, isPriceAssumed, withheld: { bytes: 1, of: 3 } },
  route: { route: 'relay', reasons: [], barred } as unknown as EscalationPreview['route'],
  nearest: { route: 'rules', reasons: [], barred: null } as unknown as EscalationPreview['nearest'],
  budget: {
    dayMicros: 0,
    monthMicros: 0,
    leftMicros: null,
    warning: null,
  } as unknown as EscalationPreview['budget'],
  ...{ permission: null, localText: '', category: null },
});

const answerTo = (preview: EscalationPreview): EscalationAnswer => ({
  ...{ preview, text: 'It stands still.', invented: [], unsupported: [], isWhole: true, diff: [] },
  sentences: [{ text: 'It stands still.', isSupported: true }],
  receipt: {
    ...{ at: 0, requestId: 'r', provider: 'krinol', model: 'giant', privacy: 'no-training' },
    ...{ promptTokens: 7, completionTokens: 4, costMicros: 12, estimated: false, durationMs: 900 },
  },
});

let app: FakeApp;
let asked: PreviewWishes[];
/** Lets each preview come, in the order in which they were asked for. */
let comes: (() => void)[];

beforeEach(async () => {
  await page.viewport(1440, 900);
  app = createFakeApp([{ id: 'crane', subject: 'The crane', category: 'read' }]);
  asked = [];
  isPriceAssumed = false;
  barred = null;
  isPermitted = false;
  comes = [];
  const preview: EscalationApi['preview'] = async (_id, _task, changed) => {
    if (!changed) return previewOf(FIRST);
    const wishes = { ...FIRST, ...changed };
    asked.push(wishes);
    await new Promise<void>((resolve) => comes.push(resolve));
    return previewOf(wishes);
  };
  const ask: EscalationApi['ask'] = async (shown) => answerTo(shown);
  const escalation = {
    ...{ preview, ask },
    permissionFor: async () => (isPermitted ? ({} as StandingPermission) : null),
    onElsewhere: (listener) => {
      changedElsewhere = listener;
      return () => undefined;
    },
  } as Partial<EscalationApi> as EscalationApi;
  Object.assign(app.areas, { escalation: async () => escalation });
  await app.updateSettings({ escalation: true });
  app.setDetail(
    fakeDetail({ id: 'crane', subject: 'The crane', category: 'read', body: 'It stands still.' }),
  );
  await renderApp(app, '#/mail/crane');
  await page.getByText('Ask a frontier model').first().click();
  await page.getByRole('button', { name: 'Look at what would be sent' }).first().click();
  await expect.element(page.getByRole('dialog')).toBeVisible();
});

const placeholder = (number: number) => page.getByRole('button', { name: `[PERSON_${number}]` });

test('what is changed in quick succession is all changed, and nothing is sent before its preview is there', async () => {
  await placeholder(1).click();
  await placeholder(2).click();
  const send = page.getByRole('dialog').getByRole('button', { name: /^Send/u });
  await expect.element(send).toBeDisabled();
  await expect.poll(() => comes.length).toBe(1);
  comes[0]?.();
  await expect.poll(() => comes.length).toBe(2);
  await expect.element(send).toBeDisabled();
  comes[1]?.();
  await expect.element(send).toBeEnabled();
  expect(asked.at(-1)?.shown).toEqual(FOUND);
  await expect.element(placeholder(1)).not.toBeInTheDocument();
  await expect.element(placeholder(2)).not.toBeInTheDocument();
});

test('a preview that comes after the dialog was closed does not open it again', async () => {
  await placeholder(1).click();
  await expect.poll(() => comes.length).toBe(1);
  await page.getByRole('button', { name: 'Keep it here' }).click();
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  comes[0]?.();
  await new Promise((resolve) => setTimeout(resolve, 50));
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
});

test('says which models the text may reach under the name of a chain', async () => {
  const said = page.getByRole('dialog').getByText('big: answered by zorvex/large-3 or krinol/giant');
  await expect.element(said).toBeVisible();
});

test('the receipt says which of them answered', async () => {
  await page.getByRole('dialog').getByRole('button', { name: /^Send/u }).click();
  await expect.element(page.getByText(/^Receipt: giant by krinol, 7 tokens sent/u)).toBeVisible();
  await expect.element(page.getByRole('region', { name: 'From giant' })).toBeVisible();
});

test('says of a price that it is assumed, and of a listed one nothing of the kind', async () => {
  const dialog = page.getByRole('dialog');
  await expect.element(dialog.getByText(/^At most \$0\.00120 by the prices of/u)).toBeVisible();
  const assumed = dialog.getByText(/the relay’s operator assumes it/u);
  await expect.element(assumed).not.toBeInTheDocument();
  await page.getByRole('button', { name: 'Keep it here' }).click();
  isPriceAssumed = true;
  await page.getByRole('button', { name: 'Look at what would be sent' }).first().click();
  await expect.element(assumed).toBeVisible();
});

test('what another tab forbids while the text is looked at is said, and cannot be sent any more', async () => {
  const send = page.getByRole('dialog').getByRole('button', { name: /^Send/u });
  await expect.element(send).toBeEnabled();
  barred = 'The words “crane” are to stay here.';
  changedElsewhere();
  await expect.poll(() => comes.length).toBe(1);
  comes[0]?.();
  await expect.element(page.getByRole('dialog').getByRole('alert')).toHaveTextContent('“crane”');
  await expect.element(send).toBeDisabled();
});

test('a permission that another tab gives or takes back is offered, or is not any more', async () => {
  await page.getByRole('button', { name: 'Keep it here' }).click();
  const permitted = page.getByRole('button', { name: m.escalation_send_permitted() });
  isPermitted = true;
  changedElsewhere();
  await expect.element(permitted).toBeVisible();
  isPermitted = false;
  changedElsewhere();
  await expect.element(permitted).not.toBeInTheDocument();
});
