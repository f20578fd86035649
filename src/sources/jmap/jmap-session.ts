import * as v from 'valibot';
import { CORE_LIMITS, SESSION } from './jmap-answers';
import { elsewhere, noJmap, noMail } from './jmap-failures';

export const CORE = 'urn:ietf:params:jmap:core';
export const MAIL = 'urn:ietf:params:jmap:mail';
/** RFC 9404. */
export const BLOB = 'urn:ietf:params:jmap:blob';

/** A server whose limits are smaller than this must say so. */
const DEFAULT_LIMITS = { maxCallsInRequest: 16, maxObjectsInGet: 500 };

/** What a session resource tells (RFC 8620, section 2). Addresses are absolute. */
export interface JmapSession {
  readonly accountId: string;
  readonly state: string | null;
  readonly apiUrl: string;
  /** A template, as are the next two; null when it leads to an origin that may not be asked, or to nowhere. */
  readonly downloadUrl: string | null;
  readonly uploadUrl: string | null;
  readonly eventSourceUrl: string | null;
  readonly canGetBlobs: boolean;
  readonly maxCallsInRequest: number;
  readonly maxObjectsInGet: number;
}

/**
 * Reads a session resource.
 *
 * @param address where it was found, for those of its addresses that are relative
 * @param allowed the origins that may be asked, that of the API first
 * @throws {DesksideError} `server-refused` for what is no session, one without mail, and one whose API lies at another origin
 */
export function readSession(
  json: unknown,
  address: string,
  allowed: readonly [string, ...string[]],
): JmapSession {
  const [origin] = allowed;
  const { host } = new URL(origin);
  const parsed = v.safeParse(SESSION, json);
  if (!parsed.success) throw noJmap(host, 'no session');
  const { output: session } = parsed;
  const accountId = session.primaryAccounts[MAIL];
  if (typeof accountId !== 'string') throw noMail(host);
  const api = absolute(session.apiUrl, address);
  if (api === null) throw noJmap(host, 'no address of its API');
  if (new URL(api).origin !== origin) throw elsewhere(host, new URL(api).origin);
  const here = (template: string | undefined): string | null => {
    const url = template === undefined ? null : absolute(template, address);
    return url !== null && allowed.includes(new URL(url).origin) ? url : null;
  };
  const limits = v.safeParse(CORE_LIMITS, session.capabilities[CORE]);
  return {
    accountId,
    state: session.state ?? null,
    apiUrl: api,
    downloadUrl: here(session.downloadUrl),
    uploadUrl: here(session.uploadUrl),
    eventSourceUrl: here(session.eventSourceUrl),
    canGetBlobs: session.capabilities[BLOB] !== undefined,
    maxCallsInRequest:
      (limits.success ? limits.output.maxCallsInRequest : undefined) ?? DEFAULT_LIMITS.maxCallsInRequest,
    maxObjectsInGet:
      (limits.success ? limits.output.maxObjectsInGet : undefined) ?? DEFAULT_LIMITS.maxObjectsInGet,
  };
}

/** `URL` encodes the braces of a template in its path. */
function absolute(template: string, base: string): string | null {
  if (!URL.canParse(template, base)) return null;
  return new URL(template, base).href.replace(/%7B(\w+)%7D/giu, '{$1}');
}

/** Fills in a template of the first level (RFC 6570). */
export function expand(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/gu, (_all, name: string) => encodeURIComponent(values[name] ?? ''));
}
