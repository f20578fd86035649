import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { FIXTURE_FOLDER, reasonToSkip } from '../../fixtures/fixture-unavailable.ts';
import { alternately, compare, type BenchRow } from '../bench-row.ts';
import { machineFacts, type BenchMachine } from '../machine-facts.ts';
import { noRelay, startLiteLlm, startPortkey, type Contestant, type Place } from './contestants.ts';
import type { AnswerKind } from './load.ts';
import { measureRelay, type Amount, type Asking } from './measure-relay.ts';
import { startOurRelay, withConsent } from './our-relay.ts';
import { NO_RELAY, OURS, relayRows, WITH_CONSENT } from './relay-rows.ts';
import { LITELLM, PORTKEY } from './rivals.ts';
import { freePort, startServer, type ServerProcess } from './server-process.ts';

export interface RelayResult {
  readonly machine: BenchMachine;
  readonly versions: Readonly<Record<string, string>>;
  readonly rows: readonly BenchRow[];
  /** Rivals that this machine cannot run, and why. */
  readonly skipped: readonly { readonly name: string; readonly reason: string }[];
}

interface Entrant extends Asking {
  readonly name: string;
  readonly contestant: Contestant;
}

const KINDS: readonly AnswerKind[] = ['whole', 'stream'];
const WARM_UP: Amount = { alone: 20, together: 400, limitMs: 5000 };
const AMOUNT: Amount = { alone: 200, together: 1000, limitMs: 6000 };
/** All of it ends within ten minutes; a round takes about one on two cores. */
const MOST_MS = 8 * 60_000;
const UPSTREAM = fileURLToPath(new URL('upstream-server.ts', import.meta.url));
const RIVALS = {
  [`portkey ${PORTKEY.version}`]: startPortkey,
  [`litellm ${LITELLM.version}`]: startLiteLlm,
};
const MIB = 2 ** 20;

/**
 * Measures what our relay, Portkey's gateway and LiteLLM's proxy add in front of the same fake provider, each server a process of its own,
 * in turn within each round. All of them listen on this machine only.
 */
export async function runRelaySuite(rounds: number, log: (line: string) => void): Promise<RelayResult> {
  const startedAt = performance.now();
  await mkdir(FIXTURE_FOLDER, { recursive: true });
  // Within the project, so that the relay finds its SQLite.
  const folder = await mkdtemp(path.join(FIXTURE_FOLDER, 'relay-bench-'));
  const servers: ServerProcess[] = [];
  try {
    const upstreamUrl = await startUpstream(folder, servers);
    const { entrants, skipped } = await startAll({ upstreamUrl, folder, log }, servers);
    const names = entrants.map(({ name }) => name);
    const measure = (name: string, kind: AnswerKind, amount: Amount) => {
      const entrant = entrants.find((one) => one.name === name);
      if (!entrant) throw new Error(`Nobody is called ${name}.`);
      return measureRelay(entrant.contestant, kind, amount, entrant);
    };
    const rows: BenchRow[] = [];
    for (const name of names) {
      log(`Warming up ${name} …`);
      for (const kind of KINDS) await measure(name, kind, WARM_UP);
    }
    for (const [at, kind] of KINDS.entries()) {
      const until = startedAt + (MOST_MS * (at + 1)) / KINDS.length;
      const samples = await alternately(
        rounds,
        names,
        async (name, round) => {
          log(`${kind}, round ${round + 1}: ${name} …`);
          return measure(name, kind, AMOUNT);
        },
        () => performance.now() < until,
      );
      const found = relayRows(kind, samples);
      for (const row of found) log(describe(row));
      rows.push(...found);
    }
    rows.push(...(await memoryRows(entrants)));
    const versions = { portkey: PORTKEY.version, litellm: LITELLM.version };
    return { machine: machineFacts(null), versions, rows, skipped };
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
    await rm(folder, { recursive: true, force: true });
  }
}

async function startUpstream(folder: string, servers: ServerProcess[]): Promise<string> {
  const port = await freePort();
  const upstream = await startServer(
    {
      name: 'upstream',
      command: [process.execPath, '--import', import.meta.resolve('tsx'), UPSTREAM, String(port)],
      url: `http://127.0.0.1:${port}`,
      healthPath: '/',
    },
    folder,
  );
  servers.push(upstream);
  return upstream.url;
}

async function startAll(
  place: Place,
  servers: ServerProcess[],
): Promise<{ readonly entrants: readonly Entrant[]; readonly skipped: RelayResult['skipped'] }> {
  const ours = await startOurRelay(place);
  servers.push(ours.server);
  const entrants: Entrant[] = [
    { name: NO_RELAY, contestant: noRelay(place) },
    { name: OURS, contestant: ours, prepare: (client, question) => withConsent(client, ours, question) },
    {
      name: WITH_CONSENT,
      contestant: ours,
      before: (client, question) => withConsent(client, ours, question),
    },
  ];
  const skipped: { name: string; reason: string }[] = [];
  for (const [name, start] of Object.entries(RIVALS)) {
    try {
      const contestant = await start(place);
      if (contestant.server) servers.push(contestant.server);
      entrants.push({ name, contestant });
    } catch (error) {
      const reason = reasonToSkip(error);
      place.log(`Left out: ${name}, because ${reason}.`);
      skipped.push({ name, reason });
    }
  }
  return { entrants, skipped };
}

async function memoryRows(entrants: readonly Entrant[]): Promise<readonly BenchRow[]> {
  const peaks = await Promise.all(
    entrants
      .filter(({ name }) => name !== WITH_CONSENT && name !== NO_RELAY)
      .map(async ({ name, contestant }) => [name, (await contestant.server?.peakBytes()) ?? null] as const),
  );
  const known = peaks.filter((peak): peak is readonly [string, number] => peak[1] !== null);
  const { [OURS]: ours, ...rivals } = Object.fromEntries(known.map(([name, bytes]) => [name, [bytes / MIB]]));
  if (!ours) return [];
  return [compare({ name: 'peak memory', unit: 'MiB', better: 'less', ours, rivals })];
}

function describe({ name, unit, ours, rivals }: BenchRow): string {
  const others = Object.entries(rivals).map(([rival, value]) => `${rival} ${value}`);
  return `  ${name}: ${[`ours ${ours}`, ...others].join(', ')} ${unit}`;
}
