import path from 'node:path';
import type { Plugin } from 'vite';
import { LARGEST_HOSTED_FILE, oversizedFiles } from '../lib/hosted-files.ts';

const MIB = 2 ** 20;

/** Fails the build when a file of it, weights included, is larger than every host that we name takes. */
export function hostedFiles(): Plugin {
  let outDir = '';
  return {
    name: 'deskside-hosted-files',
    apply: 'build',
    configResolved(config) {
      outDir = path.resolve(config.root, config.build.outDir);
    },
    // Runs when everything was written, the files of `public/` included.
    writeBundle() {
      for (const { file, bytes } of oversizedFiles(outDir)) {
        this.error(
          `${file} has ${(bytes / MIB).toFixed(1)} MiB, and Cloudflare Pages takes ${LARGEST_HOSTED_FILE / MIB} MiB at most. ` +
            'Ship a smaller build of it, or in parts; see docs/decisions/onnx-runtime-builds.md.',
        );
      }
    },
  };
}
