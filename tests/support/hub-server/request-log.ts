import type { IncomingMessage } from 'node:http';
import { endsInPath } from './faults';

export interface HubRequest {
  readonly server: 'hub' | 'cdn';
  readonly method: string;
  /** As asked for: path and query. */
  readonly url: string;
  /** What is meant: `owner/name/path` of a file at any address of it, `folder/model/path`, or `api/models/owner/name`. */
  readonly path: string;
  /** The `Range` header. */
  readonly range: string | null;
  /** 0 while there is no answer. */
  readonly status: number;
  /** Of the body, as far as they were handed to the network. */
  readonly bytes: number;
}

export interface RequestLog {
  /** In the order of their arrival. */
  readonly requests: readonly HubRequest[];
  /** Bytes of the bodies of all answers for the path, or for everything; `path` as in `FaultPlace`. */
  sentBytes(path?: string): number;
  begin(server: HubRequest['server'], request: IncomingMessage, path: string): RequestRecord;
  clear(): void;
}

export interface RequestRecord {
  answered(status: number): void;
  sent(bytes: number): void;
}

export function createRequestLog(): RequestLog {
  const requests: HubRequest[] = [];
  return {
    requests,
    sentBytes: (path) =>
      requests
        .filter((request) => request.status < 300 && (path === undefined || endsInPath(request.path, path)))
        .reduce((sum, request) => sum + request.bytes, 0),
    begin(server, { method = 'GET', url = '/', headers }, path) {
      const record = { server, method, url, path, range: headers.range ?? null, status: 0, bytes: 0 };
      requests.push(record);
      return {
        answered: (status) => void (record.status = status),
        sent: (bytes) => void (record.bytes += bytes),
      };
    },
    clear: () => void requests.splice(0),
  };
}
