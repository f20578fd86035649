import type { ManifestOptions } from 'vite-plugin-pwa';
import { LAUNCH_ACTION } from '../../src/platform/arrivals/launch-actions.ts';
import { MAIL_FILES } from '../../src/platform/arrivals/mail-files.ts';
import { SHARED_FILES_FIELD, SHARE_TARGET } from '../../src/platform/arrivals/shared-things.ts';

/** What the app offers to open from the file manager. Not `.zip`: most of those hold no mail. */
const OPENED_FILES = Object.fromEntries(
  Object.entries(MAIL_FILES).map(([type, endings]) => [type, [...endings]]),
);

/** What people may share with Deskside; a `.zip` is taken here, because whoever picks Deskside for it means it. */
const SHARED_FILES = [
  ...Object.entries(OPENED_FILES).flat(2),
  ...['application/zip', '.zip', 'text/*', '.txt', '.md', '.html'],
  ...['application/pdf', '.pdf'],
  ...['application/vnd.openxmlformats-officedocument.wordprocessingml.document', '.docx'],
];

const shortcut = (name: string, url: string, icon: string, description: string) => ({
  ...{ name, url, description },
  icons: [{ src: `icons/shortcut-${icon}.svg`, sizes: '96x96', type: 'image/svg+xml' }],
});

const action = (name: keyof typeof LAUNCH_ACTION): string => `./?do=${LAUNCH_ACTION[name]}`;

/** The web app manifest. Every address is relative to it, so that the app installs from any path. */
export const WEB_MANIFEST: Partial<ManifestOptions> = {
  id: './',
  name: 'Deskside',
  short_name: 'Deskside',
  description: 'Sorts your mail, sums it up and drafts the replies, on your own machine.',
  lang: 'en-GB',
  dir: 'ltr',
  start_url: './',
  scope: './',
  display: 'standalone',
  background_color: '#f6f5f2',
  theme_color: '#4b49c8',
  categories: ['productivity', 'business', 'utilities'],
  icons: [
    { src: 'icons/deskside.svg', sizes: 'any', type: 'image/svg+xml' },
    { src: 'icons/deskside-192.png', sizes: '192x192', type: 'image/png' },
    { src: 'icons/deskside-512.png', sizes: '512x512', type: 'image/png' },
    { src: 'icons/deskside-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    { src: 'icons/deskside-monochrome.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'monochrome' },
  ],
  screenshots: [
    {
      ...{ src: 'screenshots/wide.png', sizes: '1440x900', type: 'image/png' },
      form_factor: 'wide',
      label: 'A mail, its summary and the drafted reply',
    },
    {
      ...{ src: 'screenshots/narrow.png', sizes: '390x844', type: 'image/png' },
      form_factor: 'narrow',
      label: 'The briefing on a phone',
    },
  ],
  shortcuts: [
    shortcut('Brief me', action('brief'), 'brief', 'Goes on with the briefing of what came in'),
    shortcut('Add mail', action('import'), 'import', 'Imports mail from files'),
    shortcut('Search', './#/search', 'search', 'Searches mail and documents'),
  ],
  // One window, never loaded anew: what it works on would be cut short.
  launch_handler: { client_mode: ['focus-existing', 'auto'] },
  file_handlers: [{ action: './', accept: OPENED_FILES }],
  share_target: {
    action: `./${SHARE_TARGET}`,
    method: 'POST',
    enctype: 'multipart/form-data',
    params: {
      title: 'title',
      text: 'text',
      url: 'url',
      files: [{ name: SHARED_FILES_FIELD, accept: SHARED_FILES }],
    },
  },
};
