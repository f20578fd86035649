/**
 * A line of the log. It has no member for anything that a user or a provider wrote: no prompt, no answer, no key, no address, no name of a
 * model that the relay does not offer.
 */
export interface LogRecord {
  readonly level: 'info' | 'warning' | 'error';
  readonly event: 'request' | 'attempt' | 'started' | 'stopped' | 'config' | 'secrets' | 'fault';
  readonly requestId?: string;
  readonly route?: string;
  readonly status?: number;
  /** Of a refusal, or of a provider's problem. */
  readonly code?: string;
  /** The first digits of the subject's hash. */
  readonly subject?: string;
  readonly provider?: string;
  readonly model?: string;
  readonly promptTokens?: number;
  readonly completionTokens?: number;
  readonly costMicros?: number;
  readonly durationMs?: number;
  /** A sentence of the relay's own. */
  readonly note?: string;
}

export type Log = (record: LogRecord) => void;

/** Writes lines of JSON. */
export function createJsonLog(write: (line: string) => void, now: () => number): Log {
  return (record) => write(JSON.stringify({ time: new Date(now()).toISOString(), ...record }));
}

/** A fault of the relay's own: its kind and where it arose, without its message, which may hold anything. */
export function logFault(log: Log, requestId: string, error: unknown): void {
  const kind = error instanceof Error ? error.name : typeof error;
  const place = error instanceof Error ? /^\s*at .*$/m.exec(error.stack ?? '')?.[0].trim() : undefined;
  log({ level: 'error', event: 'fault', requestId, note: place === undefined ? kind : `${kind} ${place}` });
}
