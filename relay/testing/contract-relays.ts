import { afterAll, beforeAll } from 'vitest';
import type { Environment } from '../config/read-settings.ts';
import { codeOf, contractEnvironment, METRICS_TOKEN, type ContractSetup } from './contract-environment.ts';
import { startFakeProvider, type FakeProvider } from './fake-provider.ts';
import { RelayClient } from './relay-client.ts';

export interface RunningRelay {
  readonly url: string;
  /** All that it has written to its log. */
  log(): string;
  close(): Promise<void>;
}

/** A runtime that the relay runs on. */
export interface RelayRuntime {
  readonly name: string;
  start(environment: Environment): Promise<RunningRelay>;
  /** Whether it can keep requests to users' own servers from private networks. */
  readonly reachesOwnServers: boolean;
}

/** One relay of a runtime and its fake provider, there while the tests of a `describe` run. */
export class ContractRelay {
  #relay: RunningRelay | null = null;
  #provider: FakeProvider | null = null;
  #setup: ContractSetup | null = null;

  /** Call within a `describe`. */
  static for(runtime: RelayRuntime, change: Environment = {}): ContractRelay {
    const relay = new ContractRelay();
    beforeAll(async () => {
      relay.#provider = await startFakeProvider();
      relay.#setup = await contractEnvironment(relay.#provider, change);
      relay.#relay = await runtime.start(relay.#setup.environment);
    }, 120_000);
    afterAll(async () => {
      await relay.#relay?.close();
      await relay.#provider?.close();
    });
    return relay;
  }

  get provider(): FakeProvider {
    return there(this.#provider);
  }

  get setup(): ContractSetup {
    return there(this.#setup);
  }

  get url(): string {
    return there(this.#relay).url;
  }

  log(): string {
    return there(this.#relay).log();
  }

  /** A page that nobody has signed in to. */
  stranger(): RelayClient {
    return new RelayClient(this.url);
  }

  async signedIn(subject = 'anna'): Promise<RelayClient> {
    const client = this.stranger();
    await client.login(codeOf(subject));
    return client;
  }

  async metrics(): Promise<string> {
    const response = await fetch(`${this.url}/metrics`, {
      headers: { authorization: `Bearer ${METRICS_TOKEN}` },
    });
    return response.text();
  }
}

function there<T>(value: T | null): T {
  if (value === null) throw new Error('The relay has not been started.');
  return value;
}
