/** Entry of the bundle for Node.js and Docker. */
import { ConfigProblem } from '../config/config-problem.ts';
import { startNodeRelay } from './node.ts';

try {
  const relay = await startNodeRelay({ RELAY_HOST: '0.0.0.0', ...process.env });
  const stop = (): void => void relay.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
} catch (error) {
  console.error(error instanceof ConfigProblem ? `The relay cannot start: ${error.message}` : error);
  process.exitCode = 1;
}
