import type { Resource } from './byte-ranges';
import type { HubFault } from './faults';

const LOGIN_PAGE =
  '<!doctype html><html lang="en"><title>Sign in</title><p>Sign in to use this network.</p></html>';

/** The resource as the faults make it. */
export function spoil(resource: Resource, faults: readonly HubFault[]): Resource {
  return faults.reduce(spoilWith, resource);
}

function spoilWith(resource: Resource, fault: HubFault): Resource {
  switch (fault.kind) {
    case 'length':
      return { ...resource, bytes: resized(resource.bytes, resource.bytes.byteLength + fault.add) };
    case 'other-bytes':
      return { ...resource, bytes: flipped(resource.bytes, fault.at) };
    case 'entity-tag':
      return { ...resource, entityTag: fault.tag };
    case 'linked-entity-tag':
      return { ...resource, headers: { ...resource.headers, 'X-Linked-ETag': fault.tag } };
    case 'page': {
      const page = Buffer.from(LOGIN_PAGE);
      return fault.disguised
        ? { ...resource, bytes: resized(page, resource.bytes.byteLength) }
        : { bytes: page, type: 'text/html; charset=utf-8', entityTag: null };
    }
    default:
      return resource;
  }
}

/** Cut off, or filled up with zeros. */
function resized(bytes: Uint8Array, size: number): Uint8Array {
  if (size <= bytes.byteLength) return bytes.subarray(0, size);
  const longer = new Uint8Array(size);
  longer.set(bytes);
  return longer;
}

function flipped(bytes: Uint8Array, at: number | undefined): Uint8Array {
  return bytes.map((byte, offset) => (at === undefined || at === offset ? byte ^ 0xff : byte));
}
