import type { ResultReference } from '../method-calls';

export type Json = Readonly<Record<string, unknown>>;
/** A call of a method, or an answer to one. */
export type Invocation = readonly [name: string, body: Json, callId: string];

interface StoredMail {
  readonly id: string;
  readonly blobId: string;
  readonly eml: string;
  readonly receivedAt: string;
  readonly mailboxIds: Json;
  readonly keywords: Json;
}

const MAILBOXES = ['inbox', 'sent', 'drafts', 'trash', 'junk'].map((role) => ({
  id: `box-${role}`,
  name: role,
  role,
  parentId: null,
}));

/** Mail in memory, with the methods of RFC 8620 and 8621 that are used. */
export class JmapStore {
  readonly account: string;
  /** What was uploaded, and what is mail, by blob. */
  readonly blobs = new Map<string, string>();
  /** Answers of methods that a test gives itself, by name; null leaves it to the store. */
  readonly answers = new Map<string, (args: Json) => readonly [string, Json] | null>();
  #mails = new Map<string, StoredMail>();
  #log: { readonly id: string; readonly kind: 'created' | 'updated' | 'destroyed' }[] = [];
  #oldestState = 0;

  constructor(account: string) {
    this.account = account;
  }

  get mails(): readonly StoredMail[] {
    return [...this.#mails.values()];
  }

  add(eml: string, receivedAt: string, role: string, keywords: Json = {}): string {
    const id = `mail-${this.#log.length}`;
    const blobId = `blob-${id}`;
    this.blobs.set(blobId, eml);
    const mailboxIds = { [`box-${role}`]: true };
    this.#mails.set(id, { id, blobId, eml, receivedAt, mailboxIds, keywords });
    this.#log.push({ id, kind: 'created' });
    return id;
  }

  update(id: string, change: Partial<Pick<StoredMail, 'mailboxIds' | 'keywords'>>): void {
    const mail = this.#mails.get(id);
    if (mail) this.#mails.set(id, { ...mail, ...change });
    this.#log.push({ id, kind: 'updated' });
  }

  destroy(id: string): void {
    const blobId = this.#mails.get(id)?.blobId ?? '';
    this.#mails.delete(id);
    this.blobs.delete(blobId);
    this.#log.push({ id, kind: 'destroyed' });
  }

  forgetChanges(): void {
    this.#log.push({ id: 'nothing', kind: 'destroyed' });
    this.#oldestState = this.#log.length;
  }

  /** Answers calls in order, each with what it takes from answers before it. */
  answer(calls: readonly Invocation[]): readonly Invocation[] {
    const answers: Invocation[] = [];
    for (const [name, args, callId] of calls) {
      const resolved = resolveReferences(args, answers);
      const [said, body] = resolved
        ? (this.answers.get(name)?.(resolved) ?? this.#run(name, resolved))
        : (['error', { type: 'invalidResultReference' }] as const);
      answers.push([said, body, callId]);
    }
    return answers;
  }

  #run(name: string, args: Json): readonly [string, Json] {
    if (args['accountId'] !== this.account) return ['error', { type: 'accountNotFound' }];
    if (name === 'Mailbox/get') return [name, { list: MAILBOXES }];
    if (name === 'Email/get') return [name, this.#get(args['ids'] as readonly string[])];
    if (name === 'Email/query') return this.#query(args);
    if (name === 'Email/changes') return this.#changes(args);
    if (name === 'Email/import')
      return [name, this.#import(args['emails'] as Readonly<Record<string, Json>>)];
    if (name === 'Blob/get') return [name, this.#blobs(args['ids'] as readonly string[])];
    return ['error', { type: 'unknownMethod' }];
  }

  #get(ids: readonly string[]): Json {
    const list = ids.flatMap((id) => this.#mails.get(id) ?? []);
    return {
      state: String(this.#log.length),
      list: list.map((mail) => ({ ...mail, size: mail.eml.length })),
    };
  }

  #query({ filter, anchor, limit }: Json): readonly [string, Json] {
    const { after = '', before = '9' } = (filter ?? {}) as Readonly<Record<string, string>>;
    const ids = this.mails
      .filter(({ receivedAt }) => receivedAt >= after && receivedAt < before)
      .toSorted((a, b) => b.receivedAt.localeCompare(a.receivedAt))
      .map(({ id }) => id);
    const at = anchor === undefined ? 0 : ids.indexOf(String(anchor)) + 1;
    if (anchor !== undefined && at === 0) return ['error', { type: 'anchorNotFound' }];
    return ['Email/query', { ids: ids.slice(at, at + Number(limit)) }];
  }

  #changes({ sinceState, maxChanges }: Json): readonly [string, Json] {
    const since = Number(sinceState);
    if (since < this.#oldestState) return ['error', { type: 'cannotCalculateChanges' }];
    const until = Math.min(since + Number(maxChanges), this.#log.length);
    const part = this.#log.slice(since, until);
    const ids = (kind: string): string[] => part.filter((entry) => entry.kind === kind).map(({ id }) => id);
    const hasMoreChanges = until < this.#log.length;
    const [created, updated, destroyed] = [ids('created'), ids('updated'), ids('destroyed')];
    return ['Email/changes', { newState: String(until), hasMoreChanges, created, updated, destroyed }];
  }

  #import(emails: Readonly<Record<string, Json>>): Json {
    const created = Object.entries(emails).map(([key, { blobId, mailboxIds, keywords }]) => {
      const role = Object.keys(mailboxIds as Json)[0]?.replace('box-', '') ?? '';
      const eml = this.blobs.get(String(blobId)) ?? '';
      return [key, { id: this.add(eml, new Date().toISOString(), role, keywords as Json) }];
    });
    return { created: Object.fromEntries(created) as Json };
  }

  #blobs(ids: readonly string[]): Json {
    const list = ids.flatMap((id) => {
      const text = this.blobs.get(id);
      return text === undefined ? [] : [{ id, 'data:asBase64': btoa(text) }];
    });
    return { list };
  }
}

/** Null where what is referred to is not there. */
function resolveReferences(args: Json, answers: readonly Invocation[]): Json | null {
  const entries = Object.entries(args).map(([key, value]) => {
    if (!key.startsWith('#')) return [key, value];
    const { resultOf, path } = value as ResultReference;
    return [key.slice(1), answers.find(([, , id]) => id === resultOf)?.[1][path.slice(1)]];
  });
  return entries.some(([, value]) => value === undefined) ? null : (Object.fromEntries(entries) as Json);
}
