import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { createFakeApp } from '../../tests/fixtures/fake-app';
import { expectNoViolations } from '../../tests/fixtures/no-violations';
import { renderApp } from '../../tests/fixtures/render-app';

const HTML = `<body bgcolor="#fafafa"><h1 style="color: rgb(180, 0, 0)">The audit is on Friday</h1>
  <p>Please log in at <a href="https://evil.example/login?u=dana">www.bank.example</a>.</p>
  <img src="https://track.example/open.gif?dana" width="1" height="1" alt=""><img src="https://pics.example/chart.png" alt="A chart"></body>`;

async function showAsSent(theme: 'light' | 'dark' = 'light') {
  const app = createFakeApp([
    {
      id: 'audit',
      category: 'read',
      body: 'The audit is on Friday.\n',
      summary: [{ text: 'The audit is on Friday.', quote: 'The audit is on Friday' }],
    },
  ]);
  app.originals.set('audit', HTML);
  app.set.settings.update((settings) => ({ ...settings, theme }));
  await renderApp(app, '#/mail/audit');
  await page.getByText('As sent', { exact: true }).click();
  await expect.element(page.getByRole('region', { name: 'The mail as it was sent' })).toBeVisible();
  await expect.poll(() => content()?.querySelector('h1')?.textContent).toBe('The audit is on Friday');
  return app;
}

const frame = () => document.querySelector<HTMLIFrameElement>('iframe[title="The mail as it was sent"]');
const content = () => frame()?.contentDocument;

describe('a mail as it was sent', () => {
  test('keeps its look, and is as tall as its content', async () => {
    await showAsSent();
    const heading = content()?.querySelector('h1');
    if (!heading) throw new Error('no heading');
    expect(frame()?.contentWindow?.getComputedStyle(heading).color).toBe('rgb(180, 0, 0)');
    await expect.poll(() => frame()?.clientHeight).toBe(content()?.body.offsetHeight);
  });

  test('runs nothing: the sandbox lets no script through, and its policy no request', async () => {
    await showAsSent();
    expect([...(frame()?.sandbox ?? [])].sort()).toEqual(['allow-modals', 'allow-same-origin']);
    const refused = new Promise((resolve) => {
      content()?.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
        resolve(effectiveDirective),
      );
    });
    const picture = content()?.createElement('img');
    if (picture) picture.src = '/probe/late.png';
    content()?.body.append(picture ?? '');
    expect(await refused).toBe('img-src');
    const script = content()?.createElement('script');
    if (script) script.textContent = 'parent.document.title = "ran"';
    content()?.body.append(script ?? '');
    expect(document.title).not.toBe('ran');
  });

  test('shows the pictures that it brings itself, under the policy of its frame', async () => {
    const app = createFakeApp([{ id: 'audit', category: 'read' }]);
    app.originals.set('audit', '<h1>Plan</h1><img src="cid:plan@x" alt="The plan"><img src="cid:gone">');
    app.pictures.set('plan@x', 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==');
    await renderApp(app, '#/mail/audit');
    await page.getByText('As sent', { exact: true }).click();
    await expect.poll(() => content()?.querySelector('img')?.naturalWidth).toBe(1);
    await expect.element(page.getByText('1 picture enclosed in the mail is not shown.')).toBeVisible();
  });

  test('says how many things were blocked, and who would have been told', async () => {
    await showAsSent();
    await page.getByText('2 things from elsewhere blocked. 2 hosts would have learnt').click();
    await expect
      .element(page.getByRole('listitem').filter({ hasText: 'track.example' }))
      .toHaveTextContent('1 invisible picture');
    await expect.element(page.getByRole('listitem').filter({ hasText: 'pics.example' })).toBeVisible();
  });

  test('shows where a link really leads before it opens, by click, by keyboard, and in the list', async () => {
    await showAsSent();
    const warned = page.getByRole('list', { name: 'Links that lead elsewhere than they say' });
    await expect.element(warned).toHaveTextContent('A link says www.bank.example and leads to evil.example.');

    const dialog = page.getByRole('alertdialog', { name: 'Open evil.example?' });
    const link = content()?.querySelector<HTMLElement>("[role='link']");
    link?.click();
    await expect.element(dialog).toHaveTextContent('https://evil.example/login?u=dana');
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog).not.toBeInTheDocument();

    link?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    await expect.element(dialog).toBeVisible();
    await userEvent.keyboard('{Escape}');

    await page.getByText('1 link in this mail').click();
    await page.getByRole('button', { name: 'www.bank.example' }).click();
    await expect.element(dialog).toBeVisible();
  });

  test('gives way to the text when evidence is to be seen in it', async () => {
    await showAsSent();
    await page.getByRole('button', { name: /^The audit is on Friday/ }).click();
    await expect.poll(() => document.querySelector('mark')?.textContent).toBe('The audit is on Friday');
    await expect.element(page.getByRole('radio', { name: 'Text' })).toBeChecked();
  });

  test.each(['light', 'dark'] as const)('is accessible, %s', async (theme) => {
    await showAsSent(theme);
    await expectNoViolations();
    if (theme === 'light') return;
    expect(getComputedStyle(frame() as Element).filter).toContain('invert');
    await page.getByRole('button', { name: 'Its own colours' }).click();
    await expect.poll(() => getComputedStyle(frame() as Element).filter).toBe('none');
  });
});

test('is not offered for a mail without HTML', async () => {
  await renderApp(createFakeApp([{ id: 'audit', category: 'read' }]), '#/mail/audit');
  await expect.element(page.getByRole('region', { name: 'Text of the mail' })).toBeVisible();
  expect(page.getByRole('radio', { name: 'As sent' }).elements()).toEqual([]);
});
