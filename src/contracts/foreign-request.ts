/** What a request to another place was made for. */
export type RequestPurpose =
  /** Files of a model, or what a hub tells of one. */
  | 'model-files'
  /** Which models an own server has, and whether its connection works. Holds nothing of any mail. */
  | 'server-check'
  /** A model on an own server words a text; the request holds what it is to word. */
  | 'server-writing'
  /** Signing in to the relay, what it offers, and the consent to a text by its hash. Holds nothing of any mail. */
  | 'relay-setup'
  /** A text that the user agreed to send to a model elsewhere. */
  | 'relay-asking'
  /** Mail is listed and fetched, or a draft is saved, where the user set a source up. */
  | 'mail-source'
  /** Seen by the browser, and not made by any part of Deskside that keeps this log. */
  | 'unknown';

/** `failed`: nothing was answered, or the answer broke off or was cancelled. */
export type RequestState = 'running' | 'done' | 'failed';

/** A request that left the page, for the log of what did. */
export interface ForeignRequest {
  /** Told anew under the same id as more of it becomes known. */
  readonly id: string;
  readonly state: RequestState;
  readonly url: string;
  readonly purpose: RequestPurpose;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Bytes of its body; headers are not counted. Null where that is not known. */
  readonly sentBytes: number | null;
  /** Bytes received. */
  readonly bytes: number;
  /** What is known of a request that carried a text to a model elsewhere. */
  readonly escalated?: {
    readonly hash: string;
    readonly consent: 'preview' | 'permission';
  };
}
