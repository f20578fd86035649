import { CANCELLED, DesksideError } from '../contracts/failure';

interface Call {
  readonly controller: AbortController;
  started: boolean;
  readonly leave: () => void;
}

/** Runs calls one at a time in the order they came; each can be cancelled by its id, at once while it still waits. */
export class CallQueue {
  readonly #calls = new Map<string, Call>();
  #tail: Promise<unknown> = Promise.resolve();

  /**
   * Runs `work` when all earlier calls have ended. Rejects with `cancelled` when the call is cancelled before its turn; afterwards it is for
   * `work` to heed the signal.
   */
  run<T>(requestId: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const controller = new AbortController();
      const call: Call = {
        controller,
        started: false,
        leave: () => reject(new DesksideError(CANCELLED)),
      };
      this.#calls.set(requestId, call);
      this.#tail = this.#tail.then(async () => {
        if (controller.signal.aborted) return;
        call.started = true;
        try {
          resolve(await work(controller.signal));
        } catch (error) {
          reject(error);
        } finally {
          this.#calls.delete(requestId);
        }
      });
    });
  }

  /** Does nothing when there is no such call (it may have just ended). */
  cancel(requestId: string): void {
    const call = this.#calls.get(requestId);
    if (!call) return;
    call.controller.abort();
    if (call.started) return;
    this.#calls.delete(requestId);
    call.leave();
  }
}
