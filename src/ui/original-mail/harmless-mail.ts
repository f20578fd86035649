import DOMPurify, { type Config } from 'dompurify';
import { contentIdOf } from '../../contracts/original-mail';
import { readLink, type MailLink } from './mail-link';
import { findRemoteContent, type RemoteContent } from './remote-content';
import { safeSheet, safeStyle, type Declarations } from './safe-css';

/** A mail's HTML with everything taken out that could run, load, or lead anywhere by itself. */
export interface HarmlessMail {
  /** The body, in a document of its own where nothing loads. No attribute of it holds an address except pictures written out as `data:`. */
  readonly body: HTMLElement;
  /** Styles of single elements. Apart, because the policy of the page lets scripts set styles, but not attributes. */
  readonly styles: ReadonlyMap<HTMLElement, Declarations>;
  /** Style sheet for all of it. */
  readonly css: string;
  readonly links: ReadonlyMap<Element, MailLink>;
  readonly remote: RemoteContent;
}

const CONFIG = {
  WHOLE_DOCUMENT: true,
  RETURN_DOM: true,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  // prettier-ignore
  ALLOWED_TAGS: [
    'html', 'head', 'body',
    'a', 'abbr', 'address', 'article', 'aside', 'b', 'bdi', 'bdo', 'big', 'blockquote', 'br', 'caption', 'center', 'cite', 'code', 'col',
    'colgroup', 'dd', 'del', 'details', 'dfn', 'div', 'dl', 'dt', 'em', 'figcaption', 'figure', 'font', 'footer', 'h1', 'h2', 'h3', 'h4',
    'h5', 'h6', 'header', 'hr', 'i', 'img', 'ins', 'kbd', 'li', 'main', 'mark', 'nav', 'ol', 'p', 'pre', 'q', 's', 'samp', 'section',
    'small', 'span', 'strike', 'strong', 'sub', 'summary', 'sup', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'time', 'tr', 'tt', 'u',
    'ul', 'var', 'wbr',
  ],
  // prettier-ignore
  ALLOWED_ATTR: [
    'abbr', 'align', 'alt', 'bgcolor', 'border', 'cellpadding', 'cellspacing', 'class', 'color', 'colspan', 'dir', 'face', 'height', 'href',
    'hspace', 'id', 'lang', 'nowrap', 'rowspan', 'scope', 'size', 'span', 'src', 'start', 'style', 'title', 'type', 'valign', 'vspace',
    'width',
  ],
} satisfies Config;

/** Class of the words that stand for a picture which is not shown. */
export const ABSENT_PICTURE = 'deskside-absent-picture';

/** Pictures that are written out in the mail itself. SVG is a document of its own, and is left out. */
const WRITTEN_OUT = /^data:image\/(?:png|gif|jpeg|jpg|webp|avif|bmp);base64,[a-z0-9+/=\s]*$/i;

/** Pictures put into one mail: each time, the browser decodes it. */
const MOST_PICTURES_PUT = 200;

/**
 * Makes the HTML of a mail harmless. `pictures`: those that the mail brings itself, written out as `data:`, by Content-ID. Needs a page, because only the browser's own parser reads HTML as the browser does.
 */
export function makeHarmless(html: string, pictures: ReadonlyMap<string, string> = new Map()): HarmlessMail {
  let remote: RemoteContent | null = null;
  let sheets: string[] = [];
  const look = (node: Node): void => {
    // Once, at the first element, before anything is taken out.
    if (remote || !node.ownerDocument) return;
    remote = findRemoteContent(node.ownerDocument);
    sheets = Array.from(node.ownerDocument.querySelectorAll('style'), ({ textContent }) => textContent ?? '');
  };
  DOMPurify.addHook('beforeSanitizeElements', look);
  let root: HTMLElement;
  try {
    root = DOMPurify.sanitize(html, CONFIG) as HTMLElement;
  } finally {
    DOMPurify.removeHook('beforeSanitizeElements', look);
  }
  const body = root.querySelector('body') ?? root;
  for (const name of ['dir', 'lang'] as const) if (!body[name]) body[name] = root[name];
  const styles = new Map<HTMLElement, Declarations>();
  const links = new Map<Element, MailLink>();
  let put = 0;
  for (const element of [body, ...body.querySelectorAll<HTMLElement>('*')]) {
    takeStyle(element, styles);
    takeLink(element, links);
    if (put < MOST_PICTURES_PUT && putPicture(element, pictures)) put += 1;
    else takePicture(element);
  }
  const found: RemoteContent = remote ?? { informed: [], active: 0, enclosed: 0 };
  return {
    body,
    styles,
    css: sheets.map(safeSheet).join('\n'),
    links,
    remote: { ...found, enclosed: found.enclosed - put },
  };
}

/** Writes out a picture that was sent with the mail. Returns whether it was one. */
function putPicture(element: HTMLElement, pictures: ReadonlyMap<string, string>): boolean {
  const contentId = element.localName === 'img' ? contentIdOf(element.getAttribute('src') ?? '') : null;
  const written = contentId === null ? undefined : pictures.get(contentId);
  if (written === undefined || !WRITTEN_OUT.test(written)) return false;
  element.setAttribute('src', written);
  return true;
}

/** A picture that is not written out leaves its words, if it has any. */
function takePicture(element: HTMLElement): void {
  const source = element.getAttribute('src');
  if (element.localName !== 'img') return element.removeAttribute('src');
  if (source !== null && WRITTEN_OUT.test(source)) return;
  const words = element.ownerDocument.createElement('span');
  words.className = ABSENT_PICTURE;
  words.textContent = element.getAttribute('alt');
  if (words.textContent) element.replaceWith(words);
  else element.remove();
}

function takeStyle(element: HTMLElement, styles: Map<HTMLElement, Declarations>): void {
  const text = element.getAttribute('style');
  if (text === null) return;
  const kept = safeStyle(text);
  element.removeAttribute('style');
  if (kept.length > 0) styles.set(element, kept);
}

/** A link keeps no address: a browser may look up its host before anybody follows it. */
function takeLink(element: HTMLElement, links: Map<Element, MailLink>): void {
  const href = element.getAttribute('href');
  if (href === null) return;
  element.removeAttribute('href');
  if (element.localName !== 'a') return;
  const picture = element.querySelector('img')?.getAttribute('alt') ?? '';
  const link = readLink(href, element.textContent?.trim() || picture);
  if (!link) return;
  links.set(element, link);
  element.setAttribute('role', 'link');
  element.setAttribute('tabindex', '0');
  element.setAttribute('title', link.url);
}
