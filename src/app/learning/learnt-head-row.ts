import type { LearntHead } from '../../contracts/learning';
import type { History } from '../../history/history';

const HEAD_ID = 'learnt-head';

/** What the corrections taught the head; null before there were any. */
export async function readLearntHead(history: History): Promise<LearntHead | null> {
  const value = (await history.lessons.get(HEAD_ID))?.value;
  return isLearntHead(value) ? value : null;
}

export function putLearntHead(history: History, head: LearntHead): Promise<void> {
  return history.lessons.put({ id: HEAD_ID, learntAt: new Date().toISOString(), value: head });
}

export function deleteLearntHead(history: History): Promise<void> {
  return history.lessons.delete(HEAD_ID);
}

/** Another version of the app may have stored it for other cues or another embedder; a mail is then sorted without it until it is learnt again. */
function isLearntHead(value: unknown): value is LearntHead {
  if (typeof value !== 'object' || value === null) return false;
  const { embedderId, dimensions, cues, weights, corrections } = value as Partial<LearntHead>;
  return (
    typeof embedderId === 'string' &&
    typeof dimensions === 'number' &&
    typeof corrections === 'number' &&
    Array.isArray(cues) &&
    weights instanceof Float32Array &&
    weights.length % (dimensions + cues.length + 1) === 0
  );
}
