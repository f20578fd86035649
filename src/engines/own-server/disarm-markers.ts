import type { ChatTurn } from '../../contracts/capabilities';
import { disarmSpecialTokens } from '../disarm-special-tokens';

/**
 * What chat templates mark turns with, in the families of models that people serve. A server reads them in a mail as if they were its own,
 * and does not say which its model has.
 */
const MARKERS =
  /<[|｜][^<>\s]{1,40}[|｜]>|<\/?(?:s|bos|eos|start_of_turn|end_of_turn|think)>|\[\/?(?:INST|SYSTEM_PROMPT|THINK)\]|<<\/?SYS>>/g;

/** The turns with every marker in them made plain text. */
export function disarmMarkers(turns: readonly ChatTurn[]): readonly ChatTurn[] {
  return turns.map(({ role, content }) => ({
    role,
    content: disarmSpecialTokens(content, content.match(MARKERS) ?? []),
  }));
}
