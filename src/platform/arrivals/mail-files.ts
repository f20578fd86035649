/** Files that mail programs save, by media type: what the app opens from the file manager, and takes as mail. The importers read all of them. */
export const MAIL_FILES = {
  'message/rfc822': ['.eml'],
  'message/x-emlx': ['.emlx'],
  'application/vnd.ms-outlook': ['.msg'],
  'application/mbox': ['.mbox', '.mbx'],
} as const;
