import { startModels } from 'deskside/engines';
import { createLabelClassifier } from 'deskside/tasks';

export async function run(
  { labels, texts }: { labels: string; texts: string },
  show: (line: string) => void,
): Promise<void> {
  const models = startModels({ modelsBase: document.baseURI });
  const definitions = labels.split('\n').map((line) => {
    const [name = '', description = ''] = line.split(':').map((part) => part.trim());
    return { name, description };
  });
  const classifier = await createLabelClassifier(definitions, [], models.embedder());
  const lines = texts.split('\n').filter((line) => line.trim() !== '');
  const verdicts = await classifier.classify(lines);
  for (const [index, { likeliest, confidence }] of verdicts.entries())
    show(`${likeliest} (${Math.round(confidence * 100)} %): ${lines[index]}`);
  models.dispose();
}
