import type { MailAddress, Message } from '../../contracts/message';
import { namesOf, organisationOf, type MailView } from './mail-view';

/** What only the other mails tell. */
export interface ContextCues {
  /** The same sender wrote again later in the thread, or the owner has answered since. */
  readonly superseded: number;
  /** A known contact's name over an address of another organisation. */
  readonly borrowedName: number;
  /** The owner has written to this address, or it belongs to a colleague. */
  readonly knownSender: number;
  /** From outside, and nobody of that organisation is known. Zero while no people are known at all. */
  readonly stranger: number;
  /** The owner wrote in this conversation: in the thread, or in what is quoted. */
  readonly answersOwner: number;
}

export function contextCues(
  view: MailView,
  thread: readonly Message[],
  contacts: readonly MailAddress[],
): ContextCues {
  return {
    superseded: isSuperseded(view.message, thread) ? 1 : 0,
    borrowedName: borrowsName(view, contacts) ? 1 : 0,
    knownSender: knowsSender(view, contacts) ? 1 : 0,
    stranger: isStranger(view, contacts) ? 1 : 0,
    answersOwner: answersOwner(view, thread) ? 1 : 0,
  };
}

function isSuperseded(message: Message, thread: readonly Message[]): boolean {
  const { date, from } = message;
  if (date === null || from === null) return false;
  return thread.some(
    (other) =>
      other.id !== message.id &&
      other.threadId === message.threadId &&
      other.date !== null &&
      other.date > date &&
      (other.role === 'sent' || other.from?.address === from.address),
  );
}

function knowsSender({ message }: MailView, contacts: readonly MailAddress[]): boolean {
  return contacts.some(({ address }) => address === message.from?.address);
}

function isStranger(view: MailView, contacts: readonly MailAddress[]): boolean {
  const organisation = organisationOf(view.senderDomain);
  return (
    contacts.length > 0 &&
    organisation !== organisationOf(view.ownerDomain) &&
    !contacts.some(({ address }) => organisationOf(address.split('@')[1] ?? '') === organisation)
  );
}

function answersOwner({ message, owner, quoted }: MailView, thread: readonly Message[]): boolean {
  return (
    thread.some((other) => other.role === 'sent') ||
    (!/^\s*(?:fwd?|wg|tr|rv)\s*:/iu.test(message.subject) &&
      (quoted.includes(owner.name) || (owner.address !== '' && quoted.includes(owner.address))))
  );
}

function borrowsName(view: MailView, contacts: readonly MailAddress[]): boolean {
  const name = nameKey(view.message.from?.name ?? '');
  if (!name.includes(' ') || view.senderDomain === '') return false;
  const namesakes = organisationsByName(contacts).get(name);
  return (
    namesakes !== undefined &&
    !namesakes.has(organisationOf(view.senderDomain)) &&
    namesakes.has(organisationOf(view.ownerDomain))
  );
}

const indexes = new WeakMap<readonly MailAddress[], Map<string, Set<string>>>();

/** The organisations that each contact's name was seen with; built once for a list. */
function organisationsByName(contacts: readonly MailAddress[]): Map<string, Set<string>> {
  const known = indexes.get(contacts);
  if (known) return known;
  const index = new Map<string, Set<string>>();
  for (const { name, address } of contacts) {
    const key = nameKey(name);
    const domain = address.split('@')[1];
    if (key === '' || domain === undefined) continue;
    const organisations = index.get(key) ?? new Set<string>();
    organisations.add(organisationOf(domain));
    index.set(key, organisations);
  }
  indexes.set(contacts, index);
  return index;
}

function nameKey(name: string): string {
  return namesOf(name).sort().join(' ');
}
