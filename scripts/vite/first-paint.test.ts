import { expect, it } from 'vitest';
import { withFirstPaint, wordRules } from './first-paint.ts';

const PAGE = `<head>
    <title>Desk</title>
    <script type="module" src="./assets/index.js"></script>
    <link rel="stylesheet" crossorigin href="./assets/index.css">
  </head>
  <body>
    <div id="app"></div>
  </body>`;
const texts = { welcome_title: 'Mail & more', welcome_lead: 'Sorted' };
const FILES = { script: 'assets/early.js', style: 'assets/early.css' };

it('holds the words in each language, and the app’s own styles behind them', () => {
  const page = withFirstPaint(PAGE, { ...FILES, catalogues: [{ locale: 'en', texts }] });
  expect(page).toContain('<p class="first-title" lang="en">Mail &amp; more</p>');
  expect(page.match(/href="\.\/assets\/index\.css"/g)).toHaveLength(1);
  expect(page.indexOf('assets/index.css')).toBeGreaterThan(page.indexOf('Sorted'));
  expect(page.indexOf('assets/early.css')).toBeLessThan(page.indexOf('</head>'));
});

it('fails the build when the catalogue lacks what is shown', () => {
  expect(() => withFirstPaint(PAGE, { ...FILES, catalogues: [{ locale: 'de', texts: {} }] })).toThrow(
    'messages/de has no “welcome_title”',
  );
});

it('hides all words but those of the page’s language', () => {
  expect(wordRules(['en', 'de'])).toBe(
    ":root:not(:lang(de)) .first-words [lang='de']{display:none}\n:root:is(:lang(de)) .first-words [lang='en']{display:none}",
  );
});
