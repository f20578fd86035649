import type { Draft, RemoteWriter } from '../../contracts/briefing';
import { writeDraft } from '../../tasks/draft/write-draft';
import type { AreaParts } from '../area-parts';
import { requireMessages } from '../briefing/require-messages';
import type { EscalationAnswer } from './escalation-api';
import { summaryOf } from './judge-answer';

/** Puts an answer in place of what was made here: a draft with its marks, and of a summary the sentences that the mail supports. */
export async function takeAnswer(
  { history, results, people }: Pick<AreaParts, 'history' | 'results' | 'people'>,
  { preview, text, unsupported, receipt }: EscalationAnswer,
): Promise<void> {
  const { messageId, task, relayUrl, model } = preview;
  const [message] = await requireMessages(history, [messageId]);
  const name = receipt?.model ?? model.id;
  const made = { route: 'relay', model: name, reasons: ['You asked for it, and took the answer.'] } as const;
  const writer: RemoteWriter = {
    model: name,
    server: { name: receipt?.provider ?? 'the relay', host: new URL(relayUrl).host },
  };
  if (task === 'summary') {
    const summary = { ...summaryOf(text, message), writer, made };
    await results.change(messageId, (now) => ({ ...now, summary, phrased: true }));
    return;
  }
  const [result, answers] = await Promise.all([results.get(messageId), history.answers.get(messageId)]);
  const asks = result.asks ?? [];
  const frame: Draft =
    result.draft ??
    (await writeDraft({ message, owner: people.owner(), voice: people.voice.get(), asks, answers }, null));
  const draft: Draft = { ...frame, text, unsupported, origin: 'model', writer, made };
  await results.change(messageId, (now) => ({ ...now, draft }), { replaceUserDraft: true });
}
