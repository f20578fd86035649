import type { Plugin } from 'vite';
import { ensureMessages } from '../lib/compile-messages.ts';

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
