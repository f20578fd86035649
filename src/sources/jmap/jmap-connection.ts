import * as v from 'valibot';
import { CANCELLED, DesksideError } from '../../contracts/failure';
import type { SourceSecrets, SourceSetup } from '../../contracts/mail-source';
import { systemClock, type Clock } from '../../platform/clock';
import type { Fetch } from '../../platform/fetch';
import { createSilenceLimit, type SilenceLimit } from '../../platform/silence-limit';
import { toBase64 } from '../../platform/base64';
import { RESPONSE } from './jmap-answers';
import { jmapAddress, jmapOrigins } from './jmap-address';
import { brokenOff, noAddress, noJmap, nonsense, noSecret, silent, unreachable } from './jmap-failures';
import { failureOfMethod, MethodError, problemOf } from './jmap-problems';
import { CORE, BLOB, MAIL, readSession, type JmapSession } from './jmap-session';
import { inRequests, resolve, type MethodAnswer, type MethodCall } from './method-calls';

export interface JmapParts {
  readonly setup: Extract<SourceSetup, { readonly kind: 'jmap' }>;
  readonly secrets: SourceSecrets;
  readonly fetch: Fetch;
  readonly clock?: Clock;
}

/** Milliseconds without a byte after which a request is given up. */
const SILENCE_MS = 60_000;

/** The way to a server at the origins that were set up, and what signs in there. Everything rejects as `MailSource` does. */
export interface JmapConnection {
  /** As the user knows the server. */
  readonly host: string;
  session(signal: AbortSignal): Promise<JmapSession>;
  /** Answers in the order of the calls; one that is an error is thrown by `answerTo`. */
  ask(calls: readonly MethodCall[], signal: AbortSignal): Promise<readonly MethodAnswer[]>;
  /** A request whose body comes as a blob; null when there is no such thing. */
  bytes(url: string, signal: AbortSignal): Promise<Blob | null>;
  /** Sends a body and reads the answer as JSON. */
  send(url: string, mediaType: string, body: string, signal: AbortSignal): Promise<unknown>;
  /** An answer of which only the head has come. */
  open(url: string, accept: string, signal: AbortSignal): Promise<Response>;
  /** Runs work that may throw a `MethodError`, which becomes a failure. */
  orFailure<T>(work: () => Promise<T>): Promise<T>;
}

