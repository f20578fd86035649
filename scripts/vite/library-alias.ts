import { fileURLToPath } from 'node:url';

/** The examples name the modules as other projects do; here these are the sources. */
export const LIBRARY_ALIAS = {
  'deskside/': fileURLToPath(new URL('../../src/library/', import.meta.url)),
};
