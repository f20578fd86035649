import { connectSource } from '../../platform/content-security-policy';
import { toBaseUrl } from '../../platform/openai-client/base-url';
import { hostKind } from '../../platform/openai-client/host-kind';

/** Why the page cannot ask a server at an address. */
export type AddressProblem = 'no-address' | 'mixed-content' | 'not-nameable';

/**
 * The base address of a server from what the user typed, for a page that came over `pageProtocol`. `mixed-content`: browsers let a page that came
 * over HTTPS ask other machines over HTTPS only. `not-nameable`: a content security policy has no words for it, IPv6 addresses above all.
 */
export function readServerAddress(
  written: string,
  pageProtocol: string,
): { readonly baseUrl: string } | { readonly problem: AddressProblem } {
  const baseUrl = toBaseUrl(written);
  if (baseUrl === null) return { problem: 'no-address' };
  if (connectSource(baseUrl, pageProtocol) !== null) return { baseUrl };
  return { problem: connectSource(baseUrl, 'http:') === null ? 'not-nameable' : 'mixed-content' };
}

/** Whether what is sent to an address leaves the page, but not the machine that it runs on. */
export function isOwnMachine(address: string): boolean {
  return hostKind(new URL(address).hostname) === 'loopback';
}
