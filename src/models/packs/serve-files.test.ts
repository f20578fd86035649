import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sampleBytes } from '../../../tests/faults/support/sample-model';
import { bytesOf } from '../../../tests/faults/support/sample-pack';
import { serveFiles } from './serve-files';

const bytes = sampleBytes(100);
// The id is the name of a folder in it, so that the end of an address could be read in two ways.
const fetchFile = serveFiles(
  { id: 'onnx', baseUrl: 'models/onnx/' },
  new Map([
    ['onnx/weights.bin', new Blob([bytes])],
    ['weights.bin', new Blob(['another'])],
    ['empty', new Blob([])],
  ]),
);

it('answers the address of each file with its bytes', async () => {
  const whole = await fetchFile('local:onnx/onnx/weights.bin');
  expect(whole.status).toBe(200);
  expect(whole.headers.get('content-length')).toBe('100');
  expect(await bytesOf(await whole.blob())).toEqual(bytes);
  expect(await (await fetchFile('models/onnx/weights.bin')).text()).toBe('another');
  expect((await fetchFile('local:onnx/empty')).status).toBe(200);
  expect((await fetchFile('local:onnx/other')).status).toBe(404);
  expect((await fetchFile('https://example.org/weights.bin')).status).toBe(404);
});

it('answers ranges as servers do', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(120), fc.option(fc.nat(120)), async (start, last) => {
      const headers = { Range: `bytes=${start}-${last ?? ''}` };
      const response = await fetchFile('local:onnx/onnx/weights.bin', { headers });
      const expected = bytes.slice(start, last === null ? undefined : last + 1);
      expect(response.status).toBe(expected.byteLength === 0 ? 416 : 206);
      if (response.status === 416) return;
      expect(response.headers.get('content-range')).toBe(
        `bytes ${start}-${start + expected.byteLength - 1}/100`,
      );
      expect(await bytesOf(await response.blob())).toEqual(expected);
    }),
  );
});

it('gives nothing once it was cancelled', async () => {
  await expect(fetchFile('local:onnx/weights.bin', { signal: AbortSignal.abort() })).rejects.toMatchObject({
    name: 'AbortError',
  });
});
