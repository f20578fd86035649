import { BUILD_FOLDER } from '../lib/project-folders';
import { RESPONSE_HEADERS } from '../lib/response-headers';
import { alternately, compare, type BenchRow } from './bench-row';
import { machineFacts, type BenchMachine } from './machine-facts';
import { buildPeers } from './shell/build-peers';
import { startCompressedServer } from './shell/compressed-server';
import { measureFirstLoad, type FirstLoad } from './shell/measure-first-load';
import { browserVersion } from './shell/browser-version';

export interface ShellResult {
  readonly machine: BenchMachine;
  readonly rows: readonly BenchRow[];
}

const MEASURES: readonly { readonly key: keyof FirstLoad; readonly name: string; readonly unit: string }[] = [
  { key: 'scriptBytes', name: 'scripts of the first load, compressed', unit: 'bytes' },
  { key: 'bytes', name: 'first load, compressed', unit: 'bytes' },
  { key: 'requests', name: 'requests of the first load', unit: 'requests' },
  { key: 'largestPaintMs', name: 'largest paint', unit: 'ms' },
  { key: 'blockingMs', name: 'total blocking time', unit: 'ms' },
  { key: 'longTasks', name: 'tasks over 50 ms', unit: 'tasks' },
  { key: 'scriptMs', name: 'scripts on the main thread', unit: 'ms' },
];

/** The first visit of our page on a slowed-down phone's processor and network, against pages that others build from npm packages. */
export async function runShellSuite(rounds: number, log: (line: string) => void): Promise<ShellResult> {
  const peers = Object.entries(await buildPeers(log));
  const served = [
    { name: 'ours', server: await startCompressedServer(BUILD_FOLDER, RESPONSE_HEADERS) },
    ...(await Promise.all(
      peers.map(async ([name, root]) => ({ name, server: await startCompressedServer(root, {}) })),
    )),
  ];
  try {
    const loads = await alternately(
      rounds,
      served.map(({ name }) => name),
      async (name, round) => {
        log(`Opening ${name}, round ${round + 1} …`);
        const server = served.find((each) => each.name === name)?.server;
        if (!server) throw new Error(`Nothing serves ${name}.`);
        return measureFirstLoad(server.url);
      },
    );
    const rows = MEASURES.map(({ key, name, unit }) => {
      const values = (contestant: string): number[] => (loads[contestant] ?? []).map((load) => load[key]);
      const rivals = Object.fromEntries(peers.map(([peer]) => [peer, values(peer)]));
      return compare({ ...{ name, unit, better: 'less', ours: values('ours'), rivals } });
    });
    return { machine: machineFacts(await browserVersion()), rows };
  } finally {
    await Promise.all(served.map(({ server }) => server.close()));
  }
}
