/**
 * `npm run relay [-- --new-key | --bundle FOLDER]`: the relay on Node.js, set up by variables of the environment (relay/README.md). With none
 * set, it starts for development with a key and an invite code made up on the spot.
 */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { ConfigProblem } from '../relay/config/config-problem.ts';
import type { Environment } from '../relay/config/read-settings.ts';
import { startNodeRelay } from '../relay/hosts/node.ts';
import { newSigningKey } from '../relay/tokens/new-signing-key.ts';
import { bundleRelay, RELAY_ENTRIES } from './lib/bundle-relay.ts';
import { fail } from './lib/command-line';

const PORT = 8787;
/** Where `npm start` and `npm run dev` serve the page. */
const PAGES = [4173, 5173].flatMap((port) => [`http://localhost:${port}`, `http://127.0.0.1:${port}`]);

interface Development {
  readonly environment: Environment;
  readonly code: string;
}

async function forDevelopment(environment: Environment): Promise<Development> {
  const port = environment.RELAY_PORT ?? String(PORT);
  const code = randomBytes(15).toString('base64url');
  return {
    code,
    environment: {
      RELAY_URL: `http://127.0.0.1:${port}`,
      RELAY_ORIGINS: PAGES.join(','),
      RELAY_INVITES: `development:${code}`,
      RELAY_SIGNING_KEYS: JSON.stringify([await newSigningKey(Date.now())]),
      ...environment,
    },
  };
}

/** Whoever sets one of these means to run the relay for others; nothing is made up then. */
function isSetUp(environment: Environment): boolean {
  const meant = ['RELAY_URL', 'RELAY_ORIGINS', 'RELAY_INVITES', 'RELAY_SIGNING_KEYS', 'RELAY_SECRETS_FILE'];
  return meant.some((variable) => environment[variable]);
}

async function run(): Promise<void> {
  const development = isSetUp(process.env) ? null : await forDevelopment(process.env);
  const relay = await startNodeRelay(development?.environment ?? process.env);
  if (development) {
    console.error('*** FOR DEVELOPMENT ONLY: nothing is set up, so keys and code are new at each start. ***');
    console.error(`Invite code: ${development.code}`);
    console.error('relay/README.md says what to set before others use it.');
  }
  if (relay.config.providers.length === 0) {
    console.error(
      'No provider is set up: set OPENAI_API_KEY, ANTHROPIC_API_KEY, GEMINI_API_KEY, MISTRAL_API_KEY or RELAY_PROVIDERS.',
    );
  }
  console.error(`The relay answers at ${relay.address}`);
  const stop = (): void => void relay.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { 'new-key': { type: 'boolean' }, bundle: { type: 'string' } },
  });
  if (values['new-key']) {
    console.log(JSON.stringify([await newSigningKey(Date.now())]));
  } else if (values.bundle !== undefined) {
    for (const entry of RELAY_ENTRIES) console.log(await bundleRelay(entry, values.bundle));
  } else {
    await run().catch((error: unknown) => {
      throw error instanceof ConfigProblem ? new Error(`The relay cannot start: ${error.message}`) : error;
    });
  }
}

main().catch(fail);
