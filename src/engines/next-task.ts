const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();

/**
 * Resolves in a new task, so that messages which have arrived (a cancel, a ping) are handled first. A message channel, because timers are
 * held back to 4 ms once nested, and microtasks never let messages in.
 */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(null);
  });
}
