import { readMail } from 'deskside/importers';
import { createMailTasks } from 'deskside/tasks';

export async function run(
  { mail, name, answer }: { mail: string; name: string; answer: string },
  show: (line: string) => void,
): Promise<void> {
  const [message] = (await readMail(mail)).messages;
  if (!message) return show('There is no mail.');

  // No model at all: points that are not decided become blanks, and nothing is invented.
  const tasks = createMailTasks({ embedder: null, owner: { name } });
  const [first] = tasks.asks(message);
  const answers = first ? [{ askId: first.id, stance: 'own-words', note: answer } as const] : [];
  const { text, unsupported } = await tasks.draft(message, { answers });
  show(text);
  for (const fact of unsupported) show(`Neither the mail nor you said “${fact.text}”.`);
}
