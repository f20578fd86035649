import type { Ask, MessageResult, Owner } from '../../contracts/briefing';
import type { Message } from '../../contracts/message';
import { findReplyPoints } from '../../tasks/draft/reply-points';

/**
 * What a reply to this mail deals with. A mail that was not sorted under reply when it was read has only its asks yet; the user's answers to them stay, since
 * their ids do. Asks that an earlier version found otherwise are left as they are.
 */
export function replyAsks({ asks }: MessageResult, message: Message, owner: Owner): readonly Ask[] {
  const points = findReplyPoints(message, owner);
  const known = asks ?? [];
  const isSame = known.every((ask, at) => points[at]?.id === ask.id && points[at].text === ask.text);
  return isSame ? points : known;
}
