/** `npm run messages`: compiles the message catalogue (`messages/`), which the build and the tests do by themselves. */
import { ensureMessages } from './lib/compile-messages';
import { fail } from './lib/command-line';

ensureMessages().catch(fail);
