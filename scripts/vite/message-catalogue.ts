import path from 'node:path';
import { build, type Plugin } from 'vite';
import { COMPILED_MESSAGES, ensureMessages } from '../lib/compile-messages.ts';

/** Compiles the message catalogue before anything imports it, and again when a message is edited while the page is developed. */
export function messageCatalogue(): Plugin {
  return {
    name: 'deskside:message-catalogue',
    config: ensureMessages,
    configureServer(server) {
      server.watcher.add('messages');
      server.watcher.on('change', (file) => {
        if (/messages[\\/]\w+[\\/]\w+\.json$/.test(file)) void ensureMessages();
      });
    },
  };
}

/**
 * Serves the compiled messages as one module. There is a module for each, so that a build puts each in the chunk that says it; a page that
 * is developed or tested would ask for all two thousand, one by one.
 */
export function messagesInOneModule(): Plugin {
  const messages = path.resolve(COMPILED_MESSAGES);
  return {
    name: 'deskside:messages-in-one-module',
    apply: 'serve',
    load: {
      filter: { id: /messages\.js$/ },
      handler: async (id) => (path.normalize(id) === messages ? bundle(messages) : null),
    },
  };
}

/** The code of a module and all that it imports but `runtime.js`, which holds the language and is imported elsewhere too. */
async function bundle(entry: string): Promise<string> {
  const made = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: true,
      target: 'esnext',
      lib: { entry, formats: ['es'] },
      rolldownOptions: {
        external: (id) => id.endsWith('runtime.js'),
        output: { paths: () => './runtime.js' },
      },
    },
  });
  const [bundled] = Array.isArray(made) ? made : [made];
  if (!bundled || !('output' in bundled)) throw new Error('Vite bundled no messages.');
  return bundled.output[0].code;
}
