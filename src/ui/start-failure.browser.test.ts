import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Failure } from '../contracts/failure';
import { speak } from './i18n/locale.svelte';
import { showStartFailure } from './start-failure';

const NEWER: Failure = {
  code: 'storage-unavailable',
  message:
    'Your data was saved by a newer Deskside. Reload the page to get that version; nothing was changed.',
  retryable: false,
};

afterEach(() => speak('en'));

test.each([
  ['en-GB', NEWER.message],
  ['de', 'Ihre Daten wurden von einer neueren Version von Deskside gespeichert.'],
  ['es', 'Sus datos'],
])('why the app cannot start is said in the language that the page began in (%s)', async (lang, said) => {
  const target = document.body.appendChild(document.createElement('div'));
  document.documentElement.lang = lang;
  await showStartFailure(target, NEWER);
  await expect.element(page.getByRole('alert')).toHaveTextContent(said);
  target.remove();
});
