import { expect, it } from 'vitest';
import type { WatchedFile } from '../../contracts/watched-folder';
import { compareFiles } from './compare-files';
import { isDocumentName } from './document-files';

const known = (path: string, modified = 1, missing = false): WatchedFile => ({
  ...{ path, modified, missing },
  ...{ bytes: 1, itemId: `of ${path}` },
});
const found = (path: string, lastModified = 1) => ({ path, file: new File(['x'], path, { lastModified }) });

it('reads new and changed files only, and marks those that are gone', () => {
  const { fresh, replaced, kept } = compareFiles(
    [known('same.md'), known('changed.md'), known('gone.md'), known('back.md', 1, true)],
    [found('same.md'), found('changed.md', 2), found('new.md'), found('back.md')],
  );
  expect(fresh.map(({ path }) => path)).toEqual(['changed.md', 'new.md']);
  expect(replaced.map(({ path }) => path)).toEqual(['changed.md']);
  expect(kept.map(({ path, missing }) => [path, missing])).toEqual([
    ['same.md', false],
    ['gone.md', true],
    ['back.md', false],
  ]);
});

it('knows documents by their names, and leaves out what programs leave beside them', () => {
  const names = ['a.PDF', 'b.docx', '~$b.docx', 'c.txt~', 'd.zip', 'e.png', '.~lock.a.txt', 'f.csv'];
  expect(names.filter(isDocumentName)).toEqual(['a.PDF', 'b.docx', 'f.csv']);
});
