/** Microsoft on this machine: signing in, and a mailbox over Graph, by the public protocols with their limits and errors. */
import type { MicrosoftAddresses } from '../../../src/sources/graph/microsoft';
import { bearerOf, type ProviderAnswer, type ProviderRequest } from '../provider-server/exchange';
import { createFaultPlan, type FaultPlan } from '../provider-server/faults';
import { listen } from '../provider-server/listen';
import { createExchangeMailbox, type ExchangeMailbox } from './exchange-mailbox';
import { createGraphLists, graphError, graphErrorBody } from './graph-lists';
import { answerGraph } from './graph-routes';
import { createMicrosoftLogin, type MicrosoftLogin, type MicrosoftLoginOptions } from './microsoft-login';

export interface GraphServerOptions extends MicrosoftLoginOptions {
  readonly inboxId?: string;
  /** As many mails to a page as there may be. */
  readonly pageSize?: number;
}

export interface GraphServer {
  readonly mailbox: ExchangeMailbox;
  readonly login: MicrosoftLogin;
  readonly faults: FaultPlan;
  /** Answers as Microsoft’s hosts together do, without the faults. */
  answer(request: ProviderRequest): ProviderAnswer;
  /** Paths that were asked, in order. */
  readonly asked: readonly string[];
  /** Links that were given out are of no more use. */
  forgetCursors(): void;
}

/** As few mails to a page as make three pages of a dozen. */
export const GRAPH_PAGE = 5;

/** @param base where Graph is asked, ending in `/`; it stands in the links of lists */
export function createGraphServer(options: GraphServerOptions, base: () => string): GraphServer {
  const { inboxId = 'AQMkAD-inbox=', pageSize = GRAPH_PAGE } = options;
  const mailbox = createExchangeMailbox(inboxId);
  const login = createMicrosoftLogin(options);
  const lists = createGraphLists({ mailbox, pageSize, base });
  const asked: string[] = [];
  const faults = createFaultPlan(
    (path) => /\/(?:messages|delta)$/.test(path),
    (status) => graphErrorBody(status === 429 ? 'ApplicationThrottled' : 'ServiceUnavailable'),
  );
  return {
    ...{ mailbox, login, faults, asked },
    forgetCursors: lists.forget,
    answer(request) {
      const { pathname } = request.url;
      asked.push(pathname);
      if (request.method === 'OPTIONS') return { status: 204, headers: CORS, body: '' };
      if (pathname.endsWith('/oauth2/v2.0/authorize')) return login.authorize(request);
      const scopes = login.scopesOf(bearerOf(request));
      const answer = pathname.endsWith('/oauth2/v2.0/token')
        ? login.token(request)
        : scopes === null
          ? graphError(401, 'InvalidAuthenticationToken')
          : answerGraph({ mailbox, lists }, request, scopes);
      return { ...answer, headers: { ...answer.headers, ...CORS } };
    },
  };
}

/** Graph tells no page what stands in `Retry-After`. */
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'authorization,content-type,prefer',
  'access-control-expose-headers': 'ETag, Location, Preference-Applied, request-id, client-request-id',
};

/** The stand-in over HTTP, on one port for both of Microsoft's hosts. */
export async function startGraphServer(options: GraphServerOptions) {
  let base = '';
  const server = createGraphServer(options, () => base);
  const { url, close } = await listen(server.answer, server.faults);
  base = `${url}v1.0/`;
  const microsoft: MicrosoftAddresses = { login: url, graph: base };
  return { ...server, microsoft, close };
}
