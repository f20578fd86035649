import * as v from 'valibot';
import { NO_MODEL_SOURCES } from '../contracts/model-sources';
import type { Settings } from '../contracts/settings';

/** What a fresh install starts with. */
export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  device: 'auto',
  embedderId: 'all-minilm-l6-v2',
  generatorId: 'smollm2-135m-desk',
  generation: true,
  modelSources: NO_MODEL_SOURCES,
  ownerName: '',
  ownerAddress: '',
  ownerRole: '',
};

const text = (fallback: string, longest = 200) =>
  v.fallback(v.pipe(v.string(), v.maxLength(longest)), fallback);
const modelId = (fallback: string) =>
  v.fallback(v.pipe(v.string(), v.minLength(1), v.maxLength(200)), fallback);

const address = v.pipe(v.string(), v.url(), v.maxLength(2000));
/** What was stored counts only where the policy allows it, so nothing more than its form is checked here. */
const modelSources = v.fallback(
  v.object({
    hubs: v.array(v.pipe(address, v.endsWith('/'))),
    folder: v.nullable(v.pipe(address, v.endsWith('/'))),
    redirects: v.array(v.pipe(v.string(), v.maxLength(2000))),
  }),
  NO_MODEL_SOURCES,
);

/** A field that is missing or makes no sense gets its default; unknown fields are dropped. So settings of any version can be read. */
const SETTINGS_SCHEMA = v.object({
  theme: v.fallback(v.picklist(['system', 'light', 'dark']), DEFAULT_SETTINGS.theme),
  device: v.fallback(v.picklist(['auto', 'webgpu', 'wasm']), DEFAULT_SETTINGS.device),
  embedderId: modelId(DEFAULT_SETTINGS.embedderId),
  generatorId: modelId(DEFAULT_SETTINGS.generatorId),
  generation: v.fallback(v.boolean(), DEFAULT_SETTINGS.generation),
  modelSources,
  ownerName: text(DEFAULT_SETTINGS.ownerName),
  ownerAddress: text(DEFAULT_SETTINGS.ownerAddress),
  ownerRole: text(DEFAULT_SETTINGS.ownerRole),
});

/** Settings from whatever was stored. Never throws. */
export function parseSettings(stored: unknown): Settings {
  const parsed = v.safeParse(SETTINGS_SCHEMA, stored);
  return parsed.success ? parsed.output : DEFAULT_SETTINGS;
}
