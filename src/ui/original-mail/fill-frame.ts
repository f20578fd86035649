import { ABSENT_PICTURE, type HarmlessMail } from './harmless-mail';
import type { MailLink } from './mail-link';

/** The look of what a mail leaves open. Mail is made for white paper. */
const PAPER = `
  html, body { height: auto !important; min-height: 0 !important; }
  html { background: #fff; color: #1d1c1a; font: 15px/1.55 system-ui, 'Segoe UI', Roboto, sans-serif; color-scheme: light; }
  body { margin: 0; padding: 16px; overflow-wrap: break-word; }
  img, table { max-width: 100%; }
  img { height: auto; }
  pre { white-space: pre-wrap; }
  .${ABSENT_PICTURE} { padding: 2px 6px; border: 1px dashed #8d897f; border-radius: 4px; color: #69665e; font-size: 13px; }
  [role='link'] { color: #3b39ad; text-decoration: underline; cursor: pointer; }
  [role='link']:focus-visible { outline: 2px solid #5856d6; outline-offset: 2px; }
`;
/** The frame is inverted as a whole where the page is dark; pictures are turned back. */
const DARKENED = '@media screen { img { filter: invert(1) hue-rotate(180deg); } }';
/** Only on paper does a mail need to say whose it is. */
const HEADING = `
  deskside-heading { display: none; }
  @media print { deskside-heading { display: block; margin: 0 0 16px; padding: 0 0 8px; border-bottom: 1px solid #999; white-space: pre-line; } }
`;

export interface FrameContent {
  readonly mail: HarmlessMail;
  /** Lines for the head of a printed page. */
  readonly heading: readonly string[];
}

export interface FrameListeners {
  readonly onFollow: (link: MailLink) => void;
  readonly onEscape: () => void;
  /** The height of the content in CSS pixels, whenever it changes. */
  readonly onHeight: (height: number) => void;
}

export interface FilledFrame {
  setDark(isDark: boolean): void;
  /** Ends the listening. */
  release(): void;
}

/**
 * Puts a harmless mail into its frame. The frame runs no script of its own, so that this page sets its styles and listens to its links.
 */
export function fillFrame(
  frame: HTMLIFrameElement,
  { mail, heading }: FrameContent,
  listeners: FrameListeners,
): FilledFrame {
  const { contentDocument: document, contentWindow: window } = frame;
  if (!document || !window) throw new Error('The frame of the mail has no document.');
  // Only the frame's own constructor makes sheets that the frame takes.
  const { CSSStyleSheet: Sheet } = window as Window & { CSSStyleSheet: typeof CSSStyleSheet };
  const [paper, own] = [new Sheet(), new Sheet()];
  own.replaceSync(mail.css);
  document.adoptedStyleSheets = [paper, own];

  document.body.replaceWith(document.adoptNode(mail.body));
  const head = document.createElement('deskside-heading');
  head.textContent = heading.filter(Boolean).join('\n');
  document.body.prepend(head);
  for (const [element, declarations] of mail.styles)
    for (const [name, value, priority] of declarations) element.style.setProperty(name, value, priority);

  const ended = new AbortController();
  const { signal } = ended;
  const follow = (event: Event): void => {
    const target = event.target as Element | null;
    const link = mail.links.get(target?.closest("[role='link']") as Element);
    if (!link) return;
    event.preventDefault();
    listeners.onFollow(link);
  };
  document.addEventListener('click', follow, { signal });
  document.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Enter') follow(event);
      if (event.key === 'Escape') listeners.onEscape();
    },
    { signal },
  );
  const measured = new ResizeObserver(() => listeners.onHeight(document.body.offsetHeight));
  measured.observe(document.body);
  return {
    setDark: (isDark) => paper.replaceSync(PAPER + HEADING + (isDark ? DARKENED : '')),
    release() {
      ended.abort();
      measured.disconnect();
    },
  };
}
