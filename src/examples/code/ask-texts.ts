import { startModels } from 'deskside/engines';
import { createTextSearch } from 'deskside/search';

export async function run(
  { texts, question }: { texts: string; question: string },
  show: (line: string) => void,
): Promise<void> {
  const models = startModels({ modelsBase: document.baseURI });
  const search = createTextSearch({ embedder: models.embedder() });
  await search.add(texts.split('\n\n').map((text, index) => ({ id: String(index + 1), text })));
  const { sentences, nearest } = await search.ask(question);
  for (const { quote, id } of sentences) show(`${quote.trim()} (text ${id})`);
  if (sentences.length === 0) show('Nothing here answers that. Closest:');
  for (const { quote, id } of nearest) show(`  ${quote.trim()} (text ${id})`);
  models.dispose();
}
