import { Budget } from './budget/budget.ts';
import type { RelayConfig } from './config/relay-config.ts';
import type { RelayDeps } from './deps.ts';
import { Offences } from './guard/offences.ts';
import { Admission } from './limits/admission.ts';
import { createOidcCodes } from './login/oidc-code.ts';
import { createOidcLogin } from './login/oidc.ts';
import { Metrics } from './telemetry/metrics.ts';
import { SubjectTags } from './telemetry/subject-tags.ts';
import { AccessTokens } from './tokens/access-tokens.ts';
import { Consents } from './tokens/consents.ts';
import { SigningKeys } from './tokens/signing-keys.ts';
import { Breakers } from './upstream/breaker.ts';
import { ProviderKeys } from './upstream/provider-keys.ts';

/** What the routes share. */
export function createServices(config: RelayConfig, deps: RelayDeps) {
  const { state, clock, secrets } = deps;
  const signing = new SigningKeys(secrets);
  const offences = new Offences(state, clock);
  return {
    config,
    deps,
    offences,
    admission: new Admission(state, clock, config, offences),
    access: new AccessTokens(signing, clock, config.url, config.tokenMs),
    consents: new Consents(signing, deps, config.url, config.consentMs),
    budget: new Budget(state, config.budget, clock.now),
    breakers: new Breakers(clock),
    keys: new ProviderKeys(secrets, clock),
    metrics: new Metrics(),
    tags: new SubjectTags(),
    oidc: config.oidc ? createOidcLogin(config.oidc, deps) : null,
    oidcCodes: config.oidc ? createOidcCodes(config.oidc, deps) : null,
  };
}

export type Services = ReturnType<typeof createServices>;
