import { expect, it } from 'vitest';
import { withExamples } from './with-examples';

it('puts examples back and leaves what was told since', () => {
  const now = [{ text: 'a parcel', label: 'post' }];
  const removed = [
    { text: 'a parcel', label: 'bill' },
    { text: 'an invoice', label: 'bill' },
  ];
  expect(withExamples(now, removed)).toEqual([
    { text: 'an invoice', label: 'bill' },
    { text: 'a parcel', label: 'post' },
  ]);
});
