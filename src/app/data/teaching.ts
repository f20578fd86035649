import type { AreaParts } from '../area-parts';
import { createRules } from '../learning/rules';
import type { DataApi } from './data-api';
import { makeTeachingFile, newInFile, parseTeachingFile, teachingItems } from './teaching-file';

/** A file of rules and labels has some KB. */
const LARGEST = 32 * 1024 * 1024;

type Teaching = Pick<DataApi, 'teaching' | 'shareTeaching' | 'readTeaching' | 'addTeaching'>;

export function createTeaching({ history, rows, corrections, areas }: TeachingParts): Teaching {
  async function taught() {
    const [rules, labelSets, said] = await Promise.all([
      history.rules.all(),
      history.labelSets.all(),
      history.corrections.all(),
    ]);
    return { rules, labelSets, corrections: said };
  }

  return {
    teaching: async () => teachingItems(await taught()),
    async shareTeaching(choice) {
      const file = makeTeachingFile(await taught(), choice);
      const blob = new Blob([JSON.stringify(file, null, 2)], { type: 'application/json' });
      return { name: 'deskside-rules-and-labels.json', blob };
    },
    async readTeaching(file) {
      return newInFile(parseTeachingFile(file.size > LARGEST ? '' : await file.text()), await taught());
    },
    async addTeaching(file) {
      const labels = await areas.labels();
      for (const { name, labels: definitions, examples, leastConfidence } of file.labelSets) {
        const { id } = await labels.createSet({ name, labels: definitions });
        await labels.changeSet(id, (set) => ({ ...set, examples, leastConfidence }));
      }
      const rules = createRules({ history, rows, corrections });
      let moved = 0;
      for (const rule of file.rules) moved += await rules.save({ ...rule, id: null });
      return moved;
    },
  };
}

type TeachingParts = Pick<AreaParts, 'history' | 'rows' | 'corrections' | 'areas'>;
