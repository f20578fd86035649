import type { ServerTestStep } from '../../app/api';
import type { RequestPurpose } from '../../contracts/foreign-request';
import type { ModelAdvice } from '../../contracts/machine';
import type { Device, EngineId, ModelState, ModelTask } from '../../contracts/model';
import type { OwnServerKind } from '../../contracts/own-server';
import * as m from '../i18n/compiled/messages';
import { formatLocale } from '../i18n/format-locale';
import { spokenLabels } from './spoken-labels';

export const MODEL_STATE_LABELS = /* @__PURE__ */ spokenLabels<ModelState>({
  absent: m.models_state_absent,
  partial: m.models_state_partial,
  installed: m.models_state_installed,
  damaged: m.models_state_damaged,
});

export const DEVICE_LABELS = /* @__PURE__ */ spokenLabels<Device>({
  webgpu: m.models_device_webgpu,
  wasm: m.models_device_wasm,
  browser: m.models_device_browser,
  server: m.models_device_server,
});

export const MODEL_STATE_TONES = {
  absent: 'skip',
  partial: 'warning',
  installed: 'good',
  damaged: 'urgent',
} as const satisfies Readonly<Record<ModelState, string>>;

export const TASK_LABELS = /* @__PURE__ */ spokenLabels<ModelTask>({
  'text-generation': m.models_task_writing,
  'feature-extraction': m.models_task_understanding,
});

export const ENGINE_LABELS = /* @__PURE__ */ spokenLabels<EngineId>({
  transformers: () => 'transformers.js',
  'web-llm': () => 'WebLLM',
  wllama: () => 'wllama',
  'built-in': m.models_engine_built_in,
  'own-server': m.models_engine_own_server,
  fake: m.models_engine_fake,
});

export const SERVER_KIND_LABELS = /* @__PURE__ */ spokenLabels<OwnServerKind>({
  ollama: () => 'Ollama',
  'llama-cpp': m.servers_kind_llama_cpp,
  vllm: () => 'vLLM',
  'lm-studio': () => 'LM Studio',
  localai: () => 'LocalAI',
  jan: () => 'Jan',
  other: m.servers_kind_other,
});

export const TEST_STEP_LABELS = /* @__PURE__ */ spokenLabels<ServerTestStep['id']>({
  address: m.servers_step_address,
  connection: m.servers_step_connection,
  reading: m.servers_step_reading,
  key: m.servers_step_key,
  models: m.servers_step_models,
  answer: m.servers_step_answer,
  vectors: m.servers_step_vectors,
});

export const PURPOSE_LABELS = /* @__PURE__ */ spokenLabels<RequestPurpose>({
  'model-files': m.settings_purpose_model_files,
  'server-check': m.settings_purpose_server_check,
  'server-writing': m.settings_purpose_server_writing,
  'relay-setup': m.settings_purpose_relay_setup,
  'relay-asking': m.settings_purpose_relay_asking,
  'mail-source': m.settings_purpose_mail_source,
  unknown: m.settings_purpose_unknown,
});

export const FIT_LABELS = /* @__PURE__ */ spokenLabels<ModelAdvice['fit']>({
  good: m.models_fit_good,
  slow: m.models_fit_slow,
  'too-large': m.models_fit_too_large,
  'no-engine': m.models_fit_no_engine,
});

const languageNames = new Map<string, Intl.DisplayNames>();

/** The name of a BCP 47 tag; what is no such tag, as the descriptions of added models may have it, stays as it is. */
export function languageName(tag: string): string {
  const locale = formatLocale();
  const names = languageNames.get(locale) ?? new Intl.DisplayNames([locale], { type: 'language' });
  languageNames.set(locale, names);
  try {
    return names.of(tag) ?? tag;
  } catch {
    return tag;
  }
}
