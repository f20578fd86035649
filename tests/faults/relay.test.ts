import { startNodeRelay } from '../../relay/hosts/node.ts';
import { relayContract } from '../../relay/testing/relay-contract.ts';

relayContract({
  name: 'Node.js',
  reachesOwnServers: true,
  async start(environment) {
    const lines: string[] = [];
    const relay = await startNodeRelay(
      { ...environment, RELAY_PORT: '0' },
      { write: (line) => lines.push(line) },
    );
    return { url: relay.address, log: () => lines.join('\n'), close: () => relay.close() };
  },
});
