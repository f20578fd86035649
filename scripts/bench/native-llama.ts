/** A process that runs a GGUF model with native llama.cpp, driven by `native-session.ts`. */
import { getLlama, JinjaTemplateChatWrapper, LlamaLogLevel, type LlamaModel } from 'node-llama-cpp';
import type { LlamaContextSequence, Token } from 'node-llama-cpp';
import { measureAnswer, type MeasurableModel } from '../../src/app/speed/measure-answer';
import type { GenerateRequest } from '../../src/contracts/capabilities';
import type { NativeAnswer, NativeTask } from './native-task';

/** Tokens of the longest prompt that is measured, with its answer. */
const CONTEXT_TOKENS = 2048;

let model: MeasurableModel | null = null;

async function load(file: string, threads: number): Promise<number> {
  const startedAt = performance.now();
  const llama = await getLlama({
    gpu: false,
    build: 'never',
    progressLogs: false,
    logLevel: LlamaLogLevel.error,
    maxThreads: threads,
  });
  const loaded = await llama.loadModel({ modelPath: file });
  const context = await loaded.createContext({ contextSize: CONTEXT_TOKENS, threads });
  model = measurable(loaded, context.getSequence());
  return performance.now() - startedAt;
}

function measurable(loaded: LlamaModel, sequence: LlamaContextSequence): MeasurableModel {
  return {
    async generate(request, { onText }) {
      const prompt = tokenise(loaded, request);
      // Keeps what an earlier prompt began alike with, as all do here. The last token must be read for something to follow.
      await sequence.adaptStateToTokens(prompt.slice(0, -1), false);
      const reusedTokens = sequence.nextTokenIndex;
      const written: Token[] = [];
      const steps = sequence.evaluate(prompt.slice(reusedTokens), { temperature: 0, yieldEogToken: true });
      for await (const token of steps) {
        written.push(token);
        onText('');
        if (written.length === request.maxTokens) break;
      }
      return {
        text: loaded.detokenize(written),
        promptTokens: prompt.length,
        reusedTokens,
        newTokens: written.length,
        finish: 'length',
      };
    },
    embed: () => Promise.reject(new Error('A generator embeds nothing.')),
  };
}

function tokenise(loaded: LlamaModel, { turns }: GenerateRequest): Token[] {
  const template = loaded.fileInfo.metadata.tokenizer.chat_template;
  if (template === undefined) throw new Error('This model has no chat template.');
  const wrapper = new JinjaTemplateChatWrapper({ template });
  const { contextText } = wrapper.generateContextState({
    chatHistory: [
      ...turns.map(({ role, content }) =>
        role === 'assistant'
          ? { type: 'model' as const, response: [content] }
          : { type: role, text: content },
      ),
      { type: 'model' as const, response: [] },
    ],
  });
  return contextText.tokenize(loaded.tokenizer);
}

async function answer(task: NativeTask): Promise<NativeAnswer> {
  switch (task.kind) {
    case 'wait':
      return { kind: 'wait' };
    case 'load':
      return { kind: 'load', loadMs: await load(task.file, task.threads) };
    case 'answer':
      if (!model) throw new Error('No model is loaded.');
      return { kind: 'answer', sample: await measureAnswer(model, task.request) };
  }
}

process.on('message', (task: NativeTask) => {
  answer(task).then(
    (value) => process.send?.(value),
    (error: unknown) => process.send?.({ kind: 'failed', message: String(error) } satisfies NativeAnswer),
  );
});
