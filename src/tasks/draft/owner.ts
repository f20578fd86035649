import type { Owner } from '../../contracts/briefing';
import type { MailAddress, Message } from '../../contracts/message';
import { splitLetter } from './letter';

/** Mail to one person is far more often the owner's than mail to several. */
const SOLE_RECIPIENT_WEIGHT = 3;
const ROLE_MAX_CHARS = 60;

/**
 * Whose mailbox this is: the most frequent sender of Sent mail, else the address that most of the inbox was written to. The name comes
 * from headers, else from greetings or the address; the role from the signature under Sent mail, when it is clear. Parts that cannot be told are empty.
 */
export function detectOwner(inbox: readonly Message[], sent: readonly Message[]): Owner {
  const seen = tally(
    sent.length > 0 ? sent.map((message) => [message.from, 1] as const) : inbox.flatMap(weighRecipients),
  );
  const address = mostFrequent(seen.addresses) ?? '';
  if (address === '') return { name: '', address: '', role: '' };
  const everywhere = tally([
    ...sent.map((message) => [message.from, 1] as const),
    ...inbox.flatMap(weighRecipients),
  ]);
  const name = mostFrequent(everywhere.names.get(address)) ?? nameFromLetters(address, inbox, sent);
  return { name, address, role: roleFromSignatures(sent, address, name) };
}

function weighRecipients(message: Message): (readonly [MailAddress, number])[] {
  // Mail of a list is addressed to the list.
  if ('list-id' in message.headers) return [];
  const weight = message.to.length === 1 && message.cc.length === 0 ? SOLE_RECIPIENT_WEIGHT : 1;
  return message.to.map((recipient) => [recipient, weight] as const);
}

interface Tally {
  readonly addresses: ReadonlyMap<string, number>;
  readonly names: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

function tally(weighted: readonly (readonly [MailAddress | null, number])[]): Tally {
  const addresses = new Map<string, number>();
  const names = new Map<string, Map<string, number>>();
  for (const [mailbox, weight] of weighted) {
    if (!mailbox?.address) continue;
    add(addresses, mailbox.address, weight);
    const name = mailbox.name.trim();
    if (name === '' || name.includes('@')) continue;
    const ofAddress = names.get(mailbox.address) ?? new Map<string, number>();
    names.set(mailbox.address, ofAddress);
    add(ofAddress, name, weight);
  }
  return { addresses, names };
}

function nameFromLetters(address: string, inbox: readonly Message[], sent: readonly Message[]): string {
  const names = new Map<string, number>();
  for (const message of sent) {
    const signed = splitLetter(message.text).signName;
    if (signed && signed.length > 2) add(names, signed, 1);
  }
  for (const message of inbox) {
    const greeted = /^(?:hi|hello|hey|dear|morning|good morning)\s+(\p{Lu}[\p{L}'-]+)$/iu.exec(
      splitLetter(message.text).greeting ?? '',
    );
    if (greeted?.[1]) add(names, greeted[1], 1);
  }
  const fromAddress = nameFromAddress(address);
  const common = mostFrequent(names);
  if (!common) return fromAddress;
  // The address often holds the full name of which letters use a part.
  return fromAddress.toLowerCase().startsWith(common.toLowerCase()) ? fromAddress : common;
}

/** `dana.whitfield@…` is Dana Whitfield; `info@…` tells nothing. */
function nameFromAddress(address: string): string {
  const local = address.split('@')[0] ?? '';
  const parts = local.split(/[._-]/u).filter((part) => /^\p{L}{2,}$/u.test(part));
  if (parts.length < 2 || parts.length > 3) return '';
  return parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join(' ');
}

function roleFromSignatures(sent: readonly Message[], address: string, name: string): string {
  const roles = new Map<string, number>();
  let signatures = 0;
  for (const message of sent) {
    if (message.from?.address !== address) continue;
    const lines = message.segments
      .filter((segment) => segment.kind === 'signature')
      .flatMap((segment) => message.text.slice(segment.start, segment.end).split('\n'))
      .map((line) => line.trim());
    const nameAt = lines.findIndex((line) => name !== '' && line.startsWith(name));
    if (nameAt === -1) continue;
    signatures += 1;
    const role = lines.slice(nameAt + 1).find((line) => line !== '') ?? '';
    if (role.length <= ROLE_MAX_CHARS && /\p{L}{3}/u.test(role) && !/[\d@/]|www\./u.test(role))
      add(roles, role, 1);
  }
  const role = mostFrequent(roles);
  return role && (roles.get(role) ?? 0) * 2 > signatures ? role : '';
}

function add(counts: Map<string, number>, key: string, weight: number): void {
  counts.set(key, (counts.get(key) ?? 0) + weight);
}

/** The key with the highest count, the first one on a tie. */
function mostFrequent(counts: ReadonlyMap<string, number> | undefined): string | null {
  let best: string | null = null;
  let most = 0;
  for (const [key, count] of counts ?? []) {
    if (count > most) {
      best = key;
      most = count;
    }
  }
  return best;
}
