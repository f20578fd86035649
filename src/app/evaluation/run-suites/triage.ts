import { CATEGORIES } from '../../../contracts/briefing';
import { keywordTriage } from '../../../evaluation/baselines/keyword-triage';
import { majorityLabel } from '../../../evaluation/baselines/majority';
import { leaveOneOutCentroids } from '../../../evaluation/baselines/nearest-centroid';
import { roundedAll } from '../../../evaluation/bootstrap';
import { triageMetrics } from '../../../evaluation/triage-score';
import { yieldToPage } from '../../../platform/yield-to-page';
import { createTriage, type TriageFunction } from '../../../tasks/classify/create-triage';
import { embeddingTextOf } from '../../../tasks/classify/embedding-text';
import { readTriageContexts } from '../../triage-contexts';
import { heldOutOf } from '../held-out';
import { readLabelledMailbox, type LabelledMailbox } from '../labelled-mailbox';
import { scoreJudged } from '../score-judged';
import type { RunSuite, SuiteRun } from '../suite-run';
import type { TriageCase } from './triage-case';
import { learningCurve } from './triage-learning';

/** Sorts every labelled mail as a briefing does, without anything that the user taught. */
export const runTriage: RunSuite = async (run) => {
  const mailbox = await readLabelledMailbox(run.files, run.importer, run.signal);
  const embedder = await run.embedder();
  const triage = createTriage(run.heldOut?.head);
  const cases = await sortAll(mailbox, triage, run);
  const judged = cases.map(({ message, expected, said, reasons }) => ({
    ...{ id: message.messageId, title: message.subject, expected, said, notes: reasons },
  }));
  const { heldOut, sentence } = await heldOutOf(mailbox, run.heldOut, 'the classifier');
  return {
    ...(await scoreJudged(judged)),
    models: [embedder.modelId],
    heldOut,
    method: `Each mail is sorted as a briefing sorts it, by rules and classifier. ${sentence} The baseline “majority” gives every mail the commonest category of these mails, “keywordRules” is a mail filter of a few keywords, and “nearestCentroid” compares each mail’s vector with the means of all the other labelled mails of this folder, which the app has not seen.`,
    baselines: baselinesOf(cases),
    learningCurve: await learningCurve(cases, run),
  };
};

async function sortAll(
  { history, mails, owner }: LabelledMailbox,
  triage: TriageFunction,
  { embedder, progress, signal }: SuiteRun,
): Promise<TriageCase[]> {
  const contexts = await readTriageContexts(history, owner);
  const cases: TriageCase[] = [];
  for (const { message, label } of mails) {
    const [vector = new Float32Array()] = await (
      await embedder()
    ).embed([embeddingTextOf(message)], { signal });
    const context = await contexts.of(message);
    const { category, urgent, confidence, reasons } = triage(message, vector, context);
    cases.push({
      ...{ message, vector, context, reasons },
      expected: { category: label.category, urgent: label.urgent },
      said: { category, urgent, confidence },
    });
    progress('Sorting mail', cases.length, mails.length);
    await yieldToPage();
  }
  return cases;
}

function baselinesOf(cases: readonly TriageCase[]) {
  const score = (said: (item: TriageCase, index: number) => { category: string; urgent: boolean }) => {
    const { accuracy, macroF1, urgentF1 } = triageMetrics(
      cases.map((item, index) => ({
        expected: item.expected,
        said: { ...said(item, index), confidence: 0 },
      })),
    );
    return roundedAll({ accuracy, macroF1, urgentF1 });
  };
  const commonest = majorityLabel(
    cases.map(({ expected }) => expected.category),
    CATEGORIES,
  );
  const categories = leaveOneOutCentroids(
    cases.map(({ vector, expected }) => ({ vector, label: expected.category })),
  );
  const urgencies = leaveOneOutCentroids(
    cases.map(({ vector, expected }) => ({ vector, label: expected.urgent ? 'urgent' : 'not' })),
  );
  return {
    majority: score(() => ({ category: commonest, urgent: false })),
    keywordRules: score(({ message }) =>
      keywordTriage({
        subject: message.subject,
        text: message.text,
        isList: 'list-unsubscribe' in message.headers,
      }),
    ),
    nearestCentroid: score((_, index) => ({
      category: categories[index] ?? '',
      urgent: urgencies[index] === 'urgent',
    })),
  };
}
