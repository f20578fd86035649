import { attempt } from '../../contracts/failure';
import type { EmbeddedText, LabelVerdict, LabelWorkerApi } from '../../contracts/labels';
import { judgeTexts } from './judge-texts';

/** What the labels worker does. */
export function createLabelService(): LabelWorkerApi {
  const held: EmbeddedText[] = [];
  const running = new Map<string, AbortController>();
  let latest: readonly LabelVerdict[] = [];
  return {
    add: ({ texts, values, dimensions }) =>
      attempt(() => {
        texts.forEach((text, row) =>
          held.push({ text, vector: values.subarray(row * dimensions, (row + 1) * dimensions) }),
        );
        return null;
      }),
    judge: (requestId, set) =>
      attempt(async () => {
        const controller = new AbortController();
        running.set(requestId, controller);
        try {
          const verdicts = await judgeTexts(set, [...held], controller.signal);
          controller.signal.throwIfAborted();
          latest = verdicts;
          return null;
        } finally {
          running.delete(requestId);
        }
      }),
    verdicts: (start, count) => attempt(() => latest.slice(start, start + count)),
    cancel: async (requestId) => running.get(requestId)?.abort(),
    ping: async () => 'pong',
  };
}