/** @throws {DesksideError} when the address of the set-up is none */
export function createJmapConnection({
  setup,
  secrets,
  fetch,
  clock = systemClock,
}: JmapParts): JmapConnection {
  const address = jmapAddress(setup.url);
  const origins = jmapOrigins(setup.url);
  if (address === null || origins === null) throw noAddress(setup.url);
  const { host } = new URL(address);
  let known: JmapSession | null = null;

  /** What is sent is what is asked for: no cookies, no address of the page. */
  async function exchange(
    url: string,
    init: RequestInit,
    { signal, within }: SilenceLimit,
  ): Promise<Response> {
    signal.throwIfAborted();
    return within(
      fetch(url, {
        ...init,
        signal,
        headers: { ...(init.headers as Record<string, string>), Authorization: await authorization() },
        credentials: 'omit',
        cache: 'no-store',
        referrerPolicy: 'no-referrer',
      }),
    );
  }

  async function accepted(response: Response, silence: SilenceLimit): Promise<Response> {
    if (response.ok) return response;
    if (response.status === 401) known = null;
    throw await silence.within(problemOf(response, { host, auth: setup.auth, now: clock.now() }));
  }

  const request = async (url: string, init: RequestInit, silence: SilenceLimit): Promise<Response> =>
    accepted(await exchange(url, init, silence), silence);

  async function authorization(): Promise<string> {
    const secret = await secrets.get();
    if (secret === null) throw noSecret(host);
    return setup.auth === 'bearer' ? `Bearer ${secret}` : basic(setup.userName, secret);
  }

  /** Gives what goes wrong on the way its sentence. */
  async function told<T>(signal: AbortSignal, silence: SilenceLimit, work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      if (signal.aborted) throw new DesksideError(CANCELLED);
      if (silence.expired) throw silent(host);
      throw error instanceof DesksideError ? error : unreachable(host, error);
    }
  }

  async function within<T>(signal: AbortSignal, work: (silence: SilenceLimit) => Promise<T>): Promise<T> {
    const silence = createSilenceLimit(SILENCE_MS, signal);
    try {
      return await told(signal, silence, work(silence));
    } finally {
      silence.abandon();
    }
  }

  async function bodyOf({ body, headers }: Response, silence: SilenceLimit): Promise<Blob> {
    const parts: Uint8Array<ArrayBuffer>[] = [];
    if (body) {
      const reader = silence.guard(body);
      try {
        for (let piece = await reader.read(); piece.value; piece = await reader.read())
          parts.push(piece.value);
      } catch (error) {
        throw silence.signal.aborted ? error : brokenOff(host, error);
      }
    }
    return new Blob(parts, { type: headers.get('content-type') ?? '' });
  }

  async function jsonOf(response: Response, silence: SilenceLimit): Promise<unknown> {
    const text = await (await bodyOf(response, silence)).text();
    try {
      return JSON.parse(text) as unknown;
    } catch {
      throw nonsense(host, 'no JSON');
    }
  }

  const session = async (signal: AbortSignal): Promise<JmapSession> => {
    known ??= await within(signal, async (silence) => {
      const response = await request(address, { headers: { Accept: 'application/json' } }, silence);
      // A server that has no JMAP often sends its page for whatever it is asked.
      if (response.headers.get('content-type')?.startsWith('text/html')) throw noJmap(host, 'a web page');
      return readSession(await jsonOf(response, silence), response.url || address, origins);
    });
    return known;
  };

  async function post(
    { apiUrl, state }: JmapSession,
    methodCalls: readonly MethodCall[],
    signal: AbortSignal,
  ) {
    const using = [CORE, MAIL, ...(methodCalls.some(([name]) => name === 'Blob/get') ? [BLOB] : [])];
    const json = await send(apiUrl, 'application/json', JSON.stringify({ using, methodCalls }), signal);
    const parsed = v.safeParse(RESPONSE, json);
    if (!parsed.success) throw nonsense(host, 'no response of JMAP');
    const { methodResponses, sessionState } = parsed.output;
    if (sessionState !== undefined && sessionState !== state) known = null;
    return methodResponses;
  }

  const send: JmapConnection['send'] = (url, mediaType, body, signal) =>
    within(signal, async (silence) => {
      const headers = { 'Content-Type': mediaType, Accept: 'application/json' };
      return jsonOf(
        await request(url, { method: 'POST', body, headers, redirect: 'error' }, silence),
        silence,
      );
    });

  return {
    host,
    session,
    send,
    async ask(calls, signal) {
      const at = await session(signal);
      const answers: MethodAnswer[] = [];
      for (const part of inRequests(calls, at.maxCallsInRequest)) {
        const resolved = part.map((call) => resolve(call, answers));
        answers.push(...(await post(at, resolved, signal)));
      }
      return answers;
    },
    bytes: (url, signal) =>
      within(signal, async (silence) => {
        const response = await exchange(url, { redirect: 'error' }, silence);
        return response.status === 404 ? null : bodyOf(await accepted(response, silence), silence);
      }),
    open: (url, accept, signal) => {
      const silence = createSilenceLimit(SILENCE_MS, signal);
      return told(signal, silence, request(url, { headers: { Accept: accept }, redirect: 'error' }, silence));
    },
    async orFailure(work) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof MethodError)) throw error;
        if (error.type === 'accountNotFound') known = null;
        throw failureOfMethod(error, host);
      }
    },
  };
}

/** RFC 7617, in UTF-8. */
const basic = (userName: string, password: string): string =>
  `Basic ${toBase64(new TextEncoder().encode(`${userName}:${password}`))}`;

/**
 * The answer to a call.
 *
 * @throws {MethodError} when the server answered it with an error
 * @throws {DesksideError} `integrity-failed` when it is missing or not what it should be
 */
export function answerTo<T>(
  callId: string,
  answers: readonly MethodAnswer[],
  schema: v.GenericSchema<unknown, T>,
  host: string,
): T {
  const found = answers.find(([, , id]) => id === callId);
  if (!found) throw nonsense(host, `no answer to ${callId}`);
  const [name, answer] = found;
  if (name === 'error') throw new MethodError(callId, answer);
  const parsed = v.safeParse(schema, answer);
  if (!parsed.success) throw nonsense(host, `an odd answer to ${callId}`);
  return parsed.output;
}
