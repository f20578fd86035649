import type { Ask, AskAnswer, Draft, Owner, Summary, Triage, VoiceProfile } from '../contracts/briefing';
import type { RunOptions, TextEmbedder, TextGenerator } from '../contracts/capabilities';
import type { TriageRule } from '../contracts/learning';
import type { Message } from '../contracts/message';
import { createTriage } from '../tasks/classify/create-triage';
import { embeddingTextOf } from '../tasks/classify/embedding-text';
import { TRIAGE_HEAD } from '../tasks/classify/triage-head';
import { findAsks } from '../tasks/draft/asks';
import { findReplyPoints } from '../tasks/draft/reply-points';
import { detectOwner } from '../tasks/draft/owner';
import { learnVoice } from '../tasks/draft/voice';
import { writeDraft } from '../tasks/draft/write-draft';
import { extractSummary } from '../tasks/summarise/extract-summary';
import { phraseSummary } from '../tasks/summarise/phrase-summary';

export interface MailTasksOptions {
  /** Null sorts and summarises by wording and place alone. Sorting takes vectors of `all-minilm-l6-v2` only, on which its classifier was trained; those of another model serve summaries. */
  readonly embedder: TextEmbedder | null;
  /** Null keeps to the mail's own sentences and to fixed phrases. */
  readonly generator?: TextGenerator | null;
  /** Whose mail it is; told from the mail where it is left out. */
  readonly owner?: Partial<Owner>;
  /** Mail that the owner sent: teaches their voice, and whom they know. */
  readonly sent?: readonly Message[];
  /** Rules for sorting, which go before everything. */
  readonly rules?: readonly TriageRule[];
}

export interface DraftOptions extends RunOptions {
  /** The owner's word on what the mail asks; what is left out becomes a blank to fill in. */
  readonly answers?: readonly AskAnswer[];
  /** Gets the text piece by piece, checked: what streams is what stays. */
  readonly onText?: (text: string) => void;
}

/** What Deskside does with a mail, without its pages, its workers and its storage. Methods reject with a `DesksideError`. */
export interface MailTasks {
  /** Reply, act, read or skip, and how urgent. `thread`: the other mails of its conversation. */
  sort(message: Message, options?: RunOptions & { readonly thread?: readonly Message[] }): Promise<Triage>;
  /** The sentences that carry its facts, each with the places that it comes from. Worded by the generator where that says no more than the mail. */
  summarise(message: Message, options?: RunOptions): Promise<Summary>;
  /** What it asks of its owner; with `all`, also what it leaves open without asking. */
  asks(message: Message, options?: { readonly all?: boolean }): readonly Ask[];
  /** A reply that says nothing which neither the mail nor the answers support. */
  draft(message: Message, options?: DraftOptions): Promise<Draft>;
}

const NOBODY: Owner = { name: '', address: '', role: '' };

export function createMailTasks(options: MailTasksOptions): MailTasks {
  const { embedder, generator = null, sent = [], rules = [] } = options;
  const triage = createTriage();

  function ownerFor(message: Message): Owner {
    return { ...NOBODY, ...detectOwner([message], sent), ...options.owner };
  }

  function voice(owner: Owner): VoiceProfile | null {
    return sent.length === 0 ? null : learnVoice(sent, owner);
  }

  const asks: MailTasks['asks'] = (message, { all = false } = {}) =>
    (all ? findReplyPoints : findAsks)(message, ownerFor(message));

  return {
    async sort(message, { thread = [], ...run } = {}) {
      const [vector] =
        embedder?.modelId === TRIAGE_HEAD.embedderId
          ? await embedder.embed([embeddingTextOf(message)], run)
          : [];
      return triage(message, vector ?? new Float32Array(0), {
        owner: ownerFor(message),
        corrections: [],
        rules,
        contacts: sent.flatMap(({ to, cc }) => [...to, ...cc]),
        thread,
      });
    },
    async summarise(message, run = {}) {
      const extract = await extractSummary(message, embedder, run);
      return generator ? phraseSummary(message, extract, generator, run) : extract;
    },
    asks,
    draft(message, { answers = [], ...run } = {}) {
      const owner = ownerFor(message);
      const points = asks(message, { all: true });
      return writeDraft({ message, owner, voice: voice(owner), asks: points, answers }, generator, run);
    },
  };
}
