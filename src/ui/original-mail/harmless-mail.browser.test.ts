import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { hostileHtml } from '../../../tests/fixtures/mail/hostile-html';
import { fillFrame } from './fill-frame';
import { makeHarmless, type HarmlessMail } from './harmless-mail';

const FOREIGN = 'https://tracker.invalid';
const KEPT_ATTRIBUTES = new Set(
  'abbr align alt bgcolor border cellpadding cellspacing class color colspan dir face height hspace id lang nowrap role rowspan scope size span src start tabindex title type valign vspace width'.split(
    ' ',
  ),
);

/** Whether nothing in it can run, load or lead anywhere, judged from what it is and not from how it was made. */
function expectInert({ body, css, styles }: HarmlessMail): void {
  for (const element of [body, ...body.querySelectorAll('*')]) {
    expect(element.namespaceURI).toBe('http://www.w3.org/1999/xhtml');
    expect(element.localName).not.toMatch(
      /^(?:script|style|link|meta|base|form|input|button|select|textarea|iframe|frame|frameset|object|embed|applet|video|audio|source|track|picture|template|noscript|svg|math|portal)$/,
    );
    expect(element.shadowRoot).toBeNull();
    for (const { name, value } of element.attributes) {
      expect(KEPT_ATTRIBUTES).toContain(name);
      if (name === 'src') expect(value).toMatch(/^data:image\/(?!svg)/);
    }
  }
  const declared = [...styles.values()].flat().map(([name, value]) => `${name}: ${value}`);
  for (const text of [css, ...declared])
    expect(text).not.toMatch(/url\s*\(|@import|@font-face|\\|image-set|var\s*\(|src\s*\(/i);
}

let frames: HTMLIFrameElement[] = [];
afterEach(() => {
  for (const frame of frames) frame.remove();
  frames = [];
});

/** A frame without any wall, so that only what was done to the mail keeps it from loading anything. */
function openFrame(): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  frames.push(frame);
  return frame;
}

async function loadedBy(frame: HTMLIFrameElement): Promise<string[]> {
  await new Promise((resolve) => setTimeout(resolve, 60));
  return (frame.contentWindow?.performance.getEntriesByType('resource') ?? []).map(({ name }) => name);
}

const nothing = { onFollow: () => undefined, onEscape: () => undefined, onHeight: () => undefined };

describe('case 36: mail that tries to run, load or lead somewhere', () => {
  test.each(Object.entries(hostileHtml(FOREIGN)))('%s is made inert', (_, html) => {
    expectInert(makeHarmless(html));
  });

  test('nothing of it loads anything, even in frames without any wall', async () => {
    const control = openFrame();
    control.contentDocument?.write(hostileHtml(location.origin)['css of an element'] ?? '');
    // However long that takes on a busy machine.
    await expect
      .poll(() => loadedBy(control), { message: 'what a frame loads of mail as it came', timeout: 10_000 })
      .not.toEqual([]);

    const opened = Object.entries(hostileHtml(location.origin)).map(([name, html]) => {
      const frame = openFrame();
      const filled = fillFrame(frame, { mail: makeHarmless(html), heading: ['A subject'] }, nothing);
      filled.setDark(true);
      return { name, frame, filled };
    });
    for (const { name, frame, filled } of opened) {
      expect(frame.contentDocument?.body.textContent, name).toContain('A subject');
      expect(await loadedBy(frame), name).toEqual([]);
      filled.release();
    }
    expect(document.title).not.toBe('ran');
  });

  test('no frame grows without end', async () => {
    const frame = openFrame();
    const heights: number[] = [];
    const onHeight = (height: number): void => {
      heights.push(height);
      frame.style.height = `${height}px`;
    };
    const html = hostileHtml(FOREIGN)['frame that grows'] ?? '';
    const filled = fillFrame(frame, { mail: makeHarmless(html), heading: [] }, { ...nothing, onHeight });
    filled.setDark(false);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(heights.length).toBeLessThan(6);
    expect(heights.at(-1)).toBeLessThan(300);
    filled.release();
  });

  test('whatever HTML is put together from pieces, it is made inert', () => {
    const address = fc.constantFrom(
      `${FOREIGN}/x`,
      '//tracker.invalid/x',
      'x.png',
      'javascript:alert(1)',
      'data:text/html,x',
      'cid:1',
    );
    const tag = fc.constantFrom(
      ...'a b p div table tr td style script svg math mtext mglyph annotation-xml foreignObject title desc image use img iframe object embed form input select option textarea noscript noembed xmp plaintext template video source link meta base body html head frameset frame marquee details dialog slot animate set'.split(
        ' ',
      ),
    );
    const attribute = fc.oneof(
      fc
        .tuple(
          fc.constantFrom(
            ...'src href srcset xlink:href action formaction background poster data style onload onerror onfocus srcdoc http-equiv content name id class is ping imagesrcset attributeName to'.split(
              ' ',
            ),
          ),
          address,
        )
        .map(([name, value]) => `${name}="${name === 'style' ? `background:url(${value})` : value}"`),
      fc.constantFrom(
        'autofocus',
        'onerror=alert(1)',
        'style="background:\\75rl(//tracker.invalid/x)"',
        '/',
        '"',
        "'",
        'x=`',
      ),
    );
    const open = fc
      .tuple(tag, fc.array(attribute, { maxLength: 3 }))
      .map(([name, attributes]) => `<${[name, ...attributes].join(' ')}>`);
    const piece = fc.oneof(
      { weight: 4, arbitrary: open },
      { weight: 2, arbitrary: tag.map((name) => `</${name}>`) },
      fc.constantFrom(
        '<!--',
        '-->',
        '--!>',
        '<![CDATA[',
        ']]>',
        '<?x',
        '&lt;img src=x&gt;',
        '\0',
        'text',
        '<',
        '</',
        '<!',
        '@import "//tracker.invalid/x";',
        'p{background:url(//tracker.invalid/x)}',
      ),
      fc.string({ maxLength: 8 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 14 }), (pieces) => {
        expectInert(makeHarmless(pieces.join('')));
      }),
      { numRuns: 1_500 },
    );
  });
});

describe('what is kept', () => {
  test('text, tables, colours and pictures that are written out in the mail', () => {
    const dot = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';
    const { body, styles, css } = makeHarmless(
      `<style>.total{font-weight:bold;position:fixed}</style><table bgcolor="#eee"><tr><td class=total style="color:red;position:absolute">€900</td></tr></table><img src="${dot}" alt="dot">`,
    );
    expect(body.querySelector('td')?.textContent).toBe('€900');
    expect(body.querySelector('table')?.getAttribute('bgcolor')).toBe('#eee');
    expect(body.querySelector('img')?.getAttribute('src')).toBe(dot);
    expect(css).toBe('.total { font-weight: bold; }');
    expect([...styles.values()]).toEqual([[['color', 'red', '']]]);
  });

  test('the words of pictures that are not shown', () => {
    const { body } = makeHarmless(
      '<p><img src="https://pics.example/a.png" alt="A chart"><img src="https://track.example/o.gif" alt=""></p>',
    );
    expect(body.querySelectorAll('img')).toHaveLength(0);
    expect(body.textContent?.trim()).toBe('A chart');
  });

  test('links, as places to ask about and with no address a browser could look up', () => {
    const { body, links } = makeHarmless(
      '<a href="https://bank.example.evil.example/login">www.bank.example</a> <a href="https://shop.example/a">our shop</a> <a href="#top">up</a>',
    );
    expect([...links.values()]).toEqual([
      {
        text: 'www.bank.example',
        url: 'https://bank.example.evil.example/login',
        claims: 'www.bank.example',
      },
      { text: 'our shop', url: 'https://shop.example/a', claims: null },
    ]);
    expect(body.querySelectorAll('[href]')).toHaveLength(0);
    expect(body.querySelectorAll('a[role="link"][tabindex="0"]')).toHaveLength(2);
  });
});

describe('pictures that the mail brings itself', () => {
  const GIF = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';
  const sources = ({ body }: HarmlessMail) =>
    Array.from(body.querySelectorAll('img'), (picture) => picture.getAttribute('src'));

  test('are shown where the mail shows them, and the others are counted', () => {
    const mail = makeHarmless(
      '<img src="cid:logo@x" alt="Logo"><img src="CID:sign%40x"><img src="cid:gone" alt="Gone">',
      new Map([
        ['logo@x', GIF],
        ['sign@x', GIF],
      ]),
    );
    expectInert(mail);
    expect(sources(mail)).toEqual([GIF, GIF]);
    expect(mail.body.textContent).toBe('Gone');
    expect(mail.remote.enclosed).toBe(1);
  });

  test('are nothing but pictures, whatever is handed over for them', () => {
    const bad = ['data:image/svg+xml;base64,PHN2Zy8+', 'https://tracker.invalid/x', 'data:text/html,x'];
    const html = bad.map((_, at) => `<img src="cid:${at}">`).join('');
    const mail = makeHarmless(html, new Map(bad.map((address, at) => [String(at), address])));
    expect(sources(mail)).toEqual([]);
    expect(mail.remote).toEqual({ informed: [], active: 0, enclosed: 3 });
  });

  test('are not put in without end', () => {
    const mail = makeHarmless('<img src="cid:a">'.repeat(5_000), new Map([['a', GIF]]));
    expect(sources(mail).length).toBeLessThan(500);
  });
});

describe('who would have been told', () => {
  test('counts by host, and finds the pictures that nobody sees', () => {
    const { remote } = makeHarmless(`
      <img src="https://pics.example/a.png"><img src="//pics.example/b.png">
      <img src="https://track.example/open?id=7" width="1" height="1">
      <div style="background:url('https://pics.example/c.png')"></div><style>@import "https://fonts.example/f.css";</style>
      <img src="cid:logo"><a href="https://shop.example/">shop</a><form action="https://form.example/"></form><script src="https://code.example/x.js"></script>`);
    expect(remote).toEqual({
      informed: [
        { host: 'pics.example', count: 3, pixels: 0 },
        { host: 'code.example', count: 1, pixels: 0 },
        { host: 'fonts.example', count: 1, pixels: 0 },
        { host: 'track.example', count: 1, pixels: 1 },
      ],
      active: 2,
      enclosed: 1,
    });
  });

  test('is nobody for a mail that brings everything along', () => {
    expect(makeHarmless('<p>Hello <b>there</b></p>').remote).toEqual({
      informed: [],
      active: 0,
      enclosed: 0,
    });
  });
});
