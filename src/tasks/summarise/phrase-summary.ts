import type { Summary } from '../../contracts/briefing';
import type { RunOptions, TextGenerator } from '../../contracts/capabilities';
import type { Message } from '../../contracts/message';

export async function phraseSummary(
  message: Message,
  extracted: Summary,
  generator: TextGenerator,
  options: RunOptions = {},
): Promise<Summary> {
  void [message, generator, options];
  return extracted;
}
