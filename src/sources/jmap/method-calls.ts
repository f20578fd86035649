/** A call of a method: its name, its arguments, and what its answer is told by. */
export type MethodCall = readonly [name: string, args: Readonly<Record<string, unknown>>, callId: string];

export type MethodAnswer = readonly [name: string, answer: Readonly<Record<string, unknown>>, callId: string];

/** An argument that is taken from the answer to an earlier call (RFC 8620, section 3.7). */
export interface ResultReference {
  readonly resultOf: string;
  readonly name: string;
  /** Names one property of the answer. */
  readonly path: `/${string}`;
}

/**
 * Calls as they fit into requests of so many. A request cannot refer to what another one answered: `resolve` takes that from the answers that
 * there are.
 */
export function inRequests(calls: readonly MethodCall[], most: number): readonly (readonly MethodCall[])[] {
  const requests: MethodCall[][] = [];
  for (let at = 0; at < calls.length; at += most) requests.push(calls.slice(at, at + most));
  return requests;
}

/** A call without references to any of these answers; those to others stay. */
export function resolve([name, args, callId]: MethodCall, answers: readonly MethodAnswer[]): MethodCall {
  const entries = Object.entries(args).map(([key, value]) => {
    if (!key.startsWith('#')) return [key, value];
    const { resultOf, path } = value as ResultReference;
    const answer = answers.find(([, , id]) => id === resultOf)?.[1];
    // Without ids, `get` would give everything there is.
    return answer ? [key.slice(1), answer[path.slice(1)] ?? []] : [key, value];
  });
  return [name, Object.fromEntries(entries) as Record<string, unknown>, callId];
}
