import { ISOLATION_HEADERS } from './isolation-headers.ts';

/** What of the browser's powers the page and anything in it may use. Deskside needs the clipboard and nothing that hears, sees or locates. */
const PERMISSIONS: Readonly<Record<string, 'self' | null>> = {
  accelerometer: null,
  autoplay: null,
  camera: null,
  'clipboard-read': 'self',
  'clipboard-write': 'self',
  'display-capture': null,
  'encrypted-media': null,
  fullscreen: 'self',
  geolocation: null,
  gyroscope: null,
  hid: null,
  'idle-detection': null,
  'local-fonts': null,
  magnetometer: null,
  microphone: null,
  midi: null,
  payment: null,
  'picture-in-picture': null,
  'publickey-credentials-get': null,
  'screen-wake-lock': 'self',
  serial: null,
  usb: null,
  'xr-spatial-tracking': null,
};

function permissionsPolicy(): string {
  return Object.entries(PERMISSIONS)
    .map(([feature, who]) => `${feature}=(${who ?? ''})`)
    .join(', ');
}

/**
 * The headers besides the content security policy that every response of the app should have: a host sets them, or the service worker adds
 * those that are missing. The files for hosts and the servers of this project are all made from here.
 */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  ...ISOLATION_HEADERS,
  'Permissions-Policy': permissionsPolicy(),
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};
