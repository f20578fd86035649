import * as Comlink from 'comlink';
import type { AreaParts } from '../../src/app/area-parts';
import { createChangeBus } from '../../src/app/change-bus';
import { createLabels } from '../../src/app/labels/create-labels';
import type { LabelsApi, LabelSource } from '../../src/app/labels/labels-api';
import type { TextEmbedder } from '../../src/contracts/capabilities';
import type { History } from '../../src/history/history';
import { createLabelService } from '../../src/tasks/label/label-service';
import type { WorkerLike } from '../../src/worker-client/worker-lane';

/** Two labels that `countingEmbedder` can tell apart. */
export const LABELS = [
  { name: 'fruit', description: 'apple pear plum' },
  { name: 'tool', description: 'hammer saw drill' },
];
const WORDS = ['apple', 'pear', 'plum', 'hammer', 'saw', 'drill', 'basket'];

/** Knows a few words; counts what it is asked. */
export function countingEmbedder(): TextEmbedder & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    modelId: 'all-minilm-l6-v2',
    asked,
    async embed(texts, { signal } = {}) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      signal?.throwIfAborted();
      asked.push(...texts);
      return texts.map((text) => {
        const vector = Float32Array.from(WORDS, (word) => (text.includes(word) ? 1 : 0.05));
        const length = Math.hypot(...vector);
        return vector.map((value) => value / length);
      });
    },
  };
}

/** The service itself, at the other end of a channel. */
function spawnLabels(): WorkerLike {
  const { port1, port2 } = new MessageChannel();
  Comlink.expose(createLabelService(), port2);
  const terminate = (): void => {
    port1.close();
    port2.close();
  };
  return Object.assign(port1, { terminate }) as unknown as WorkerLike;
}

/** The area of labels as one tab builds it. */
export function areaOver(
  history: History,
  embedder: TextEmbedder = countingEmbedder(),
  changes = createChangeBus(),
): Promise<LabelsApi> {
  const parts = {
    ...{ history, changes },
    models: { embedder: async () => embedder },
    settings: { get: () => ({ embedderId: embedder.modelId }) },
    clock: { now: () => 0 },
    spawnLabels,
  };
  return createLabels(parts as unknown as AreaParts);
}

/** A table of texts, with the labels that somebody gave them where there are any. */
export function tableOf(texts: readonly string[], given: readonly string[] = []): LabelSource {
  return {
    name: 'things.csv',
    columns: ['id', 'text', 'given'],
    rows: texts.map((text, index) => [`${index}`, text, given[index] ?? '']),
    separator: ';',
    textColumns: [1],
    titleColumn: null,
    labelColumn: given.length > 0 ? 2 : null,
    writtenColumns: [0, 1],
  };
}
