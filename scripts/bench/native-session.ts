import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { peakBytes } from '../lib/process-memory';
import type { EngineSession } from './engine-session';
import type { NativeAnswer, NativeTask } from './native-task';

const PROGRAM = fileURLToPath(new URL('./native-llama.ts', import.meta.url));

/** Opens a GGUF file with native llama.cpp in a process of its own. Rejects when there is no binary of it for this machine. */
export async function openNativeSession(file: string, threads: number): Promise<EngineSession> {
  const child = fork(PROGRAM);
  try {
    await ask(child, { kind: 'wait' });
    // Not by what the process says of itself: that counts from its parent's size on.
    const idle = await peakOf(child);
    const { loadMs } = await ask(child, { kind: 'load', file, threads });
    return {
      loadMs,
      measureAnswer: async (request) => (await ask(child, { kind: 'answer', request })).sample,
      measureTexts: () => Promise.reject(new Error('The native rival embeds nothing.')),
      async peakBytes() {
        const peak = await peakOf(child);
        return peak === null || idle === null ? null : peak - idle;
      },
      close: () => end(child),
    };
  } catch (error) {
    await end(child);
    throw error;
  }
}

async function peakOf({ pid }: ChildProcess): Promise<number | null> {
  return pid === undefined ? null : peakBytes(pid);
}

type AnswerTo<Kind extends NativeTask['kind']> = Extract<NativeAnswer, { readonly kind: Kind }>;

function ask<Task extends NativeTask>(child: ChildProcess, task: Task): Promise<AnswerTo<Task['kind']>> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null): void =>
      reject(new Error(`Native llama.cpp ended with code ${code}.`));
    child.once('exit', onExit);
    child.once('message', (answer: NativeAnswer) => {
      child.off('exit', onExit);
      if (answer.kind === 'failed') reject(new Error(`Native llama.cpp: ${answer.message}`));
      else resolve(answer as AnswerTo<Task['kind']>);
    });
    child.send(task);
  });
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill();
  });
}
