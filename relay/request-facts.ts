import type { Context } from 'hono';
import type { Services } from './services.ts';

/** What is known of a request; grows while it is handled. */
export interface RequestFacts {
  readonly id: string;
  readonly startedAt: number;
  readonly network: string;
  /** Null where none was named and none is needed, and for routes that ask for none. */
  origin: string | null;
  /** Null until the token was checked. */
  subject: string | null;
  /** Stands for the subject in the log: the first digits of its hash. */
  subjectTag: string | null;
}

export interface RelayEnvironment {
  // Hono wants an index signature, which an interface lacks.
  Bindings: object;
  Variables: { facts: RequestFacts };
}

export type RelayContext = Context<RelayEnvironment>;

/** Finds out who asks, from the token, and remembers it. Throws what `AccessTokens.subjectOf` does. */
export async function authenticate(context: RelayContext, { access, tags }: Services): Promise<string> {
  const facts = context.get('facts');
  const subject = await access.subjectOf(context.req.header('authorization'), facts.origin);
  facts.subject = subject;
  facts.subjectTag = await tags.of(subject);
  return subject;
}
