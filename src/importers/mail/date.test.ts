import { describe, expect, it } from 'vitest';
import { parseMailDate } from './date';

describe('parseMailDate', () => {
  it.each([
    ['Mon, 12 Oct 2026 18:04:37 +0200', '2026-10-12T16:04:37.000Z'],
    ['12 Oct 2026 18:04 -0330 (NST)', '2026-10-12T21:34:00.000Z'],
    ['Mon, 12 Oct 26 18:04:37 PST', '2026-10-13T02:04:37.000Z'],
    ['Thu, 22 Aug 2002 18:26:25 +0700 (ICT)', '2002-08-22T11:26:25.000Z'],
    ['Sat, 8 Jun 2002 1:5:13 +-0500', '2002-06-08T06:05:13.000Z'],
    ['Mon Oct 12 18:04:37 2026', '2026-10-12T18:04:37.000Z'],
    ['2026-10-12T18:04:37+02:00', '2026-10-12T16:04:37.000Z'],
    ['2026-10-12 18:04:37 +0200', '2026-10-12T16:04:37.000Z'],
    ['Mon, 12 Oct 2026 18:04:37', '2026-10-12T18:04:37.000Z'],
  ])('reads %s', (header, iso) => {
    expect(parseMailDate(header)).toBe(iso);
  });

  it.each([
    '',
    'soon',
    'Mon, 99 Oct 2026 18:04:37 +0200',
    'Mon, 12 Foo 2026 18:04:37',
    '2026-13-40T00:00:00Z',
  ])('gives null for “%s”', (header) => {
    expect(parseMailDate(header)).toBeNull();
  });
});
