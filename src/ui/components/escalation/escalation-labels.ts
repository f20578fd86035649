import type { EgressConsent, EscalationTask, SendingScope } from '../../../contracts/escalation';
import type { RequestState } from '../../../contracts/foreign-request';
import type { PersonalDataType } from '../../../contracts/personal-data';
import type { LoginWay, RelayPrivacy } from '../../../contracts/relay';
import * as m from '../../i18n/compiled/messages';
import { formatNumber } from '../../i18n/number-format';

type Labels<Key extends string> = Readonly<Record<Key, () => string>>;

/** Amounts come in millionths of a dollar. Small ones keep their digits, or they would all read as nothing. */
export function money(micros: number | null): string {
  if (micros === null) return m.escalation_price_unknown();
  const dollars = micros / 1e6;
  const digits = dollars === 0 ? 0 : dollars < 0.01 ? 5 : dollars < 1 ? 3 : 2;
  return formatNumber(dollars, {
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

const TASK_LABELS: Labels<EscalationTask> = {
  summary: m.escalation_summaries,
  draft: m.escalation_drafts,
};

const SCOPE_LABELS: Labels<SendingScope> = {
  extracts: m.escalation_scope_extracts,
  whole: m.escalation_scope_whole,
};

const PRIVACY_LABELS: Labels<RelayPrivacy> = {
  local: m.escalation_privacy_local,
  'no-retention': m.escalation_privacy_no_retention,
  'no-training': m.escalation_privacy_no_training,
  unstated: m.escalation_privacy_unstated,
};

const WAY_LABELS: Labels<LoginWay['way']> = {
  invite: m.escalation_way_invite,
  oidc: m.escalation_way_oidc,
  host: m.escalation_way_host,
};

const DATA_LABELS: Labels<PersonalDataType> = {
  person: m.escalation_data_person,
  email: m.escalation_data_email,
  phone: m.escalation_data_phone,
  address: m.escalation_data_address,
  iban: m.escalation_data_iban,
  card: m.escalation_data_card,
  'id-number': m.escalation_data_id,
  'date-of-birth': m.escalation_data_birth,
  ip: m.escalation_data_ip,
  'url-with-token': m.escalation_data_link,
  secret: m.escalation_data_secret,
};

const CONSENT_LABELS: Labels<EgressConsent> = {
  preview: m.escalation_consent_preview,
  permission: m.escalation_consent_permission,
  setting: m.escalation_consent_setting,
  none: m.escalation_consent_none,
};

const STATE_LABELS: Labels<RequestState> = {
  running: m.escalation_under_way,
  done: () => '',
  failed: m.escalation_not_well,
};

export const taskLabel = (task: EscalationTask): string => TASK_LABELS[task]();
export const scopeLabel = (scope: SendingScope): string => SCOPE_LABELS[scope]();
export const privacyLabel = (privacy: RelayPrivacy): string => PRIVACY_LABELS[privacy]();
export const wayLabel = (way: LoginWay['way']): string => WAY_LABELS[way]();
export const dataLabel = (type: PersonalDataType): string => DATA_LABELS[type]();
export const consentLabel = (consent: EgressConsent): string => CONSENT_LABELS[consent]();
/** A sentence of its own; nothing where all went as it should. */
export const stateLabel = (state: RequestState): string => STATE_LABELS[state]();

/** To go on in a sentence. Nouns keep their capital in German, so its labels begin with none. */
export function privacyInSentence(privacy: RelayPrivacy): string {
  const label = privacyLabel(privacy);
  return label.charAt(0).toLowerCase() + label.slice(1);
}
