import * as v from 'valibot';
import { RELAY_PRIVACY, type RelayPrivacy } from '../../src/contracts/relay.ts';
import { ADAPTERS } from '../../src/providers/adapters.ts';
import { PROVIDER_KINDS, type ProviderKind } from '../../src/providers/provider.ts';
import { isPrivateHost } from '../guard/private-address.ts';
import { ConfigProblem } from './config-problem.ts';
import { addressOf, jsonOf, listOf, textOf, type Environment } from './read-settings.ts';
import type { ProviderConfig } from './relay-config.ts';

const OWN_PROVIDERS = v.array(
  v.strictObject({
    id: v.pipe(
      v.string(),
      v.regex(/^(?!own$)[a-z0-9-]+$/, 'lower-case letters, digits and hyphens, but not “own”'),
    ),
    kind: v.optional(v.picklist(PROVIDER_KINDS), 'compatible'),
    baseUrl: v.string(),
    /** Lets the address be one of a private network. */
    local: v.optional(v.boolean(), false),
    privacy: v.optional(v.picklist(RELAY_PRIVACY)),
    region: v.optional(v.string()),
    note: v.optional(v.string()),
    models: v.optional(v.array(v.string()), []),
    free: v.optional(v.boolean(), false),
  }),
);

/**
 * What the providers' terms for paying customers said when this was written. Gemini's depend on whether the account pays, which the relay
 * cannot see.
 */
const PRIVACY: Readonly<Partial<Record<ProviderKind, RelayPrivacy>>> = {
  openai: 'no-training',
  anthropic: 'no-training',
  mistral: 'no-training',
};

/** Characters; what pages show must be short. */
const LONGEST_SAID = { REGION: 80, NOTE: 300 } as const;

/** The providers that the environment gives keys for or describes. */
export function readProviders(environment: Environment): readonly ProviderConfig[] {
  const named = PROVIDER_KINDS.filter((kind) => kind !== 'compatible')
    .filter((kind) => keysOf(environment, kind).length > 0 || enabled(environment).includes(kind))
    .map((kind): ProviderConfig => {
      const baseUrl = ADAPTERS[kind].baseUrl ?? '';
      return {
        id: kind,
        kind,
        baseUrl,
        privacy: privacyOf(environment, kind, PRIVACY[kind]),
        region: saidOf(environment, 'REGION', kind),
        note: saidOf(environment, 'NOTE', kind),
        models: modelsOf(environment, kind),
        free: false,
      };
    });
  const own = jsonOf(environment, 'RELAY_PROVIDERS', OWN_PROVIDERS, []).map((provider): ProviderConfig => {
    const url = addressOf('RELAY_PROVIDERS', provider.baseUrl, provider.local);
    if (!provider.local && isPrivateHost(url.hostname)) {
      throw new ConfigProblem(
        'RELAY_PROVIDERS',
        `gives “${provider.id}” an address of a private network; say "local": true if that is meant.`,
      );
    }
    const preset = provider.privacy ?? (provider.local ? 'local' : undefined);
    return {
      id: provider.id,
      kind: provider.kind,
      baseUrl: url.href.endsWith('/') ? url.href : `${url.href}/`,
      privacy: privacyOf(environment, provider.id, preset),
      region: saidOf(environment, 'REGION', provider.id, provider.region),
      note: saidOf(environment, 'NOTE', provider.id, provider.note),
      models: provider.models,
      free: provider.free,
    };
  });
  const all = [...named, ...own];
  const twice = all.find(({ id }, index) => all.findIndex((other) => other.id === id) !== index);
  if (twice) throw new ConfigProblem('RELAY_PROVIDERS', `names “${twice.id}” twice.`);
  return all;
}

/** Providers whose keys come from the secrets file only are named here. */
function enabled(environment: Environment): readonly string[] {
  return listOf(environment, 'RELAY_ENABLED');
}

/** Those of `OPENAI_API_KEYS` for instance, with commas between, or the one of `OPENAI_API_KEY`. */
export function keysOf(environment: Environment, id: string): readonly string[] {
  const several = listOf(environment, `${variableName(id)}_API_KEYS`);
  return several.length > 0 ? several : listOf(environment, `${variableName(id)}_API_KEY`);
}

function variableName(id: string): string {
  return id.toUpperCase().replaceAll('-', '_');
}

function modelsOf(environment: Environment, id: string): readonly string[] {
  return listOf(environment, `RELAY_MODELS_${variableName(id)}`);
}

/** Words of the operator's that users see beside the provider. */
function saidOf(
  environment: Environment,
  what: keyof typeof LONGEST_SAID,
  id: string,
  preset?: string,
): string | null {
  const variable = `RELAY_${what}_${variableName(id)}`;
  const own = textOf(environment, variable);
  const text = own ?? preset?.trim() ?? '';
  if (/\p{Cc}/u.test(text) || text.length > LONGEST_SAID[what]) {
    throw new ConfigProblem(
      own === undefined ? 'RELAY_PROVIDERS' : variable,
      `must say the ${what.toLowerCase()} of “${id}” on one line of at most ${LONGEST_SAID[what]} characters.`,
    );
  }
  return text || null;
}

function privacyOf(environment: Environment, id: string, preset: RelayPrivacy | undefined): RelayPrivacy {
  const variable = `RELAY_PRIVACY_${variableName(id)}`;
  const text = textOf(environment, variable);
  if (text === undefined) return preset ?? 'unstated';
  const privacy = RELAY_PRIVACY.find((known) => known === text);
  if (!privacy) throw new ConfigProblem(variable, `must be one of ${RELAY_PRIVACY.join(', ')}.`);
  return privacy;
}
