import { expect, it } from 'vitest';
import { sortArrivals } from '../../src/platform/arrivals/sort-arrivals';
import { WEB_MANIFEST } from './web-manifest';

it('opens every kind of mail file from the file manager, and takes it as mail', () => {
  const endings = (WEB_MANIFEST.file_handlers ?? []).flatMap(({ accept }) => Object.values(accept).flat());
  expect([...endings].sort()).toEqual(['.eml', '.emlx', '.mbox', '.mbx', '.msg']);
  const { mail, documents } = sortArrivals(endings.map((ending) => new File(['x'], `plan${ending}`)));
  expect(mail.inbox).toHaveLength(endings.length);
  expect(documents).toEqual([]);
});

it('lets whatever the importers read be shared with it', () => {
  const [files] = [WEB_MANIFEST.share_target?.params.files ?? []].flat();
  for (const ending of ['.eml', '.emlx', '.mbox', '.mbx', '.msg', '.zip', '.pdf', '.docx'])
    expect(files?.accept).toContain(ending);
});
