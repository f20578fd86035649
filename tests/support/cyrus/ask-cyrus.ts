/** Calls of JMAP methods by the tests themselves, past what is tested. */
import { request, type ClientRequest } from 'node:http';

type Json = Readonly<Record<string, unknown>>;

export const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

interface Asked {
  readonly authorization: string;
  /** Sent by POST. */
  readonly body?: { readonly mediaType: string; readonly content: string | Uint8Array };
}

const MOST_TRIES = 4;

/** Whether Cyrus ended a connection before it answered, as it does now and then when a child of it retires. */
export const wasHungUp = (error: unknown): boolean => (error as { code?: unknown }).code === 'ECONNRESET';

/** Cyrus answers within a second, or, when its master has missed that a connection waits, not until another one comes. */
const SILENCE_MS = 10_000;

/** Ends a request that is not answered as if Cyrus had hung up, so that it is made again. */
export function endOfSilence(asked: ClientRequest): void {
  asked.setTimeout(SILENCE_MS, () =>
    asked.destroy(Object.assign(new Error('Cyrus does not answer.'), { code: 'ECONNRESET' })),
  );
  // A stream of events is silent for as long as nothing happens.
  asked.once('response', () => asked.setTimeout(0));
}

/** The text of an answer, over a connection of its own: Cyrus ends its connections when it likes. */
async function exchange(address: string, asked: Asked): Promise<string> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await exchangeOnce(address, asked);
    } catch (error) {
      if (!wasHungUp(error) || tries === MOST_TRIES) throw error;
    }
  }
}

function exchangeOnce(address: string, { authorization, body }: Asked): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { authorization, ...(body ? { 'content-type': body.mediaType } : {}) };
    const asked = request(address, { method: body ? 'POST' : 'GET', headers, agent: false }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('error', reject);
      response.on('end', () => resolve(Buffer.concat(pieces).toString('utf8')));
    });
    endOfSilence(asked);
    asked.on('error', reject);
    asked.end(body?.content);
  });
}

/** The answers, in order. Rejects on any that is an error. */
export async function askCyrus(
  url: string,
  authorization: string,
  calls: (accountId: string) => readonly (readonly [string, Json])[],
): Promise<{ readonly accountId: string; readonly answers: readonly Json[] }> {
  const session = JSON.parse(await exchange(`${url}/jmap`, { authorization })) as {
    primaryAccounts: Record<string, string>;
  };
  const accountId = session.primaryAccounts['urn:ietf:params:jmap:mail'] ?? '';
  const methodCalls = calls(accountId).map(([name, args], index) => [name, args, String(index)]);
  const using = ['urn:ietf:params:jmap:core', 'urn:ietf:params:jmap:mail'];
  const body = { mediaType: 'application/json', content: JSON.stringify({ using, methodCalls }) };
  const { methodResponses } = JSON.parse(await exchange(`${url}/jmap/`, { authorization, body })) as {
    methodResponses: [string, Json, string][];
  };
  for (const [name, answer] of methodResponses)
    if (name === 'error') throw new Error(`Cyrus answered ${JSON.stringify(answer)}`);
  return { accountId, answers: methodResponses.map(([, answer]) => answer) };
}

/** Puts bytes among the user's blobs and returns the id. */
export async function uploadToCyrus(
  url: string,
  authorization: string,
  accountId: string,
  mail: string | Uint8Array,
): Promise<string> {
  const body = { mediaType: 'message/rfc822', content: mail };
  const answer = await exchange(`${url}/jmap/upload/${accountId}/`, { authorization, body });
  return (JSON.parse(answer) as { blobId: string }).blobId;
}

/** The bytes of a blob, as text. */
export function readFromCyrus(
  url: string,
  authorization: string,
  accountId: string,
  blobId: string,
): Promise<string> {
  const address = `${url}/jmap/download/${accountId}/${blobId}/mail.eml?accept=message/rfc822`;
  return exchange(address, { authorization });
}
