import type { Page } from '@playwright/test';
import { importFiles } from '../../scripts/lib/drive-page';
import { hostileHtml } from '../fixtures/mail/hostile-html';
import { htmlMail, mboxrd } from '../fixtures/mail/build-mail';
import { expect, test as base, watchViolations } from './fixtures';
import { openMail, waitForStart } from './support/deskside-page';
import { mboxFile } from './support/mailboxes';

/** A private window in which the policy is provoked, so that what it stops is no fault. */
const test = base.extend<{ provoked: Page }>({
  provoked: async ({ desk }, use) => {
    const context = await desk.context.browser()?.newContext();
    if (!context) throw new Error('The profile has no browser to open a private window in.');
    await use(await context.newPage());
    await context.close();
  },
});

test('the page runs no string as markup or script, and no script from elsewhere', async ({
  provoked,
  desk,
}) => {
  const violations = watchViolations(provoked);
  await provoked.goto(desk.url);
  await waitForStart(provoked);
  const outcomes = await provoked.evaluate(() => {
    const refusal = (work: () => unknown): string => {
      try {
        work();
        return 'let through';
      } catch (error) {
        return (error as Error).name;
      }
    };
    return {
      markup: refusal(() => (document.createElement('div').innerHTML = '<img src=x onerror=alert(1)>')),
      inserted: refusal(() => document.body.insertAdjacentHTML('beforeend', '<b>x</b>')),
      parsed: refusal(() => new DOMParser().parseFromString('<b>x</b>', 'text/html')),
      frame: refusal(() => (document.createElement('iframe').srcdoc = '<script>1</script>')),
      handler: refusal(() => document.body.setAttribute('onclick', 'document.title = "ran"')),
      scriptText: refusal(() => (document.createElement('script').textContent = 'document.title = "ran"')),
      foreignScript: refusal(() => (document.createElement('script').src = 'https://evil.example/a.js')),
      foreignWorker: refusal(() => new Worker('https://evil.example/a.js')),
      writtenWorker: refusal(() => new Worker('data:text/javascript,1')),
      otherPolicy: refusal(() =>
        (
          window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): unknown } }
        ).trustedTypes.createPolicy('mine', {}),
      ),
    };
  });
  expect(Object.entries(outcomes).filter(([, outcome]) => outcome === 'let through')).toEqual([]);
  expect(outcomes.markup).toBe('TypeError');
  // The watch that every other test stands under sees what is stopped.
  expect(violations.length).toBeGreaterThan(5);
});

test('every response has the headers that guard the page, and the page’s scripts their hashes', async ({
  desk,
}) => {
  const page = await fetch(desk.url);
  expect(Object.fromEntries(page.headers)).toMatchObject({
    'content-security-policy': expect.stringContaining(
      "require-trusted-types-for 'script'; trusted-types default",
    ),
    'permissions-policy': expect.stringContaining('camera=(), '),
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'same-origin',
  });
  const html = await page.text();
  const loading =
    html.match(/<script[^>]+src=[^>]+>|<link[^>]+rel="(?:stylesheet|modulepreload)"[^>]+>/g) ?? [];
  expect(loading.length).toBeGreaterThan(1);
  for (const tag of loading) expect(tag).toMatch(/ integrity="sha384-[\w+/=]{64}"/);
  expect(html).not.toMatch(/<script(?![^>]*\ssrc=)[^>]*>|\son\w+=|\sstyle=/);
  const notices = await (await fetch(`${desk.url}THIRD-PARTY.txt`)).text();
  expect(notices).toContain('dompurify');
});

test('case 36: a mail shown as it was sent runs nothing and asks nobody for anything', async ({
  provoked: page,
  desk,
}) => {
  const requested: string[] = [];
  page.context().on('request', (request) => requested.push(request.url()));
  const cases = hostileHtml('https://tracker.example');
  // These swallow what follows them in the same mail.
  const swallowing = ['css breaking out', 'mutation through noscript', 'frames', 'form'] as const;
  const together = Object.entries(cases)
    .filter(([name]) => !swallowing.some((other) => other === name))
    .map(([, html]) => `<div>${html}</div>`)
    .join('\n');
  const mails = [together, ...swallowing.map((name) => cases[name] ?? '')].map((html, index) =>
    htmlMail(`<p style="color: rgb(180, 0, 0)">Read me ${index}</p>${html}`)
      .replace('The quay plan', `Hostile ${index}`)
      .replace('quay-1', `hostile-${index}`),
  );
  await page.goto(desk.url);
  await importFiles(page, 'inbox', mboxFile('hostile.mbox', mboxrd(mails)));
  for (const [index] of mails.entries()) {
    await openMail(page, `Hostile ${index}`);
    await page.getByText('As sent', { exact: true }).click();
    const frame = page.frameLocator('iframe[title="The mail as it was sent"]');
    await expect(frame.getByText(`Read me ${index}`)).toBeVisible();
    await expect(page.getByText(/from elsewhere/)).toBeVisible();
    await expect(frame.getByText(`Read me ${index}`)).toHaveCSS('color', 'rgb(180, 0, 0)');
    await expect(
      frame.locator('script, link, form, input, svg, iframe, object, embed, video, base'),
    ).toHaveCount(0);
  }
  const title = await page.title();
  expect(title).not.toBe('ran');
  expect(requested.filter((url) => !url.startsWith(desk.url) && !url.startsWith('blob:'))).toEqual([]);
  expect(requested.filter((url) => url.includes('/probe/'))).toEqual([]);
});
