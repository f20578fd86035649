import { embed, streamText } from 'ai';
import { afterAll, expect, it } from 'vitest';
import { createDesksideProvider } from './ai-sdk';
import { readMail } from './importers';
import { startModels, type ModelLoading } from './start-models';
import { createMailTasks } from './tasks';

const loadings: ModelLoading[] = [];
const models = startModels({
  modelsBase: '/',
  device: 'wasm',
  onLoading: (loading) => void loadings.push(loading),
});
afterAll(() => models.dispose());

const MAIL = `From: Ada Byron <ada@example.org>
To: Sam Field <sam@example.net>
Date: Fri, 20 Nov 2026 08:00:00 +0000
Subject: Budget for the harbour fence

Hi Sam,

the fence comes to 4,200 euros. Could you approve the budget by Friday?

Best,
Ada
`;

it('the starter models run in workers of any page: they sort, embed, and write through the AI SDK', async () => {
  const [message] = (await readMail(MAIL)).messages;
  if (!message) return expect.unreachable('The mail was not read.');
  const { category } = await createMailTasks({ embedder: models.embedder() }).sort(message);
  expect(category).toBe('reply');
  expect(loadings.some(({ step, modelId }) => step === 'load' && modelId === 'all-minilm-l6-v2')).toBe(true);

  const deskside = createDesksideProvider({ models });
  const { embedding } = await embed({ model: deskside.embeddingModel('all-minilm-l6-v2'), value: 'Hello' });
  expect(embedding).toHaveLength(384);
  expect(Math.hypot(...embedding)).toBeCloseTo(1, 3);

  const { textStream, usage } = streamText({
    model: deskside('smollm2-135m-desk'),
    prompt: 'Say hello.',
    maxOutputTokens: 5,
  });
  let text = '';
  for await (const piece of textStream) text += piece;
  expect(text.length).toBeGreaterThan(0);
  expect((await usage).outputTokens).toBeLessThanOrEqual(5);
}, 240_000);
