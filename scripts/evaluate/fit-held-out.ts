import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { HeldOutWeights } from '../../src/app/evaluation/run-file';
import type { Suite } from '../../src/contracts/evaluation';
import { readNight, readDeskSummaries } from '../measure/labelled-summaries';
import { createNodeEmbedder } from '../measure/node-embedder';
import { bestTemperature, bestUrgencyThreshold } from '../training/calibrate';
import { readDeskMail } from '../training/desk-mail';
import { toExamples } from '../training/examples';
import { fitHead } from '../training/fit-head';
import { DESK_IMPORTANCE, fitSalience, toSalienceExamples } from '../training/fit-salience';
import { readLabelledNight, trainingNightFolders } from '../training/labelled-night';
import { runProtocols } from '../training/protocols';
import type { SalienceWeights } from '../../src/tasks/summarise/salience';
import type { TriageHead } from '../../src/tasks/classify/triage-head';

const TRAINED: ReadonlySet<Suite> = new Set(['triage', 'summary']);
const MESSAGE_ID = /^message-id:\s*(<[^>]+>)/gimu;

/** Weights fitted without every training night that shares a mail with the folder; null where there is none such, and for suites without weights. */
export async function fitHeldOut(
  suite: Suite,
  folder: string,
  log: (line: string) => void,
): Promise<HeldOutWeights | null> {
  if (!TRAINED.has(suite) || !existsSync(path.join(folder, 'inbox.mbox'))) return null;
  const ids = await messageIdsIn(folder);
  const nights = await trainingNightFolders();
  const kept: string[] = [];
  const leftOut: string[] = [];
  for (const night of nights) {
    const shares = [...(await messageIdsIn(night))].some((id) => ids.has(id));
    (shares ? leftOut : kept).push(night);
  }
  if (leftOut.length === 0) return null;
  const names = leftOut.map((night) => path.basename(night));
  log(`${names.join(' and ')} was trained on: fitting the weights anew without it …`);
  return {
    head: await fitTriageHead(kept),
    salience: await fitSalienceWeights(kept),
    nights: names,
  };
}

async function messageIdsIn(folder: string): Promise<ReadonlySet<string>> {
  const text = await readFile(path.join(folder, 'inbox.mbox'), 'latin1');
  return new Set([...text.matchAll(MESSAGE_ID)].map((match) => match[1] ?? ''));
}

/** As `npm run train` fits it, temperature and threshold included, from these nights and the desk mail. */
async function fitTriageHead(nights: readonly string[]): Promise<TriageHead> {
  const mails = [...(await readDeskMail()), ...(await Promise.all(nights.map(readLabelledNight))).flat()];
  const examples = await toExamples(mails);
  const { nightOut } = runProtocols(examples, fitHead);
  const temperature = bestTemperature(nightOut);
  const urgencyThreshold = bestUrgencyThreshold(nightOut, temperature);
  return { ...fitHead(examples), temperature, urgencyThreshold };
}

async function fitSalienceWeights(nights: readonly string[]): Promise<SalienceWeights> {
  const embedder = await createNodeEmbedder();
  const examples = await toSalienceExamples(await readDeskSummaries(), DESK_IMPORTANCE, embedder);
  for (const night of nights)
    examples.push(...(await toSalienceExamples(await readNight(night), 1, embedder)));
  return fitSalience(examples);
}
