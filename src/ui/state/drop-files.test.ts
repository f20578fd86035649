import { expect, test } from 'vitest';
import { filesBelow, pickedFiles } from './drop-files';

/** As Chromium hands it over: directories give their entries in parts, and an empty list at the end. */
function directory(name: string, children: FileSystemEntry[], parent = ''): FileSystemEntry {
  const parts = [children.slice(0, 2), children.slice(2), []];
  const entry: Partial<FileSystemDirectoryEntry> = {
    isFile: false,
    isDirectory: true,
    name,
    fullPath: `${parent}/${name}`,
    createReader: () => ({ readEntries: (resolve) => resolve(parts.shift() ?? []) }),
  };
  return entry as FileSystemDirectoryEntry;
}

function file(fullPath: string, broken = false): FileSystemEntry {
  const name = fullPath.split('/').at(-1) ?? '';
  const entry: Partial<FileSystemFileEntry> = {
    isFile: true,
    isDirectory: false,
    name,
    fullPath,
    file: (resolve, reject) =>
      broken ? reject?.(new DOMException('gone', 'NotFoundError')) : resolve(new File(['x'], name)),
  };
  return entry as FileSystemFileEntry;
}

test('a folder gives all files below it, with their paths, in the order of their names', async () => {
  const tree = directory('Mail', [
    file('/Mail/10.eml'),
    file('/Mail/2.eml'),
    directory('Archive', [file('/Mail/Archive/old.mbox')], '/Mail'),
  ]);
  const files = await filesBelow(tree);
  expect(files.map(({ name }) => name)).toEqual(['Mail/2.eml', 'Mail/10.eml', 'Mail/Archive/old.mbox']);
});

test('hidden files, and files that cannot be read, are left out', async () => {
  const tree = directory('Mail', [
    file('/Mail/.DS_Store'),
    file('/Mail/broken.eml', true),
    file('/Mail/good.eml'),
  ]);
  expect((await filesBelow(tree)).map(({ name }) => name)).toEqual(['Mail/good.eml']);
});

test('picked files keep the path inside a chosen folder', () => {
  const inFolder = Object.assign(new File(['x'], 'a.eml'), { webkitRelativePath: 'Mail/a.eml' });
  const single = Object.assign(new File(['x'], 'b.eml'), { webkitRelativePath: '' });
  expect(pickedFiles([inFolder, single]).map(({ name }) => name)).toEqual(['Mail/a.eml', 'b.eml']);
});
