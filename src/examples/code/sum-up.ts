import { startModels } from 'deskside/engines';
import { readMail } from 'deskside/importers';
import { createMailTasks } from 'deskside/tasks';

export async function run({ mail }: { mail: string }, show: (line: string) => void): Promise<void> {
  const models = startModels({ modelsBase: document.baseURI });
  const tasks = createMailTasks({ embedder: models.embedder() });
  for (const message of (await readMail(mail)).messages) {
    const { sentences } = await tasks.summarise(message);
    for (const { text, evidence } of sentences) {
      show(text);
      for (const { start, end } of evidence) show(`  from characters ${start} to ${end}`);
    }
  }
  models.dispose();
}
