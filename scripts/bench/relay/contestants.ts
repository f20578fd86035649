import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureLiteLlm, ensurePortkey } from './rivals.ts';
import { freePort, startServer, type ServerProcess } from './server-process.ts';
import { UPSTREAM_KEY, UPSTREAM_MODEL } from './upstream-answer.ts';

/** A server that stands between the client and the fake provider, or nothing. */
export interface Contestant {
  readonly url: string;
  readonly path: string;
  /** As the contestant names it. */
  readonly model: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Null when the provider is asked directly. */
  readonly server: ServerProcess | null;
}

export interface Place {
  /** Without a slash at its end. */
  readonly upstreamUrl: string;
  /** Where servers may write. */
  readonly folder: string;
  readonly log: (line: string) => void;
}

const LOOPBACK_ONLY = fileURLToPath(new URL('loopback-only.mjs', import.meta.url));
const BEARER = { authorization: `Bearer ${UPSTREAM_KEY}` };

export function noRelay({ upstreamUrl }: Place): Contestant {
  return {
    url: upstreamUrl,
    path: '/v1/chat/completions',
    model: UPSTREAM_MODEL,
    headers: BEARER,
    server: null,
  };
}

/** Portkey's gateway in production, without its console. It keeps no log, knows no users and has no limits. */
export async function startPortkey({ upstreamUrl, folder, log }: Place): Promise<Contestant> {
  const script = await ensurePortkey(log);
  const port = await freePort();
  const server = await startServer(
    {
      name: 'portkey',
      command: [process.execPath, '--import', LOOPBACK_ONLY, script, '--headless', `--port=${port}`],
      environment: { NODE_ENV: 'production' },
      url: `http://127.0.0.1:${port}`,
      healthPath: '/',
    },
    folder,
  );
  return {
    url: server.url,
    path: '/v1/chat/completions',
    model: UPSTREAM_MODEL,
    headers: {
      ...BEARER,
      'x-portkey-provider': 'openai',
      'x-portkey-custom-host': `${upstreamUrl}/v1`,
    },
    server,
  };
}

/**
 * LiteLLM's proxy as its page on production has it, https://docs.litellm.ai/docs/proxy/prod: one worker for each core that it is given,
 * a master key, errors logged only. Without a database, so that it counts no spending.
 */
export async function startLiteLlm({ upstreamUrl, folder, log }: Place): Promise<Contestant> {
  const python = await ensureLiteLlm(log);
  const port = await freePort();
  const masterKey = `sk-${randomBytes(16).toString('hex')}`;
  const config = path.join(folder, 'litellm.json');
  const settings = {
    model_list: [
      {
        model_name: UPSTREAM_MODEL,
        litellm_params: {
          model: `openai/${UPSTREAM_MODEL}`,
          api_base: `${upstreamUrl}/v1`,
          api_key: UPSTREAM_KEY,
        },
      },
    ],
    litellm_settings: { request_timeout: 600, set_verbose: false },
    general_settings: { master_key: masterKey },
  };
  // JSON is YAML.
  await writeFile(config, JSON.stringify(settings));
  const server = await startServer(
    {
      name: 'litellm',
      command: [
        path.join(path.dirname(python), 'litellm'),
        ...['--config', config, '--host', '127.0.0.1', '--port', String(port), '--num_workers', '1'],
      ],
      environment: LITELLM_ENVIRONMENT,
      url: `http://127.0.0.1:${port}`,
      healthPath: '/health/liveliness',
    },
    folder,
  );
  return {
    url: server.url,
    path: '/v1/chat/completions',
    model: UPSTREAM_MODEL,
    headers: { authorization: `Bearer ${masterKey}` },
    server,
  };
}

/** Errors are logged only, and nothing is fetched from or sent to anywhere. */
const LITELLM_ENVIRONMENT = {
  LITELLM_MODE: 'PRODUCTION',
  LITELLM_LOG: 'ERROR',
  LITELLM_DISABLE_ACCESS_LOG_PATHS: '/v1/chat/completions',
  LITELLM_TELEMETRY_DISABLED: 'true',
  LITELLM_LOCAL_MODEL_COST_MAP: 'True',
  LITELLM_LOCAL_POLICY_TEMPLATES: 'True',
  LITELLM_LOCAL_BLOG_POSTS: 'True',
  LITELLM_LOCAL_AUTOROUTER_PRESETS: 'True',
  LITELLM_LOCAL_ANTHROPIC_BETA_HEADERS: 'True',
  DISABLE_ADMIN_UI: 'True',
  NO_DOCS: 'True',
};
