import type { Message } from '../../contracts/message';
import { bodyRanges } from '../text/body';

/** What the sender wrote for this mail, in one piece. */
export function writtenText(message: Message): string {
  return bodyRanges(message)
    .map(({ start, end }) => message.text.slice(start, end))
    .join('\n');
}
