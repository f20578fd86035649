import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { htmlToText } from './html-to-text';

const text = (html: string): string => htmlToText(html).text;

describe('htmlToText', () => {
  it('keeps paragraphs, headings and line breaks apart', () => {
    const html = '<h2>The  plan</h2><p>First\nline<br>second</p><div>a</div><div>b</div>';
    expect(text(html)).toBe('The plan\n\nFirst line\nsecond\n\na\nb');
  });

  it('writes lists with their marks', () => {
    const html =
      '<p>Bring:</p><ul><li>keys<ol start="3"><li>red</li><li>blue</li></ol></li><li><p>map</p></li></ul>';
    expect(text(html)).toBe('Bring:\n\n- keys\n  3. red\n  4. blue\n- map');
  });

  it('writes the cells of a row side by side', () => {
    const html = '<table><tr><th>Gate</th><th>Opens</th></tr><tr><td>North</td><td>06:30</td></tr></table>';
    expect(text(html)).toBe('Gate | Opens\nNorth | 06:30');
  });

  it('reads layout tables as plain blocks', () => {
    const html =
      '<table><tr><td><table><tr><td><p>Hello</p></td></tr></table></td></tr><tr><td>Bye</td></tr></table>';
    expect(text(html)).toBe('Hello\n\nBye');
  });

  it('shows the address of a link only when it is short and says more', () => {
    expect(text('<a href="https://x.example/kpi">Register</a> now')).toBe(
      'Register (https://x.example/kpi) now',
    );
    expect(text('<a href="https://www.x.example/">x.example</a>')).toBe('x.example');
    expect(text('<a href="mailto:ann@x.example">ann@x.example</a>')).toBe('ann@x.example');
    expect(text(`<a href="https://t.example/${'a'.repeat(200)}">Read</a>`)).toBe('Read');
    expect(text('<a href="javascript:alert(1)">Run</a>')).toBe('Run');
  });

  it('marks quoted mail so that it is known as a quote', () => {
    const html = '<p>Yes.</p><blockquote type="cite"><p>Can you?</p><p>Ann</p></blockquote><p>More</p>';
    expect(text(html)).toBe('Yes.\n\n> Can you?\n>\n> Ann\n\nMore');
  });

  it.each([
    '<!-- SECRET -->',
    '<template><p>SECRET</p></template>',
    '<noscript>SECRET</noscript>',
    '<p title="SECRET in a label of its own">Seen</p>',
    '<img src="x.png" alt="SECRET in place of a picture">',
  ])('gives what nobody reads apart from the text: %s', (html) => {
    const result = htmlToText(`<p>Before</p>${html}`);
    expect(result.text).not.toContain('SECRET');
    expect(result.hidden).toBe('');
    expect(result.unread).toContain('SECRET');
  });

  it('keeps the lines of preformatted text', () => {
    expect(text('<pre>a  b\n  c</pre>')).toBe('a  b\n  c');
  });

  it('reads nothing from scripts, styles and forms', () => {
    const html =
      '<title>T</title><style>p{}</style><script>x()</script><p>Seen</p><select><option>No</option></select><svg><text>No</text></svg>';
    expect(htmlToText(html)).toMatchObject({ text: 'Seen', hidden: '' });
  });

  it.each([
    '<div style="display:none">SECRET</div>',
    '<div style="DISPLAY : none !important">SECRET</div>',
    '<div style="visibility:hidden"><b>SECRET</b></div>',
    '<p style="font-size:0">SECRET</p>',
    '<p style="font-size:1px;line-height:1px">SECRET</p>',
    '<p style="opacity:0">SECRET</p>',
    '<p style="color:#ffffff">SECRET</p>',
    '<font color="white">SECRET</font>',
    '<table bgcolor="#003366"><tr><td style="color:rgb(0, 51, 102)">SECRET</td></tr></table>',
    '<p style="color:transparent">SECRET</p>',
    '<p style="color:rgba(0,0,0,0)">SECRET</p>',
    '<div style="position:absolute;left:-9999px">SECRET</div>',
    '<div style="text-indent:-5000px">SECRET</div>',
    '<div style="max-height:0;overflow:hidden">SECRET</div>',
    '<div style="mso-hide:all">SECRET</div>',
    '<p hidden>SECRET</p>',
    '<div aria-hidden="true" class="preheader">SECRET</div>',
    '<style>.x{display:none}</style><span class="x">SECRET</span>',
    '<style>#pre, td.y { font-size: 0px }</style><span id="pre">SECRET</span>',
    '<style>body{background:#fff} .w{color:#fefefe}</style><p class="w">SECRET</p>',
    '<p style="color:hsl(0, 0%, 98%)">SECRET</p>',
    '<p style="color:ghostwhite">SECRET</p>',
    '<p style="color:#ffffff08">SECRET</p>',
    '<p style="-webkit-text-fill-color:transparent">SECRET</p>',
    '<div style="background:linen"><p style="color:#faf0e0">SECRET</p></div>',
    '<p style="font:0/0 a">SECRET</p>',
    '<p style="opacity:1%">SECRET</p>',
    '<p style="filter:alpha(opacity=0)">SECRET</p>',
    '<p style="transform:translateX(-9999px)">SECRET</p>',
    '<p style="transform:scale(0, 0)">SECRET</p>',
    '<p style="clip-path:polygon(0 0, 0 0, 0 0)">SECRET</p>',
    '<p style="clip:rect(1px,1px,1px,1px);position:absolute">SECRET</p>',
    '<p style="position:absolute;z-index:-1">SECRET</p>',
    '<style>.a p.b{display:none}</style><div class="a"><p class="b">SECRET</p></div>',
    '<style>div>.c{display:none}</style><div><p class="c">SECRET</p></div>',
    '<style>.d{display:none!important}</style><p class="d" style="display:block">SECRET</p>',
    '<style>@media screen{.e{display:none}}</style><p class="e">SECRET</p>',
    '<style>p{color:#000}</style><div class="unknown"><p style="color:#fff">SECRET</p></div>',
  ])('leaves out what a reader cannot see: %s', (html) => {
    const result = htmlToText(
      `<html><body style="background:#ffffff"><p>Seen before</p>${html}<p>Seen after</p></body></html>`,
    );
    expect(result.text).toBe('Seen before\n\nSeen after');
    expect(result.hidden).toBe('SECRET');
  });

  it.each([
    '<td style="font-size:0"><div style="font-size:14px">SEEN</div></td>',
    '<div style="background:#000"><p style="color:#fff">SEEN</p></div>',
    '<table bgcolor="#000000"><tr><td style="color:white">SEEN</td></tr></table>',
    '<div style="background-image:url(x.png)"><p style="color:#fff">SEEN</p></div>',
    '<style>.a .b{display:none}</style><p class="b">SEEN</p>',
    '<style>div>.c{display:none}</style><div><span><b class="c">SEEN</b></span></div>',
    '<style>.d{display:none}</style><p class="d" style="display:block">SEEN</p>',
    '<style>@media (max-width:600px){.e{display:none}}</style><p class="e">SEEN</p>',
    '<p style="color:#999999">SEEN</p>',
    '<p style="color:#c0392b;background:#27ae60">SEEN</p>',
    '<style>.btn{background:#06c}</style><a class="btn" href="https://x.example" style="color:#fff">SEEN</a>',
    '<style>@media (max-width:600px){.wide{display:none}}</style><p class="wide">SEEN</p>',
    '<style>div .deep{background:navy}</style><div><p class="deep" style="color:#fff">SEEN</p></div>',
    '<div style="color:#000;background:#000"><a href="https://x.example">SEEN</a></div>',
    '<span aria-hidden="true">SEEN</span>',
    '<p style="opacity:0.9;left:-2px">SEEN</p>',
  ])('keeps what a reader can see: %s', (html) => {
    expect(text(html)).toContain('SEEN');
  });

  it('survives a hundred thousand nested elements', () => {
    const html = `${'<div><b>'.repeat(50_000)}deep${'</b></div>'.repeat(50_000)}<p>after</p>`;
    expect(text(html)).toContain('deep');
    expect(text(html)).toContain('after');
  });

  it('never throws and never hangs on broken markup', () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom(
        '<div',
        '<p style="',
        '">',
        '<a href=',
        '</a>',
        '<!--',
        '-->',
        '<style>',
        '</style>',
        '@media{',
        '&#x',
        '<td>',
        '<li>',
        '</ul>',
        '<blockquote type=cite>',
        '<pre>',
        '<![CDATA[',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        expect(typeof htmlToText(pieces.join('')).text).toBe('string');
      }),
      { numRuns: 500 },
    );
  });
});
