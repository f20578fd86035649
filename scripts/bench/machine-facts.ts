import os from 'node:os';

/** What the figures were measured on; nothing that tells whose machine it is. */
export interface BenchMachine {
  readonly processor: string;
  /** Logical ones. */
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  /** Left out where none took part. */
  readonly browser?: string;
  readonly node: string;
  /** ISO 8601, the day alone. */
  readonly date: string;
}

export function machineFacts(browserVersion: string | null): BenchMachine {
  const cores = os.cpus();
  return {
    processor: cores[0]?.model.trim() ?? 'unknown',
    cores: cores.length,
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
    system: `${os.platform()} ${os.arch()}`,
    ...(browserVersion === null ? {} : { browser: `Chromium ${browserVersion}` }),
    node: process.version,
    date: new Date().toISOString().slice(0, 10),
  };
}
