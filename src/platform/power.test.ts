import { expect, it } from 'vitest';
import { isSparing } from './power';

const battery = (charging: boolean, level: number) => ({ getBattery: async () => ({ charging, level }) });

it.each([
  ['a browser that does not tell', {}, false],
  ['data to be saved', { connection: { saveData: true } }, true],
  ['data to be had', { connection: { saveData: false } }, false],
  ['a full battery', battery(false, 0.9), false],
  ['a low battery', battery(false, 0.3), true],
  ['a low battery that is being charged', battery(true, 0.3), false],
  ['a battery that is not to be asked', { getBattery: () => Promise.reject(new Error('denied')) }, false],
])('with %s', async (_, navigator, sparing) => {
  expect(await isSparing(navigator)).toBe(sparing);
});
