import type { Device } from '../contracts/model';

/** Where a variant of a model runs, as sentences for people name it. */
export const DEVICE_PLACES: Readonly<Record<Device, string>> = {
  webgpu: 'WebGPU',
  wasm: 'WASM',
  browser: 'this browser',
  server: 'this server',
};
