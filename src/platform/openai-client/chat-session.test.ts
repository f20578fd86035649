import { expect, it } from 'vitest';
import { answer, json, scriptedServer } from '../../../tests/support/scripted-server';
import { ChatSession } from './chat-session';

const NEVER = new AbortController().signal;
const CHAT = '/v1/chat/completions';

it('remembers what a version refuses, though the reader leaves the answer in its middle', async () => {
  const refused = { error: { message: 'chat_template is not supported for Mistral tokenizers.' } };
  const connection = scriptedServer(
    { kind: 'vllm' },
    { [CHAT]: [() => json(400, refused), () => answer('One.', ' Two.')] },
  );
  const session = new ChatSession(connection, 'm');
  const readFirst = async (): Promise<string> => {
    const request = { turns: [{ role: 'user' as const, content: 'Count.' }], maxTokens: 16 };
    for await (const { text } of session.stream(request, NEVER)) if (text !== '') return text;
    return '';
  };
  expect(await readFirst()).toBe('One.');
  expect(await readFirst()).toBe('One.');
  const extras = connection.bodies(CHAT).map((body) => 'chat_template_kwargs' in body);
  expect(extras).toEqual([true, false, false]);
});
