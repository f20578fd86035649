/**
 * A model hub on this machine, to test against: it answers browsers as huggingface.co and its CDN do, and misbehaves when told to.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { redirectAnswer, textAnswer, type Answer } from './hub-server/answer';
import { resourceAnswer } from './hub-server/byte-ranges';
import { createFaultPlan, faultOf, type HubFault, type HubFaults } from './hub-server/faults';
import { findOnCdn, findOnHub, type Found, type HubContents } from './hub-server/hub-routes';
import { storeRepository, type HubFiles, type HubRepository } from './hub-server/repository';
import { createRequestLog, type HubRequest } from './hub-server/request-log';
import { spoil } from './hub-server/spoil';
import { transmit } from './hub-server/transmit';

export interface HubServerOptions {
  readonly repositories?: readonly HubRepository[];
  /** Files by path, by model, by folder: for `ModelSources.folder`. */
  readonly folders?: Readonly<Record<string, Readonly<Record<string, HubFiles>>>>;
  /** The speed of each connection; as fast as it goes when left out. */
  readonly bytesPerSecond?: number;
  /** Sends files itself, as some mirrors do, instead of redirecting to the CDN. */
  readonly withoutCdn?: boolean;
}

export interface HubServer {
  /** Ends in `/`, as in `ModelSources.hubs`. */
  readonly url: string;
  /** Ends in `/`; where files in LFS are. */
  readonly cdnUrl: string;
  readonly requests: readonly HubRequest[];
  readonly faults: HubFaults;
  /** Bytes of the bodies of all successful answers for this path (or the end of it), or for everything. */
  sentBytes(path?: string): number;
  /** The commit at the head of a repository. */
  commitOf(repository: string): string;
  /** The speed of each connection from its next answer on; null: as fast as it goes. */
  throttle(bytesPerSecond: number | null): void;
  clearRequests(): void;
  /** Ends open connections, too. */
  close(): Promise<void>;
}

/** What the hub lets scripts of other origins read of its answers. Neither `Retry-After` nor `RateLimit` is among it. */
const EXPOSED_HEADERS =
  'X-Repo-Commit,X-Request-Id,X-Error-Code,X-Error-Message,X-Total-Count,ETag,Link,Accept-Ranges,Content-Range,X-Linked-Size,X-Linked-ETag,X-Xet-Hash';

export async function startHubServer(options: HubServerOptions = {}): Promise<HubServer> {
  const stored = (options.repositories ?? []).map(storeRepository);
  const contents: HubContents = {
    repositories: new Map(stored.map((repository) => [repository.id, repository])),
    folders: options.folders ?? {},
    withoutCdn: options.withoutCdn ?? false,
  };
  const log = createRequestLog();
  const faults = createFaultPlan();
  let bytesPerSecond = options.bytesPerSecond ?? null;

  async function serve(
    server: HubRequest['server'],
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const { method = 'GET' } = request;
    for (const [name, value] of Object.entries(corsHeaders(server, request))) response.setHeader(name, value);
    if (method === 'OPTIONS') return void response.writeHead(204).end();
    const address = new URL(request.url ?? '/', server === 'hub' ? url : cdnUrl);
    const found = server === 'hub' ? findOnHub(address, contents, cdnUrl) : findOnCdn(address, contents);
    const record = log.begin(server, request, found.path);
    const struck = faults.strike(found.path, isRedirect(found) ? 'redirect' : 'bytes');
    await transmit(response, answerTo(request, found, struck), {
      method,
      faults: struck,
      bytesPerSecond,
      record,
    });
  }

  const hub = createServer((request, response) => void serve('hub', request, response));
  const cdn = createServer((request, response) => void serve('cdn', request, response));
  const [url, cdnUrl] = await Promise.all([listen(hub), listen(cdn)]);
  return {
    url,
    cdnUrl,
    requests: log.requests,
    faults,
    sentBytes: log.sentBytes,
    commitOf(id) {
      const repository = contents.repositories.get(id);
      if (!repository) throw new Error(`no repository ${id}`);
      return repository.commit;
    },
    throttle: (limit) => void (bytesPerSecond = limit),
    clearRequests: log.clear,
    close: async () => void (await Promise.all([stop(hub), stop(cdn)])),
  };
}

function answerTo(request: IncomingMessage, { content }: Found, faults: readonly HubFault[]): Answer {
  const status = faultOf(faults, 'status');
  if (status) {
    const { retryAfterSeconds } = status;
    return textAnswer(
      status.status,
      `Error ${status.status}`,
      retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) },
    );
  }
  const redirect = faultOf(faults, 'redirect');
  if (redirect) return redirectAnswer(302, redirect.to === 'itself' ? (request.url ?? '/') : redirect.to);
  if ('resource' in content) {
    const asked = { range: request.headers.range, ifRange: header(request, 'if-range') };
    return resourceAnswer(spoil(content.resource, faults), asked, faults);
  }
  const linked = faultOf(faults, 'linked-entity-tag');
  if (!linked || !('X-Linked-ETag' in content.answer.headers)) return content.answer;
  return { ...content.answer, headers: { ...content.answer.headers, 'X-Linked-ETag': linked.tag } };
}

function isRedirect({ content }: Found): boolean {
  return 'answer' in content && 'Location' in content.answer.headers;
}

function corsHeaders(server: HubRequest['server'], request: IncomingMessage): Record<string, string> {
  const asked = header(request, 'access-control-request-headers');
  return {
    'Access-Control-Allow-Origin':
      server === 'cdn' ? '*' : (request.headers.origin ?? 'https://huggingface.co'),
    'Access-Control-Expose-Headers': server === 'cdn' ? '*' : EXPOSED_HEADERS,
    'Access-Control-Max-Age': '86400',
    ...(server === 'hub' && { Vary: 'Origin' }),
    ...(request.method === 'OPTIONS' && { 'Access-Control-Allow-Methods': 'GET, HEAD, OPTIONS' }),
    ...(asked !== undefined && { 'Access-Control-Allow-Headers': asked }),
  };
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

/** On any free port; the address, ending in `/`. */
async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
