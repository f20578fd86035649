/** GiB as the browser tells it (rounded, and at most 8 in Chromium); null where it does not. */
export function readMachineMemory(from: object = navigator): number | null {
  return 'deviceMemory' in from && typeof from.deviceMemory === 'number' ? from.deviceMemory : null;
}
