import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { createFakeApp } from '../../tests/fixtures/fake-app';
import type { FakeMail } from '../../tests/fixtures/fake-mail';
import { renderApp } from '../../tests/fixtures/render-app';

const SIZES = { desktop: [1440, 900], phone: [390, 844] } as const;
const open = async (mail: Partial<FakeMail>, size: keyof typeof SIZES = 'desktop') => {
  const [width, height] = SIZES[size];
  await page.viewport(width, height);
  await renderApp(createFakeApp([{ id: 'odd', category: 'read', ...mail }]), '#/mail/odd');
  await expect.element(page.getByRole('article', { name: 'Mail' })).toBeVisible();
};
const pdf = (name: string) => ({ name, mediaType: 'application/pdf', bytes: 1200 });
const people = Array.from({ length: 60 }, (_, index) => ({
  name: `Person ${index}`,
  address: `p${index}@desk.example`,
}));

test.each(['desktop', 'phone'] as const)(
  'long names of attachments leave the buttons of the mail in sight on a %s',
  async (size) => {
    await open({ attachments: [pdf(`${'a-very-long-file-name-'.repeat(12)}.pdf`)] }, size);
    const next = page.getByRole('button', { name: 'Next mail' }).element().getBoundingClientRect();
    const pane = page.getByRole('article', { name: 'Mail' }).element().getBoundingClientRect();
    expect(next.right).toBeLessThanOrEqual(pane.right);
    const openIt = page
      .getByRole('button', { name: /in Documents$/ })
      .element()
      .getBoundingClientRect();
    expect(openIt.right).toBeLessThanOrEqual(pane.right);
  },
);

test('many attachments do not push the mail out of sight, and all are shown when wanted', async () => {
  await open({ attachments: Array.from({ length: 30 }, (_, index) => pdf(`report-${index}.pdf`)) });
  const list = page.getByRole('list', { name: 'Attachments' });
  expect(list.getByText(/^report-/).elements()).toHaveLength(6);
  await list.getByRole('button', { name: 'Show all 30' }).click();
  expect(list.getByText(/^report-/).elements()).toHaveLength(30);
});

test('of many recipients the first are named, and all when wanted', async () => {
  await open({ to: people });
  await expect.element(page.getByText(/to Person 0,/)).toHaveTextContent(/Person 7 Show all 60/);
  await page.getByRole('button', { name: 'Show all 60' }).click();
  await expect.element(page.getByText(/Person 59/)).toBeVisible();
});

test('a summary and a question that run from right to left do so', async () => {
  const text = 'يرجى إرسال الملف report.pdf قبل الاجتماع.';
  await open({
    category: 'reply',
    body: `${text}\n`,
    summary: [{ text, quote: text }],
    asks: [{ text, quote: text }],
  });
  const lines = page.getByRole('button', { name: text }).elements();
  expect(lines).toHaveLength(2);
  for (const line of lines) expect(line.querySelector(':dir(rtl)') ?? line.matches(':dir(rtl)')).toBeTruthy();
});
