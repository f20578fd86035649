import { yieldToPage } from '../../platform/yield-to-page';
import { PHRASE_NAMES, PHRASES } from './phrases';

/** Patterns compiled in one go: a few milliseconds. */
const AT_A_TIME = 6;

/**
 * Compiles the phrase patterns, a few at a time. Browsers compile a pattern when it is first used, and all of them in the first mail would
 * hold up the page for some 30 ms.
 */
export async function warmPhrases(): Promise<void> {
  for (const [index, name] of PHRASE_NAMES.entries()) {
    PHRASES[name].test('Could you please let me know by Friday?');
    if (index % AT_A_TIME === AT_A_TIME - 1) await yieldToPage();
  }
}
