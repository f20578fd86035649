/** What the tests' GPU is, and what they do to it. */
export interface StandInGpu {
  readonly gpu: GPU;
  /** Devices that were made and not destroyed. */
  readonly devices: ReadonlySet<GPUDevice>;
  /** Milliseconds that the device is busy with what it has been given. */
  keepBusy(ms: number): void;
  /** Takes the device away, as a driver does that is reset. */
  lose(): void;
  /** Has no memory for a buffer, upon which TVM destroys the device. */
  runShort(): Promise<void>;
}

export interface StandInGpuOptions {
  readonly shaderF16?: boolean;
  /** Bytes. */
  readonly largestBuffer?: number;
  readonly hasAdapter?: boolean;
}

interface Device {
  readonly device: GPUDevice;
  readonly lose: (reason: GPUDeviceLostReason) => void;
}

/** As much of WebGPU as web-llm touches where there is nothing to compute. */
export function standInGpu({
  shaderF16 = true,
  largestBuffer = 2 ** 31,
  hasAdapter = true,
}: StandInGpuOptions = {}): StandInGpu {
  const devices = new Map<GPUDevice, Device>();
  let busyMs = 0;
  let short = false;
  const features = new Set(shaderF16 ? ['shader-f16'] : []);
  const limits = {
    maxBufferSize: largestBuffer,
    maxStorageBufferBindingSize: largestBuffer,
    maxComputeWorkgroupStorageSize: 32_768,
    maxStorageBuffersPerShaderStage: 10,
    maxComputeInvocationsPerWorkgroup: 1024,
  };

  function makeDevice(): GPUDevice {
    let lose: Device['lose'] = () => undefined;
    const lost = new Promise((resolve) => {
      lose = (reason) => resolve({ reason, message: `lost: ${reason}` });
    });
    const device = {
      ...{ features, limits, lost },
      addEventListener: () => undefined,
      popErrorScope: async () => (short ? new GPUOutOfMemoryError('too large') : null),
      queue: { onSubmittedWorkDone: workDone },
      destroy() {
        devices.delete(device);
        lose('destroyed');
      },
    } as unknown as GPUDevice;
    devices.set(device, { device, lose });
    return device;
  }

  async function workDone(): Promise<void> {
    const ms = busyMs;
    busyMs = 0;
    await new Promise((resolve) => setTimeout(resolve, ms));
  }

  const adapter = () => ({
    ...{ features, limits },
    info: { vendor: 'test', architecture: '', description: 'stand-in' },
    requestDevice: async () => makeDevice(),
  });
  return {
    gpu: { requestAdapter: async () => (hasAdapter ? adapter() : null) } as unknown as GPU,
    get devices() {
      return new Set(devices.keys());
    },
    keepBusy: (ms) => void (busyMs += ms),
    lose() {
      for (const { lose } of devices.values()) lose('unknown');
    },
    async runShort() {
      short = true;
      for (const { device } of devices.values()) {
        await device.popErrorScope();
        device.destroy();
      }
    },
  };
}
