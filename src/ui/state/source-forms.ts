import type { NewSource } from '../../app/sources/sources-api';
import { connectSource } from '../../platform/content-security-policy';
import { hostKind } from '../../platform/openai-client/host-kind';
import * as m from '../i18n/compiled/messages';

/** A source of each kind that is reached over the network, as it is typed. */
export interface JmapForm {
  readonly name: string;
  readonly address: string;
  readonly auth: 'password' | 'bearer';
  readonly userName: string;
  /** Password or token. */
  readonly secret: string;
  readonly keepSecret: boolean;
  readonly days: string;
}

export interface ProviderForm {
  readonly name: string;
  readonly clientId: string;
  /** Of Microsoft; Google has none. */
  readonly tenant: string;
  readonly keepSecret: boolean;
  readonly days: string;
}

export type ProviderKind = 'gmail' | 'graph';

export type SourceErrors = Partial<
  Record<'address' | 'userName' | 'secret' | 'clientId' | 'tenant' | 'days', string>
>;

export type ReadForm =
  { readonly ok: true; readonly source: NewSource } | { readonly ok: false; readonly errors: SourceErrors };

/** As many as a fortnight off needs. */
export const USUAL_DAYS = '14';
export const MOST_DAYS = 3650;

export const NEW_JMAP: JmapForm = {
  ...{ name: '', address: '', auth: 'password', userName: '', secret: '' },
  ...{ keepSecret: true, days: USUAL_DAYS },
};
export const NEW_PROVIDER: ProviderForm = {
  ...{ name: '', clientId: '', tenant: 'common', keepSecret: true, days: USUAL_DAYS },
};

export const PROVIDER_NAMES: Readonly<Record<ProviderKind, string>> = {
  gmail: 'Gmail',
  graph: 'Microsoft 365',
};

/** Null for what is no whole number of days from 1 to `MOST_DAYS`. */
export function readDays(written: string): number | null {
  const text = written.trim();
  const days = Number(text);
  return /^\d+$/.test(text) && days >= 1 && days <= MOST_DAYS ? days : null;
}

/** What is wrong with the days, in a sentence; nothing when they are right. */
export function daysErrors(written: string): Pick<SourceErrors, 'days'> {
  return readDays(written) === null ? { days: m.sources_days_wrong({ most: MOST_DAYS }) } : {};
}

/** The source that the form describes, or what is wrong with each field, in sentences. */
export function readJmapForm(form: JmapForm): ReadForm {
  const byPassword = form.auth === 'password';
  const userName = byPassword ? form.userName.trim() : '';
  const secret = byPassword ? form.secret : form.secret.trim();
  const read = readAddress(form.address);
  const days = readDays(form.days);
  const errors: SourceErrors = {
    ...('problem' in read ? { address: read.problem } : {}),
    ...(byPassword && userName === '' ? { userName: m.sources_user_missing() } : {}),
    ...(secret === ''
      ? { secret: byPassword ? m.sources_password_missing() : m.sources_token_missing() }
      : {}),
    ...daysErrors(form.days),
  };
  if ('problem' in read || days === null || Object.keys(errors).length > 0) return { ok: false, errors };
  const name = form.name.trim() || read.hostname;
  const setup = { kind: 'jmap', url: read.url, userName, auth: form.auth } as const;
  return { ok: true, source: { setup, name, days, secret, keepSecret: form.keepSecret } };
}

/** The same for a provider that one signs in at. */
export function readProviderForm(kind: ProviderKind, form: ProviderForm): ReadForm {
  const clientId = form.clientId.trim();
  const tenant = form.tenant.trim().toLowerCase();
  const days = readDays(form.days);
  const errors: SourceErrors = {
    ...clientIdErrors(kind, clientId),
    ...(kind === 'graph' && !TENANT.test(tenant)
      ? { tenant: m.sources_tenant_wrong({ tenant: form.tenant.trim() }) }
      : {}),
    ...daysErrors(form.days),
  };
  if (days === null || Object.keys(errors).length > 0) return { ok: false, errors };
  const setup = kind === 'gmail' ? { kind, clientId } : { kind, clientId, tenant };
  const name = form.name.trim() || PROVIDER_NAMES[kind];
  // What Google hands to a page lasts for an hour; there is nothing to keep.
  return {
    ok: true,
    source: { setup, name, days, secret: null, keepSecret: kind === 'graph' && form.keepSecret },
  };
}

const GUID = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const CLIENT_IDS: Readonly<Record<ProviderKind, RegExp>> = {
  gmail: /^[\w-]+\.apps\.googleusercontent\.com$/,
  graph: new RegExp(`^${GUID}$`, 'i'),
};
const TENANT = new RegExp(`^(common|organizations|consumers|${GUID}|([a-z0-9-]+\\.)+[a-z0-9-]+)$`);

function clientIdErrors(kind: ProviderKind, clientId: string): Pick<SourceErrors, 'clientId'> {
  if (clientId === '') return { clientId: m.sources_client_missing() };
  if (CLIENT_IDS[kind].test(clientId)) return {};
  return { clientId: kind === 'gmail' ? m.sources_client_wrong_gmail() : m.sources_client_wrong_graph() };
}

/** A domain, a host, a mail address there, or a full address. Only on this machine is a server asked without HTTPS. */
function readAddress(
  written: string,
): { readonly url: string; readonly hostname: string } | { readonly problem: string } {
  const text = written.trim();
  if (text === '') return { problem: m.sources_address_missing() };
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
  const place = hasScheme ? text : text.replace(/^[^@/\s]+@/u, '');
  const full = hasScheme ? text : withScheme(place);
  const url = /\s/.test(text) || !URL.canParse(full) ? null : new URL(full);
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password)
    return { problem: m.sources_address_wrong({ address: text }) };
  // As it was typed: where a domain's session is, the source knows better.
  if (connectSource(url.href) !== null) return { url: place, hostname: url.hostname };
  const problem =
    connectSource(url.href, 'http:') === null ? m.sources_address_unnameable : m.sources_address_plain;
  return { problem: problem({ address: text }) };
}

function withScheme(place: string): string {
  const secure = `https://${place}`;
  const isHere = URL.canParse(secure) && hostKind(new URL(secure).hostname) === 'loopback';
  return isHere ? `http://${place}` : secure;
}
