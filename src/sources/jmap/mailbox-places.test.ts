import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mailboxPlaces } from './mailbox-places';

const PLACES = mailboxPlaces([
  { id: 'i', name: 'Inbox', role: 'inbox' },
  { id: 's', name: 'Sent', role: 'sent' },
  { id: 's2', name: '2026', parentId: 's' },
  { id: 'd', name: 'Drafts', role: 'drafts' },
  { id: 't', name: 'Trash', role: 'trash' },
  { id: 't2', name: 'Old', parentId: 't' },
  { id: 'j', name: 'Junk', role: 'junk' },
  { id: 'p', name: 'Projects', role: null },
  { id: 'p2', name: 'Quay / 4', parentId: 'p' },
  { id: 'a', name: 'All mail', role: 'all' },
]);

const placeOf = (ids: readonly string[], keywords: Record<string, unknown> = {}) =>
  PLACES.of({ mailboxIds: Object.fromEntries(ids.map((id) => [id, true])), keywords });

describe('the place of a mail', () => {
  it.each([
    [['i'], { role: 'inbox', folder: 'Inbox' }],
    [['p2'], { role: 'inbox', folder: 'Projects/Quay ∕ 4' }],
    [['s'], { role: 'sent', folder: 'Sent' }],
    [['s2'], { role: 'sent', folder: 'Sent/2026' }],
    [['s', 'i'], { role: 'inbox', folder: 'Inbox' }],
    [['a', 'p'], { role: 'inbox', folder: 'Projects' }],
    [['a'], { role: 'inbox', folder: 'All mail' }],
    [['d'], null],
    [['t'], null],
    [['t2'], null],
    [['j', 'a'], null],
    [[], null],
  ])('in %j is %j', (ids, place) => {
    expect(placeOf(ids)).toEqual(place);
  });

  it('is none for a draft, wherever it lies', () => {
    expect(placeOf(['i'], { $draft: true })).toBeNull();
    expect(placeOf(['i'], { $seen: true })).not.toBeNull();
  });

  it('is found in any tree, even one that goes in circles', () => {
    const id = fc.constantFrom('1', '2', '3', '4');
    fc.assert(
      fc.property(
        fc.array(fc.record({ id, parentId: fc.option(id) }), { maxLength: 4 }),
        id,
        (tree, asked) => {
          const places = mailboxPlaces(tree.map((part) => ({ name: `box ${part.id}`, ...part })));
          expect(places.of({ mailboxIds: { [asked]: true }, keywords: {} })?.role).toBe('inbox');
        },
      ),
    );
  });
});
