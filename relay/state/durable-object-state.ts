import { applyChanges, applyClaims } from './count.ts';
import type { Change, Claim, Counter, RelayState, Taken } from './relay-state.ts';

/** What is used of Cloudflare's API, https://developers.cloudflare.com/durable-objects/api/. */
export interface DurableStorage {
  get(keys: string[]): Promise<Map<string, Counter>>;
  put(entries: Record<string, Counter>): Promise<void>;
  list(): Promise<Map<string, Counter>>;
  delete(keys: string[]): Promise<number>;
  getAlarm(): Promise<number | null>;
  setAlarm(time: number): Promise<void>;
}

export interface DurableNamespace {
  idFromName(name: string): unknown;
  get(id: unknown): { fetch(url: string, init: RequestInit): Promise<Response> };
}

interface DurableCall {
  readonly claims?: readonly Claim[];
  readonly changes?: readonly Change[];
}

const SWEEP_MS = 10 * 60_000;
/** Keys that one call to the storage takes. */
const BATCH = 128;

/**
 * Keeps the counters of all instances in one object, which handles one event at a time: while it waits for its storage, Cloudflare lets no
 * other in, so each call is atomic. Named in the deployment as the class of the binding `RELAY_STATE`.
 */
export class RelayStateObject {
  readonly #storage: DurableStorage;

  constructor(context: { readonly storage: DurableStorage }) {
    this.#storage = context.storage;
  }

  async fetch(request: Request): Promise<Response> {
    const { claims, changes = [] } = (await request.json()) as DurableCall;
    const keys = [...new Set((claims ?? changes).map(({ key }) => key))];
    const rows = await this.#storage.get(keys);
    const written: Record<string, Counter> = {};
    const view = {
      get: (key: string) => written[key] ?? rows.get(key),
      set: (key: string, counter: Counter) => void (written[key] = counter),
    };
    const answer = claims ? applyClaims(view, claims, Date.now()) : applyChanges(view, changes, Date.now());
    if (Object.keys(written).length > 0) {
      await this.#storage.put(written);
      if ((await this.#storage.getAlarm()) === null) await this.#storage.setAlarm(Date.now() + SWEEP_MS);
    }
    return Response.json(answer);
  }

  /** Forgets what has expired. */
  async alarm(): Promise<void> {
    const rows = await this.#storage.list();
    const expired = [...rows].filter(([, { expiresAt }]) => expiresAt <= Date.now()).map(([key]) => key);
    for (let from = 0; from < expired.length; from += BATCH) {
      await this.#storage.delete(expired.slice(from, from + BATCH));
    }
    if (rows.size > expired.length) await this.#storage.setAlarm(Date.now() + SWEEP_MS);
  }
}

/** The state as a Worker sees it. Every counter lies in one object, since a budget of all users must be counted in one place. */
export function createDurableState(namespace: DurableNamespace): RelayState {
  const ask = async (call: DurableCall): Promise<unknown> => {
    const object = namespace.get(namespace.idFromName('relay'));
    const response = await object.fetch('https://relay-state/', {
      method: 'POST',
      body: JSON.stringify(call),
    });
    if (!response.ok) throw new Error(`The state answered with ${response.status}.`);
    return response.json();
  };
  return {
    takeAll: async (claims) => (await ask({ claims })) as Taken,
    addAll: async (changes) => (await ask({ changes })) as readonly number[],
  };
}
