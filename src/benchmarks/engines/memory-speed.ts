/** Bytes a second that so many threads of this page read together. */
export async function measureMemorySpeed(threads: number): Promise<number> {
  const workers = Array.from(
    { length: threads },
    () =>
      new Worker(new URL('./memory-speed-worker.ts', import.meta.url), {
        type: 'module',
        name: 'memory-speed',
      }),
  );
  try {
    const speeds = await Promise.all(workers.map(askWorker));
    return speeds.reduce((sum, speed) => sum + speed, 0);
  } finally {
    for (const worker of workers) worker.terminate();
  }
}

function askWorker(worker: Worker): Promise<number> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<number>) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(`Memory could not be measured: ${message}`));
    worker.postMessage(null);
  });
}
