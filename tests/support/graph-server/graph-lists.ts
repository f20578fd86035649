import { randomUUID } from 'node:crypto';
import { json, type ProviderAnswer } from '../provider-server/exchange';
import type { ExchangeFolder, ExchangeMail, ExchangeMailbox } from './exchange-mailbox';

/** What a link that was given out stands for. */
interface Place {
  readonly kind: 'delta' | 'list';
  readonly folder: ExchangeFolder;
  /** Ids that are yet to be listed. */
  readonly rest: readonly string[];
  /** Of a delta: how much had happened when it began. */
  readonly until: number;
  readonly since: string;
}

interface ListParts {
  readonly mailbox: ExchangeMailbox;
  readonly pageSize: number;
  /** Address of the interface, ending in `/`. */
  readonly base: () => string;
}

const SINCE = /^receivedDateTime ge (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)$/;
const BETWEEN =
  /^receivedDateTime ge (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ) and receivedDateTime le (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)$/;
/** A filtered delta holds no more than these. */
export const MOST_FILTERED = 5_000;

export function graphErrorBody(code: string): unknown {
  const innerError = { date: '2026-11-27T09:00:00', 'request-id': randomUUID() };
  return { error: { code, message: `${code} (as Microsoft words it)`, innerError } };
}

export function graphError(status: number, code: string): ProviderAnswer {
  return json(status, graphErrorBody(code));
}

/** Graph's lists of a folder, and what changed in it since a place. */
export function createGraphLists({ mailbox, pageSize, base }: ListParts) {
  const places = new Map<string, Place>();

  function keep(place: Place): string {
    const token = randomUUID();
    places.set(token, place);
    return token;
  }

  function linkTo(place: Place, parameter: 'skiptoken' | 'deltatoken'): string {
    const folder = `me/mailFolders('${place.folder}')/messages${place.kind === 'delta' ? '/delta' : ''}`;
    return `${base()}${folder}?$${parameter}=${keep(place)}`;
  }

  const shown = ({ id, receivedDateTime, folder }: ExchangeMail) => ({
    '@odata.etag': `W/"${id}"`,
    ...{ id, receivedDateTime, isDraft: folder === 'drafts' },
  });

  function page(place: Place, size: number): ProviderAnswer {
    const [part, rest] = [place.rest.slice(0, size), place.rest.slice(size)];
    const value = part.flatMap((id) => {
      const mail = mailbox.get(id);
      return mail ? [shown(mail)] : [];
    });
    const next =
      rest.length > 0
        ? { '@odata.nextLink': linkTo({ ...place, rest }, 'skiptoken') }
        : place.kind === 'delta'
          ? { '@odata.deltaLink': linkTo({ ...place, rest: [] }, 'deltatoken') }
          : {};
    return json(200, { '@odata.context': `${base()}$metadata#Collection(message)`, ...next, value });
  }

  function begun(
    kind: Place['kind'],
    folder: ExchangeFolder,
    asked: URLSearchParams,
  ): Place | ProviderAnswer {
    const filter = asked.get('$filter') ?? '';
    const [, since = '', until = '9999'] = (kind === 'delta' ? SINCE : BETWEEN).exec(filter) ?? [];
    const change = asked.get('changeType');
    if (since === '' || asked.get('$orderby') !== 'receivedDateTime desc')
      return graphError(400, 'ErrorInvalidUrlQuery');
    if (kind === 'delta' && change !== 'created') return graphError(400, 'ErrorInvalidUrlQuery');
    const found = mailbox
      .mails(folder)
      .filter(({ receivedDateTime: at }) => at >= since && at <= until)
      .map(({ id }) => id);
    const rest = kind === 'delta' ? found.slice(0, MOST_FILTERED) : found;
    return { kind, folder, rest, since, until: mailbox.happenings.length };
  }

  /** What came into the folder since the place. */
  function since(place: Place): Place {
    const created = mailbox.happenings
      .slice(place.until)
      .filter(({ folder, kind }) => folder === place.folder && kind === 'created')
      .map(({ id }) => id)
      .filter((id) => (mailbox.get(id)?.receivedDateTime ?? '') >= place.since);
    return { ...place, rest: [...new Set(created)], until: mailbox.happenings.length };
  }

  return {
    forget: () => places.clear(),
    answer(
      kind: Place['kind'],
      folder: ExchangeFolder,
      asked: URLSearchParams,
      wantedSize: number,
    ): ProviderAnswer {
      const size = Math.min(pageSize, wantedSize);
      const [skip, delta] = [asked.get('$skiptoken'), asked.get('$deltatoken')];
      const token = skip ?? delta;
      if (token === null) {
        const place = begun(kind, folder, asked);
        return 'status' in place ? place : page(place, size);
      }
      const place = places.get(token);
      if (place?.folder !== folder) return graphError(410, 'SyncStateNotFound');
      return page(skip === null ? since(place) : place, size);
    },
  };
}
