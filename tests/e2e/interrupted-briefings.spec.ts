import type { Page } from '@playwright/test';
import { exportReport, importFiles } from '../../scripts/lib/drive-page';
import { expect, test, type Desk } from './fixtures';
import { visitWithoutWriting, waitForBriefing, waitForStart } from './support/deskside-page';
import { mboxFile } from './support/mailboxes';
import { watchEmbedding, type EmbeddingWatch } from './support/watch-embedding';

const MANY = 200;
const SOME = 60;
/** Mails that are sorted in one request, which is what a run can lose. */
const BATCH = 4;
/** Texts of one mail that are embedded to sum it up: itself and its sentences. */
const SENTENCES = 3;

/** A night of mails that each say something of their own, so that every text that is embedded tells its mail. */
function nightOf(count: number) {
  const mails = Array.from(
    { length: count },
    (_, i) => `From sender${i}@fake.example Mon Oct 12 18:00:00 2026
From: Sender ${i} <sender${i}@fake.example>
To: Dana Whitfield <dana@desk.example>
Date: Mon, 12 Oct 2026 18:${String(i % 60).padStart(2, '0')}:00 +0200
Message-ID: <interrupted-${i}@fake.example>
Subject: Parcel ${i}

Parcel ${i} arrived at gate ${i + 1000} this morning.
The label of parcel ${i} is torn, so nobody knows yet who is to have it.
`,
  );
  return mboxFile('interrupted.mbox', mails.join('\n'));
}

async function beginBriefing(page: Page, { url }: Desk, mails: number): Promise<EmbeddingWatch> {
  const embedding = await watchEmbedding(page);
  await visitWithoutWriting(page, url);
  await importFiles(page, 'inbox', nightOf(mails));
  return embedding;
}

async function untilEmbedded(embedding: EmbeddingWatch, texts: number): Promise<void> {
  await expect.poll(() => embedding.texts().length, { timeout: 240_000 }).toBeGreaterThan(texts);
}

/** But for what was in hand: so many texts. */
function expectNothingTwice(texts: readonly string[], mails: number, inHand: number): void {
  const known = new Set(texts);
  expect(known.size).toBeGreaterThanOrEqual(mails * SENTENCES);
  expect(texts.length - known.size).toBeLessThanOrEqual(inHand);
}

/** All mails are sorted and summed up, as the app's own report says. */
async function expectWholeBriefing(page: Page, mails: number): Promise<void> {
  await waitForBriefing(page);
  const { messages } = await exportReport(page);
  expect(messages).toHaveLength(mails);
  for (const { subject, reasons, summary } of messages) {
    expect(reasons.length, subject).toBeGreaterThan(0);
    expect(summary.length, subject).toBeGreaterThan(0);
  }
}

test('a page that is reloaded in the middle of 200 mails goes on, and computes nothing of finished mails again (fault 26)', async ({
  emptyPage: page,
  desk,
}) => {
  test.setTimeout(600_000);
  const embedding = await beginBriefing(page, desk, MANY);
  // While mails are sorted, and again while they are summed up, which begins when all are sorted.
  for (const texts of [60, MANY + 60]) {
    await untilEmbedded(embedding, texts);
    await page.reload();
    await waitForStart(page);
  }
  await expectWholeBriefing(page, MANY);
  expectNothingTwice(embedding.texts(), MANY, BATCH + SENTENCES);
});

test('a worker that is killed in the middle is replaced, and the briefing goes on (fault 25)', async ({
  emptyPage: page,
  desk,
}) => {
  test.setTimeout(600_000);
  const embedding = await beginBriefing(page, desk, SOME);
  await untilEmbedded(embedding, 20);
  await embedding.killWorkers();
  await expectWholeBriefing(page, SOME);
  expect(embedding.workers()).toBeGreaterThan(1);
  expectNothingTwice(embedding.texts(), SOME, BATCH);
});

test('a tab that nobody looks at goes on: no animation frames, timers once a minute (fault 23)', async ({
  emptyPage: page,
  desk,
}) => {
  test.setTimeout(600_000);
  await page.addInitScript(() => {
    const setTimer = window.setTimeout.bind(window);
    let hidden = false;
    Object.assign(window, {
      // What comes in place of it must not be a timer.
      scheduler: undefined,
      hideForTest() {
        hidden = true;
        document.dispatchEvent(new Event('visibilitychange'));
      },
      requestAnimationFrame: () => 0,
      setTimeout: (work: () => void, ms = 0, ...rest: unknown[]) =>
        setTimer(work, hidden ? Math.max(ms, 60_000) : ms, ...rest),
    });
    Object.defineProperty(document, 'visibilityState', { get: () => (hidden ? 'hidden' : 'visible') });
  });
  const embedding = await beginBriefing(page, desk, SOME);
  await untilEmbedded(embedding, 20);
  await page.evaluate(() => (window as unknown as { hideForTest(): void }).hideForTest());
  await expectWholeBriefing(page, SOME);
});
