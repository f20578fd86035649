import { expect, it } from 'vitest';
import { eventually } from '../../../tests/support/eventually';
import { watchLaunches, type Launch, type LaunchQueue } from './launch-queue';

it('reads the files of a launch, and leaves out folders and what cannot be read', async () => {
  const seen: Launch[] = [];
  let launch: Parameters<LaunchQueue['setConsumer']>[0] = () => undefined;
  watchLaunches((one) => seen.push(one), { setConsumer: (consumer) => (launch = consumer) });
  const handle = (kind: string, getFile: () => Promise<File>) => ({ kind, getFile }) as never;
  launch({
    targetURL: 'https://desk.example/',
    files: [
      handle('file', async () => new File(['x'], 'a.eml')),
      handle('directory', () => Promise.reject(new Error('A folder is no file.'))),
      handle('file', () => Promise.reject(new DOMException('', 'NotFoundError'))),
    ],
  });
  launch({});
  await eventually(() => expect(seen).toHaveLength(2));
  expect(seen.flatMap(({ files }) => files.map(({ name }) => name))).toEqual(['a.eml']);
  expect(new Set(seen.map(({ targetUrl }) => targetUrl))).toEqual(new Set(['https://desk.example/', null]));
});

it('does without where the browser opens no files with apps', () => {
  expect(() => watchLaunches(() => undefined, undefined)).not.toThrow();
});
