/** What a test posts to a worker that heeds it. */
const LOSE_DEVICE = 'deskside-test: lose the GPU device';

/** In the worker: destroys every GPU device that was made there when the page says so. A driver that resets does the same. */
export function heedDeviceLoss(): void {
  const devices: GPUDevice[] = [];
  if ('gpu' in navigator) {
    const { prototype } = GPUAdapter;
    const requestDevice = prototype.requestDevice;
    prototype.requestDevice = async function (descriptor) {
      const device = await requestDevice.call(this, descriptor);
      devices.push(device);
      return device;
    };
  }
  self.addEventListener('message', ({ data }) => {
    if (data === LOSE_DEVICE) for (const device of devices) device.destroy();
  });
}

/** In the page. */
export function loseDevice(worker: Worker): void {
  worker.postMessage(LOSE_DEVICE);
}
