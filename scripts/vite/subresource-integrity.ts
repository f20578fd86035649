import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';

/** A script, or a link to a style sheet or a module, with its address. */
const LOADING_TAG =
  /<(?:script(?=[^>]*\ssrc=)|link(?=[^>]*\srel="(?:stylesheet|modulepreload|preload)"))(?![^>]*\sintegrity=)[^>]*?\s(?:src|href)="([^"]+)"/g;

/**
 * A built page whose scripts and styles carry the hash of what they must be, so that a cache or a network between the host and the browser
 * that hands out something else is refused. `read` gives the bytes of a file of the build; null for what is no file of it.
 */
export function withIntegrity(page: string, read: (file: string) => Uint8Array | null): string {
  return page.replace(LOADING_TAG, (tag, address: string) => {
    const bytes = read(address.replace(/^\.?\//, ''));
    if (!bytes) return tag;
    return `${tag} integrity="sha384-${createHash('sha384').update(bytes).digest('base64')}"`;
  });
}

/** Puts the hashes into the built pages once everything is written: what is served is what was hashed, comments and all. */
export function subresourceIntegrity(): Plugin {
  let folder = '';
  return {
    name: 'deskside-subresource-integrity',
    apply: 'build',
    configResolved(config) {
      folder = path.resolve(config.root, config.build.outDir);
    },
    writeBundle: {
      order: 'post',
      sequential: true,
      handler() {
        const read = (file: string): Uint8Array | null => {
          const full = path.join(folder, file);
          return existsSync(full) ? readFileSync(full) : null;
        };
        for (const name of readdirSync(folder).filter((file) => file.endsWith('.html'))) {
          const page = path.join(folder, name);
          writeFileSync(page, withIntegrity(readFileSync(page, 'utf8'), read));
        }
      },
    },
  };
}
