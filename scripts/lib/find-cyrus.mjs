// Plain JavaScript, because bootstrap.mjs needs it before anything is installed.
import { isProgram } from './find-program.mjs';

/** Debian's packages that hold what is needed, with the smallest of what they want as a mail transport. */
export const CYRUS_PACKAGES = [
  'cyrus-imapd',
  'cyrus-caldav',
  'sasl2-bin',
  'libsasl2-modules',
  'libsasl2-modules-db',
  'msmtp-mta',
];

/** Where these packages put it. */
const PROGRAMS = {
  master: '/usr/sbin/cyrmaster',
  imapd: '/usr/lib/cyrus/bin/imapd',
  httpd: '/usr/lib/cyrus/bin/httpd',
  recover: '/usr/lib/cyrus/bin/ctl_cyrusdb',
  expire: '/usr/lib/cyrus/bin/cyr_expire',
  setPassword: '/usr/sbin/saslpasswd2',
};

/**
 * The Cyrus IMAP server of this machine, as Debian packages it.
 *
 * @returns {typeof PROGRAMS | null} paths of its programs, or null when one is missing
 */
export function findCyrus() {
  return Object.values(PROGRAMS).every(isProgram) ? PROGRAMS : null;
}
