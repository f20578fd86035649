import * as v from 'valibot';
import { NO_MODEL_SOURCES } from '../contracts/model-sources';
import { WINDOW_KINDS, type Settings } from '../contracts/settings';
import { DEFAULT_SETTINGS } from './default-settings';
import { VARIANT_PIN } from './variant-pin-schema';

const text = (fallback: string, longest = 200) =>
  v.fallback(v.pipe(v.string(), v.maxLength(longest)), fallback);
/** One that makes no sense limits nothing. */
const limit = v.fallback(
  v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000))),
  null,
);
/** Those of servers' models hold the names that the servers give. */
const modelId = (fallback: string) =>
  v.fallback(v.pipe(v.string(), v.minLength(1), v.maxLength(600)), fallback);

const address = v.pipe(v.string(), v.url(), v.maxLength(2000));
const OWN_SERVER = v.object({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/)),
  name: v.pipe(v.string(), v.maxLength(200)),
  kind: v.picklist(['ollama', 'llama-cpp', 'vllm', 'lm-studio', 'localai', 'jan', 'other']),
  baseUrl: v.pipe(address, v.endsWith('/')),
  apiKey: v.nullable(v.pipe(v.string(), v.maxLength(2000))),
  models: v.array(
    v.object({
      name: v.pipe(v.string(), v.minLength(1), v.maxLength(500)),
      task: v.picklist(['text-generation', 'feature-extraction']),
      contextLength: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))),
    }),
  ),
});
/** What was stored counts only where the policy allows it, so nothing more than its form is checked here. */
const modelSources = v.fallback(
  v.object({
    hubs: v.array(v.pipe(address, v.endsWith('/'))),
    folder: v.nullable(v.pipe(address, v.endsWith('/'))),
    redirects: v.array(v.pipe(v.string(), v.maxLength(2000))),
  }),
  NO_MODEL_SOURCES,
);

/** One server that makes no sense does not take the others with it. */
const ownServers = v.pipe(
  v.fallback(v.array(v.unknown()), []),
  v.transform((servers) => servers.flatMap((server) => (v.is(OWN_SERVER, server) ? [server] : []))),
);

/** Nor does one pin that makes no sense. */
const modelPins = v.pipe(
  v.fallback(v.record(v.string(), v.unknown()), {}),
  v.transform((pins) =>
    Object.fromEntries(
      Object.entries(pins).flatMap(([id, pin]) => (v.is(VARIANT_PIN, pin) ? [[id, pin] as const] : [])),
    ),
  ),
);

/** A field that is missing or makes no sense gets its default; unknown fields are dropped. So settings of any version can be read. */
const SETTINGS_SCHEMA = v.object({
  theme: v.fallback(v.picklist(['system', 'light', 'dark']), DEFAULT_SETTINGS.theme),
  language: v.fallback(v.picklist(['auto', 'en', 'de', 'es']), DEFAULT_SETTINGS.language),
  device: v.fallback(v.picklist(['auto', 'webgpu', 'wasm']), DEFAULT_SETTINGS.device),
  embedderId: modelId(DEFAULT_SETTINGS.embedderId),
  generatorId: modelId(DEFAULT_SETTINGS.generatorId),
  generation: v.fallback(v.boolean(), DEFAULT_SETTINGS.generation),
  modelSources,
  ownServers,
  escalation: v.fallback(v.boolean(), DEFAULT_SETTINGS.escalation),
  relayUrl: v.fallback(v.nullable(v.pipe(address, v.endsWith('/'))), DEFAULT_SETTINGS.relayUrl),
  modelPins,
  leastConfidence: v.fallback(
    v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
    DEFAULT_SETTINGS.leastConfidence,
  ),
  badge: v.fallback(v.boolean(), DEFAULT_SETTINGS.badge),
  briefingWindow: v.fallback(v.picklist(WINDOW_KINDS), DEFAULT_SETTINGS.briefingWindow),
  retention: v.fallback(v.object({ days: limit, newest: limit }), DEFAULT_SETTINGS.retention),
  ownerName: text(DEFAULT_SETTINGS.ownerName),
  ownerAddress: text(DEFAULT_SETTINGS.ownerAddress),
  ownerRole: text(DEFAULT_SETTINGS.ownerRole),
});

/** Settings from whatever was stored. Never throws. */
export function parseSettings(stored: unknown): Settings {
  const parsed = v.safeParse(SETTINGS_SCHEMA, stored);
  return parsed.success ? parsed.output : DEFAULT_SETTINGS;
}
