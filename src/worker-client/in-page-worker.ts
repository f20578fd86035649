import type { WorkerLike } from './worker-lane';

/**
 * Stands in for a worker where there is nothing to move off the page's thread: models that a server or the browser runs. `serve` gets the
 * far end of a channel, and may take its time to start it: what was sent until then waits. `terminate` closes it and aborts
 * the signal, at which whatever still runs has to end. Where it cannot be started, that is an `error`, as of a worker whose script is missing.
 */
export function startInPageWorker(
  serve: (endpoint: MessagePort, end: AbortSignal) => void | Promise<void>,
): WorkerLike {
  const { port1, port2 } = new MessageChannel();
  const end = new AbortController();
  void (async () => serve(port2, end.signal))().catch((thrown: unknown) =>
    port1.dispatchEvent(new ErrorEvent('error', { error: thrown, message: String(thrown) })),
  );
  port1.start();
  return {
    postMessage: port1.postMessage.bind(port1),
    addEventListener: port1.addEventListener.bind(port1),
    removeEventListener: port1.removeEventListener.bind(port1),
    terminate() {
      port1.close();
      end.abort();
    },
  };
}
