import { expect, test } from 'vitest';
import { fakeModel } from '../../../tests/fixtures/fake-models';
import { roomForecast } from './model-forecast';

const recommended = [fakeModel({ id: 'a', downloadBytes: 500e6, advice: { recommended: true } })];

test('room is told in models of the recommended size', () => {
  const size = 'of 500 MB, the size recommended for writing here.';
  const told = (storageUsed: number) => roomForecast({ storageUsed, storageQuota: 2e9 }, recommended);
  expect(told(0.2e9)).toBe(`Room for about 3 more models ${size}`);
  expect(told(1.4e9)).toBe(`Room for about 1 more model ${size}`);
  expect(told(1.9e9)).toBe(`No room for another model ${size}`);
  expect(told(2.1e9)).toBe(`No room for another model ${size}`);
});

test('nothing is said where nothing is known', () => {
  expect(roomForecast({ storageUsed: 0, storageQuota: null }, recommended)).toBeNull();
  expect(roomForecast({ storageUsed: 0, storageQuota: 2e9 }, [fakeModel({ id: 'a' })])).toBeNull();
});
