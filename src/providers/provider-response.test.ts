import { expect, it } from 'vitest';
import { readText } from './provider-response.ts';

/** A body without end. */
function endless() {
  let pulled = 0;
  let isCancelled = false;
  const body = new ReadableStream<Uint8Array>({
    pull(stream) {
      pulled++;
      stream.enqueue(new TextEncoder().encode('x'.repeat(1000)));
    },
    cancel: () => void (isCancelled = true),
  });
  return { response: new Response(body), pulled: () => pulled, isCancelled: () => isCancelled };
}

it('takes no more of an error than is needed', async () => {
  const { response, pulled, isCancelled } = endless();
  expect((await readText(response, 5000, true)).length).toBeLessThan(10_000);
  expect(pulled()).toBeLessThan(10);
  expect(isCancelled()).toBe(true);
});

it('takes no answer that has no end', async () => {
  const { response, isCancelled } = endless();
  await expect(readText(response, 5000, false)).rejects.toThrow('malformed');
  expect(isCancelled()).toBe(true);
});

it('reads what has an end, whole', async () => {
  expect(await readText(new Response('Grüße'), 5000, false)).toBe('Grüße');
  expect(await readText(new Response(null), 5000, false)).toBe('');
});
