import * as v from 'valibot';
import { unlessOdd } from '../../platform/unless-odd';

/** What servers answer (RFC 8620 and 8621), as far as it is used. */

const count = v.pipe(v.number(), v.integer(), v.minValue(1));

export const SESSION = v.object({
  apiUrl: v.string(),
  downloadUrl: v.string(),
  uploadUrl: v.string(),
  eventSourceUrl: unlessOdd(v.string()),
  state: unlessOdd(v.string()),
  primaryAccounts: v.record(v.string(), v.unknown()),
  capabilities: v.record(v.string(), v.unknown()),
});

export const CORE_LIMITS = v.object({
  maxCallsInRequest: unlessOdd(count),
  maxObjectsInGet: unlessOdd(count),
  maxSizeUpload: unlessOdd(count),
});

export const RESPONSE = v.object({
  methodResponses: v.array(v.tuple([v.string(), v.record(v.string(), v.unknown()), v.string()])),
  sessionState: unlessOdd(v.string()),
});

/** RFC 7807, for a request that is refused as a whole. */
export const PROBLEM = v.object({
  type: v.string(),
  detail: unlessOdd(v.string()),
  limit: unlessOdd(v.string()),
});

/** Of a method, or of one object that it was to set. */
export const METHOD_ERROR = v.object({
  type: v.string(),
  description: unlessOdd(v.string()),
  existingId: unlessOdd(v.string()),
});

const idMap = v.record(v.string(), v.unknown());

export const MAILBOXES = v.object({
  list: v.array(
    v.object({
      id: v.string(),
      name: v.string(),
      role: unlessOdd(v.nullable(v.string())),
      parentId: unlessOdd(v.nullable(v.string())),
    }),
  ),
});
export type JmapMailbox = v.InferOutput<typeof MAILBOXES>['list'][number];

export const STATE = v.object({ state: v.string() });

export const EMAILS = v.object({
  list: v.array(
    v.object({
      id: v.string(),
      blobId: v.string(),
      mailboxIds: idMap,
      keywords: v.fallback(idMap, {}),
      size: unlessOdd(v.number()),
      receivedAt: unlessOdd(v.string()),
    }),
  ),
});
export type JmapEmail = v.InferOutput<typeof EMAILS>['list'][number];
/** What `EMAILS` needs. */
export const EMAIL_PROPERTIES = ['id', 'blobId', 'mailboxIds', 'keywords', 'size', 'receivedAt'];

/** With the limit that the server set itself, where that is smaller than the one asked for. */
export const FOUND = v.object({ ids: v.array(v.string()), limit: unlessOdd(count) });

export const CHANGES = v.object({
  newState: v.string(),
  hasMoreChanges: v.boolean(),
  created: v.array(v.string()),
  updated: v.array(v.string()),
  destroyed: v.array(v.string()),
});

export const UPLOADED = v.object({ blobId: v.string() });

export const IMPORTED = v.object({
  created: v.fallback(v.nullable(v.record(v.string(), v.object({ id: v.string() }))), null),
  notCreated: v.fallback(v.nullable(v.record(v.string(), METHOD_ERROR)), null),
});

/** RFC 9404. */
export const BLOBS = v.object({
  list: v.array(v.object({ id: v.string(), 'data:asBase64': v.string() })),
});

/** Of an event named `ping`: seconds from one to the next. */
export const PING = v.object({ interval: v.pipe(v.number(), v.minValue(1)) });

/** Of an event named `state`: the new states by type, by account. */
export const STATE_CHANGE = v.object({ changed: v.record(v.string(), v.record(v.string(), v.unknown())) });
