import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Answer } from './answer';
import { faultOf, type HubFault } from './faults';
import type { RequestRecord } from './request-log';

/** Bytes that are written at once; also what a throttled connection sends without a pause, at most. */
const PIECE_BYTES = 64 * 1024;
/** Between the pieces of a throttled connection, in milliseconds. */
const PIECE_EVERY_MS = 20;

/** Sends an answer, as far and as fast as it may. Resolves when it is sent, or the client is gone. */
export async function transmit(
  response: ServerResponse,
  answer: Answer,
  options: {
    readonly method: string;
    readonly faults: readonly HubFault[];
    /** Of each connection; null: as fast as it goes. */
    readonly bytesPerSecond: number | null;
    readonly record: RequestRecord;
  },
): Promise<void> {
  const { method, faults, bytesPerSecond, record } = options;
  const body = method === 'HEAD' ? answer.body.subarray(0, 0) : answer.body;
  const isShorter = ({ afterBytes }: { readonly afterBytes: number | null }): boolean =>
    afterBytes === null || afterBytes < body.byteLength;
  const cut = only(faultOf(faults, 'cut'), isShorter);
  const stall = only(faultOf(faults, 'stall'), isShorter);
  const end = cut ?? stall;
  if (end?.afterBytes !== null) {
    record.answered(answer.status);
    response.writeHead(answer.status, answer.headers).flushHeaders();
    if (!(await sendBody(response, body.subarray(0, end?.afterBytes), bytesPerSecond, record))) return;
  }
  if (stall) return;
  await cut?.when?.();
  if (cut) response.destroy();
  else response.end();
}

function only<T>(value: T | undefined, condition: (value: T) => boolean): T | undefined {
  return value !== undefined && condition(value) ? value : undefined;
}

/** Whether all of it went out. */
async function sendBody(
  response: ServerResponse,
  body: Uint8Array,
  bytesPerSecond: number | null,
  record: RequestRecord,
): Promise<boolean> {
  const pieceBytes =
    bytesPerSecond === null
      ? PIECE_BYTES
      : Math.max(1, Math.min(PIECE_BYTES, Math.floor((bytesPerSecond * PIECE_EVERY_MS) / 1000)));
  const began = performance.now();
  for (let offset = 0; offset < body.byteLength; offset += pieceBytes) {
    const piece = body.subarray(offset, offset + pieceBytes);
    if (bytesPerSecond !== null) {
      // Measured from the beginning, so that late timers do not add up.
      const due = began + ((offset + piece.byteLength) / bytesPerSecond) * 1000;
      if (due > performance.now()) await delay(Math.ceil(due - performance.now()));
    }
    if (!(await write(response, piece))) return false;
    record.sent(piece.byteLength);
  }
  return true;
}

/** Whether the piece was handed to the network; not so when the client is gone. */
function write(response: ServerResponse, piece: Uint8Array): Promise<boolean> {
  return new Promise((resolve) => {
    if (response.destroyed) return resolve(false);
    // The callback is not called when the connection goes while it waits.
    const gone = (): void => resolve(false);
    response.once('close', gone);
    response.write(piece, (error) => {
      response.off('close', gone);
      resolve(!error);
    });
  });
}
