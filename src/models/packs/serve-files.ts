import type { ModelEntry } from '../../contracts/model';
import type { Fetch } from '../../platform/fetch';

/**
 * Stands in for a server that has the files of one model: answers `local:<id>/<path>` and `entry.baseUrl + path`, whole or by
 * `Range: bytes=a-b`, without copying what lies before.
 */
export function serveFiles(
  entry: Pick<ModelEntry, 'id' | 'baseUrl'>,
  files: ReadonlyMap<string, Blob>,
): Fetch {
  const prefixes = [`local:${entry.id}/`, entry.baseUrl];

  return async (address, init) => {
    init?.signal?.throwIfAborted();
    const prefix = prefixes.find((each) => address.startsWith(each));
    const file = prefix === undefined ? undefined : files.get(address.slice(prefix.length));
    if (!file) return new Response(null, { status: 404 });
    const wanted = /^bytes=(\d+)-(\d*)$/.exec(new Headers(init?.headers).get('range') ?? '');
    if (!wanted) return answer(file, 200, {});
    const start = Number(wanted[1]);
    const end = Math.min(file.size, wanted[2] ? Number(wanted[2]) + 1 : file.size);
    if (start >= end) return new Response(null, { status: 416 });
    const range = `bytes ${start}-${end - 1}/${file.size}`;
    return answer(file.slice(start, end), 206, { 'content-range': range });
  };
}

function answer(body: Blob, status: number, headers: Readonly<Record<string, string>>): Response {
  return new Response(body.stream(), {
    status,
    headers: { ...headers, 'content-length': String(body.size) },
  });
}
