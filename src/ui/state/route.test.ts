import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRoute, routeHash, type Route } from './route';

test('an address leads back to the route that it was made from', () => {
  const routes: fc.Arbitrary<Route> = fc.oneof(
    fc.record({
      view: fc.constantFrom('models' as const, 'speed' as const, 'settings' as const, 'sources' as const),
    }),
    fc.record({
      view: fc.constantFrom(
        'search' as const,
        'documents' as const,
        'labels' as const,
        'evaluation' as const,
      ),
      item: fc.string({ minLength: 1, unit: 'grapheme' }),
    }),
    fc.record({
      view: fc.constant('briefing' as const),
      mailId: fc.option(fc.string({ minLength: 1, unit: 'grapheme' })),
    }),
  );
  fc.assert(
    fc.property(routes, (route) => {
      expect(parseRoute(routeHash(route))).toEqual(route);
    }),
  );
});

test('unknown and broken addresses lead to the briefing', () => {
  const briefing = { view: 'briefing', mailId: null };
  for (const hash of ['', '#', '#/', '#/nowhere', '#/mail/', '#/mail'])
    expect(parseRoute(hash)).toEqual(briefing);
  expect(parseRoute('#/mail/%E0%A4%A')).toEqual({ view: 'briefing', mailId: '%E0%A4%A' });
});
