import { startModels } from 'deskside/engines';
import { readMail } from 'deskside/importers';
import { createMailTasks } from 'deskside/tasks';

export async function run({ mail }: { mail: string }, show: (line: string) => void): Promise<void> {
  const { messages, problems } = await readMail(mail);
  for (const { failure } of problems) show(failure.message);

  const models = startModels({ modelsBase: document.baseURI });
  const tasks = createMailTasks({ embedder: models.embedder() });
  for (const message of messages) {
    const { category, urgent, confidence, reasons } = await tasks.sort(message);
    show(`${message.subject}: ${category}${urgent ? ', urgent' : ''} (${Math.round(confidence * 100)} %)`);
    for (const reason of reasons) show(`  ${reason}`);
    for (const ask of tasks.asks(message)) show(`  Asks: ${ask.text}`);
  }
  models.dispose();
}
