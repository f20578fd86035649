import type { SourceCard, SyncReceipt } from '../../app/sources/sources-api';
import type { Failure } from '../../contracts/failure';
import type { SourceKind } from '../../contracts/mail-source';
import { count } from '../format/quantities';
import { shortWhen } from '../format/when';
import * as m from '../i18n/compiled/messages';

/** What the user can do about the state that a source is in. */
export type SourceStep = 'look' | 'try-again' | 'sign-in' | 'allow' | 'pick' | 'reload';

/** A source as the page tells of it. */
export interface SourceTelling {
  readonly pill: string;
  /** Of `data-tone`. */
  readonly tone: string;
  /** Sentences, one after the other. */
  readonly text: string;
  readonly step: SourceStep | null;
  /** Whether it stands still until the user does something. */
  readonly needsUser: boolean;
}

/** What a kind of source is, and what leaves this machine with it. */
export interface KindWords {
  readonly title: string;
  readonly about: string;
  readonly leaves: string;
}

export function kindWords(kind: SourceKind): KindWords {
  switch (kind) {
    case 'folder':
      return {
        title: m.sources_folder(),
        about: m.sources_folder_about(),
        leaves: m.sources_folder_leaves(),
      };
    case 'jmap':
      return { title: m.sources_jmap(), about: m.sources_jmap_about(), leaves: m.sources_jmap_leaves() };
    case 'gmail':
      return { title: m.sources_gmail(), about: m.sources_gmail_about(), leaves: m.sources_gmail_leaves() };
    case 'graph':
      return { title: m.sources_graph(), about: m.sources_graph_about(), leaves: m.sources_graph_leaves() };
  }
}

/** @param say what went wrong, in the language of the page */
export function tellSource(card: SourceCard, now: Date, say: (failure: Failure) => string): SourceTelling {
  const failure = card.failure ? say(card.failure) : '';
  switch (card.state) {
    case 'ready':
      return tellReady(card, now);
    case 'looking':
      return calm(m.sources_pill_looking(), 'reply', null, readSoFar(card));
    case 'reload':
      return standing(m.sources_pill_reload(), 'warning', 'reload', m.sources_state_reload());
    case 'signed-out': {
      const next = card.syncedAt === null ? m.sources_state_sign_in() : m.sources_state_signed_out();
      return standing(m.sources_pill_signed_out(), 'warning', 'sign-in', failure || next);
    }
    case 'asks':
      return standing(m.sources_pill_asks(), 'warning', 'allow', m.sources_state_asks());
    case 'files':
      return standing(m.sources_pill_files(), 'skip', 'pick', m.sources_files_again());
    case 'waiting':
      return calm(m.sources_pill_waiting(), 'warning', 'try-again', failure, triedAgain(card, now));
    case 'failed':
      return standing(m.sources_pill_failed(), 'urgent', 'try-again', failure);
  }
}

/** What a look that the user asked for came to; empty where the card itself tells why it did not come to its end. */
export function tellReceipt(name: string, { added, failure }: SyncReceipt): string {
  if (added > 0) return m.sources_found_new({ name, count: added, shown: count(added) });
  return failure === null ? m.sources_nothing_new({ name }) : '';
}

function tellReady(card: SourceCard, now: Date): SourceTelling {
  if (card.syncedAt === null) {
    const text = m.sources_first_look({ count: card.days, shown: count(card.days) });
    return calm(m.sources_pill_new(), 'skip', 'look', text);
  }
  const mails = m.sources_mails({ count: card.mails, shown: count(card.mails) });
  const looked = m.sources_looked({ when: shortWhen(card.syncedAt, now) });
  const text = `${mails}, ${looked}.`;
  return card.isLive
    ? calm(m.sources_pill_live(), 'good', 'look', text, m.sources_live_note())
    : calm(m.sources_pill_ready(), 'good', 'look', text);
}

function readSoFar({ reading }: SourceCard): string {
  return reading > 0 ? m.sources_reading({ count: reading, shown: count(reading) }) : m.sources_looking();
}

function triedAgain({ retryAt }: SourceCard, now: Date): string {
  return retryAt === null || retryAt <= now.getTime()
    ? m.sources_state_waiting_soon()
    : m.sources_state_waiting({ when: shortWhen(new Date(retryAt).toISOString(), now) });
}

type Words = readonly string[];

function calm(pill: string, tone: string, step: SourceStep | null, ...text: Words): SourceTelling {
  return { pill, tone, step, text: text.filter(Boolean).join(' '), needsUser: false };
}

function standing(pill: string, tone: string, step: SourceStep, ...text: Words): SourceTelling {
  return { ...calm(pill, tone, step, ...text), needsUser: true };
}
