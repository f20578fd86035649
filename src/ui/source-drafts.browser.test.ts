import { beforeEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { createFakeApp } from '../../tests/fixtures/fake-app';
import { fakeSource, type FakeSources } from '../../tests/fixtures/fake-sources';
import { failing } from '../../tests/fixtures/models-page';
import { renderApp } from '../../tests/fixtures/render-app';
import { withSources } from '../../tests/fixtures/sources-page';
import type { SourceCard } from '../app/sources/sources-api';

const question = page.getByRole('alertdialog');

let sources: FakeSources;

beforeEach(() => page.viewport(1440, 900));

describe('a draft', () => {
  const MAIL = { id: 'audit', category: 'reply', draft: 'Hi,\n\nI will come.\n' } as const;
  const save = page.getByRole('button', { name: 'Save in Drafts', exact: true });

  async function open(...cards: readonly SourceCard[]): Promise<void> {
    const shown = withSources(createFakeApp([MAIL]), ...cards);
    sources = shown.sources;
    await renderApp(shown.app, '#/mail/audit');
    await expect.element(page.getByRole('button', { name: 'Open in mail' })).toBeVisible();
  }

  test('is saved at its source, which is told and never sent', async () => {
    await open(fakeSource());
    await save.click();
    await expect.element(page.getByText(/Saved in the Drafts of Desk mail\. It is not sent/)).toBeVisible();
    expect(sources.calls).toEqual([{ what: 'save-draft', id: 'desk', mailId: 'audit' }]);
  });

  test('asks for the right at first, and says what it is for', async () => {
    await open(fakeSource({ drafts: 'ask' }));
    await save.click();
    await expect.element(question).toHaveTextContent('it never sends');
    expect(sources.calls).toEqual([]);
    await question.getByRole('button', { name: 'Allow and save' }).click();
    await expect.poll(() => sources.calls.map(({ what }) => what)).toEqual(['allow-drafts', 'save-draft']);
  });

  test('is not saved when the right is refused', async () => {
    await open(fakeSource({ drafts: 'ask' }));
    sources.allowDrafts = failing('permission-withdrawn', 'The right was not given.');
    await save.click();
    await question.getByRole('button', { name: 'Allow and save' }).click();
    await expect.element(page.getByText('The right was not given.')).toBeVisible();
    expect(sources.calls).toEqual([]);
  });

  test('can go to another source', async () => {
    await open(fakeSource(), fakeSource({ id: 'other', name: 'Other' }));
    await page.getByRole('button', { name: 'Save in the Drafts of another source' }).click();
    await page.getByRole('menuitem', { name: 'Save in Drafts: Other' }).click();
    await expect.poll(() => sources.calls).toEqual([{ what: 'save-draft', id: 'other', mailId: 'audit' }]);
  });

  test('has no such way where no source takes drafts', async () => {
    await open(fakeSource({ drafts: 'no' }));
    expect(save.elements()).toHaveLength(0);
  });
});
