import type { Draft, Owner, VoiceProfile } from '../../../contracts/briefing';
import { DesksideError } from '../../../contracts/failure';
import type { Message } from '../../../contracts/message';
import { cosineOf } from '../../../evaluation/baselines/nearest-centroid';
import { bootstrapIntervals, roundedAll } from '../../../evaluation/bootstrap';
import { draftMetrics, scoreDraft, type DraftCase, type DraftScore } from '../../../evaluation/draft-score';
import { writtenText } from '../../../evaluation/summary-score';
import { yieldToPage } from '../../../platform/yield-to-page';
import { embeddingTextOf } from '../../../tasks/classify/embedding-text';
import { findReplyPoints } from '../../../tasks/draft/reply-points';
import { learnVoice } from '../../../tasks/draft/voice';
import { writeDraft } from '../../../tasks/draft/write-draft';
import { heldOutOf, unseenOf } from '../held-out';
import { readLabelledMailbox, type LabelledMailbox } from '../labelled-mailbox';
import type { RunSuite, SuiteRun } from '../suite-run';

type Draftable = Pick<Draft, 'text' | 'unsupported'>;

/** Drafts the reply to every mail that has points to cover, as a briefing does before the user has decided anything. */
export const runDraft: RunSuite = async (run) => {
  const mailbox = await readLabelledMailbox(run.files, run.importer, run.signal);
  const { owner, inbox, sent } = mailbox;
  const mails = mailbox.mails.flatMap(({ message, label }) => {
    const mustCover = label.reply?.mustCover ?? [];
    return mustCover.length > 0 ? [{ message, mustCover }] : [];
  });
  if (mails.length === 0) throw nothingToAnswer();
  const answers = new Map(
    sent.flatMap((reply) => (reply.inReplyTo ? [[reply.inReplyTo, reply] as const] : [])),
  );
  // The voice must not be learnt from the very replies that drafts are compared with.
  const asked = new Set(inbox.map(({ messageId }) => messageId));
  const earlier = sent.filter(({ inReplyTo }) => inReplyTo === null || !asked.has(inReplyTo));
  const voice = learnVoice(earlier, owner);

  const cases: DraftCase[] = [];
  for (const { message, mustCover } of mails) {
    const reply = answers.get(message.messageId);
    const draft = await draftReply(message, owner, voice, run);
    cases.push({
      ...{ message, mustCover, draft },
      sent: reply ? writtenText(reply) : null,
      known: [owner.name],
    });
    run.progress('Drafting replies', cases.length, mails.length);
    await yieldToPage();
  }
  const scores = await scoreAll(cases, run);
  const { heldOut, sentence } = await provenance(mailbox);
  return {
    n: cases.length,
    models: [],
    heldOut,
    method: `Each mail with points to cover is answered as a briefing does before the user has decided anything, so that most points are answered by a blank to fill in. ${sentence} A point is covered where a sentence of the draft answers it or holds its blank, not where it repeats it. “unmarkedUnsupported” is the mean number of specifics in a draft that neither the mail supports nor a mark or blank shows, found by rules that share no code with the app’s check. The baselines: “acknowledgement” thanks and promises an answer, “quote” repeats the mail, “nearestSent” sends again the reply of the Sent mail that is nearest by its vector.`,
    metrics: roundedAll(draftMetrics(scores)),
    intervals: await bootstrapIntervals(
      scores,
      draftMetrics,
      ['coverage', 'unmarkedUnsupported'],
      yieldToPage,
    ),
    baselines: await baselinesOf(cases, { ...mailbox, sent: earlier }, run),
    items: cases.flatMap(({ message, mustCover, draft }, index) => {
      const score = scores[index];
      if (!score) return [];
      return [
        {
          id: message.messageId,
          title: message.subject,
          expected: mustCover.join('\n'),
          said: draft.text,
          right: score.uncovered.length === 0 && score.unmarked.length === 0 ? true : null,
          scores: {
            coverage: 1 - score.uncovered.length / score.points,
            unmarkedUnsupported: score.unmarked.length,
            ...(score.editDistance === null ? {} : { editDistance: score.editDistance }),
          },
          notes: [
            ...score.uncovered.map((point) => `Not covered: ${point}`),
            ...score.unmarked.map((specific) => `Not in the mail and not marked: ${specific}`),
          ],
        },
      ];
    }),
  };
};

function draftReply(
  message: Message,
  owner: Owner,
  voice: VoiceProfile | null,
  { signal }: SuiteRun,
): Promise<Draft> {
  const asks = findReplyPoints(message, owner);
  // Nothing is decided, so there is nothing for a language model to word.
  return writeDraft({ message, owner, voice, asks, answers: [] }, null, { signal });
}

async function baselinesOf(cases: readonly DraftCase[], { sent }: LabelledMailbox, run: SuiteRun) {
  const score = async (draftOf: (item: DraftCase, index: number) => Draftable) =>
    roundedAll(
      draftMetrics(
        await scoreAll(
          cases.map((item, index) => ({ ...item, draft: draftOf(item, index) })),
          run,
        ),
      ),
    );
  const plain = (text: string): Draftable => ({ text, unsupported: [] });
  const model = await run.embedder();
  const own = await model.embed(sent.map(embeddingTextOf), { signal: run.signal });
  const asked = await model.embed(
    cases.map(({ message }) => embeddingTextOf(message)),
    { signal: run.signal },
  );
  const nearest = asked.map((vector) => {
    const closeness = own.map((other) => cosineOf(vector, other));
    return sent[closeness.indexOf(Math.max(...closeness))];
  });
  return {
    acknowledgement: await score(() => plain('Thank you for your message.\n\nI will get back to you soon.')),
    quote: await score(({ message }) => plain(writtenText(message))),
    ...(sent.length > 0
      ? { nearestSent: await score((_, index) => plain(nearest[index] ? writtenText(nearest[index]) : '')) }
      : {}),
  };
}

async function scoreAll(cases: readonly DraftCase[], { signal }: SuiteRun): Promise<DraftScore[]> {
  const scores: DraftScore[] = [];
  for (const item of cases) {
    signal.throwIfAborted();
    scores.push(scoreDraft(item));
    await yieldToPage();
  }
  return scores;
}

function nothingToAnswer(): DesksideError {
  return new DesksideError({
    code: 'import-empty',
    message:
      'No mail in “labels.json” has points that a reply must cover (“reply.mustCover”), so drafts cannot be scored.',
    retryable: false,
  });
}

/** The rules have no fold: a night whose drafts were read while they were written is no more held out than one they were written for. */
async function provenance(mailbox: LabelledMailbox) {
  const trained = await heldOutOf(mailbox, null, 'the rules that find and answer what is asked');
  if (!trained.heldOut) return trained;
  const seen = await unseenOf(
    mailbox.inbox.map(({ messageId }) => messageId),
    'mails',
    'the rules for drafts',
  );
  return seen.heldOut ? trained : seen;
}
