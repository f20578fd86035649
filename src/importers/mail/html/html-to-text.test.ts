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

  it('keeps the lines of preformatted text', () => {
    expect(text('<pre>a  b\n  c</pre>')).toBe('a  b\n  c');
  });

  it('reads nothing from scripts, styles and forms', () => {
    const html =
      '<title>T</title><style>p{}</style><script>x()</script><p>Seen</p><select><option>No</option></select><svg><text>No</text></svg>';
    expect(htmlToText(html)).toEqual({ text: 'Seen', hidden: '' });
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
