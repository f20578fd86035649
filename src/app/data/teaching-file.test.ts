import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LabelSet } from '../../contracts/labels';
import type { TriageRule } from '../../contracts/learning';
import { toFailure } from '../../contracts/failure';
import { correction } from '../../history/testing/rows';
import { makeTeachingFile, newInFile, parseTeachingFile, teachingItems } from './teaching-file';

const RULE: TriageRule = {
  ...{ id: 'r', sentence: 'Invoices are act', category: 'act', urgent: null, enabled: true },
  conditions: [{ field: 'text', test: 'contains', values: ['invoice'] }],
  madeAt: '2026-11-20T08:00:00.000Z',
};
const SET: LabelSet = {
  ...{ id: 's', name: 'Tickets', leastConfidence: 0.4, labels: [{ name: 'bug', description: 'It breaks' }] },
  examples: [{ text: 'A secret of a customer', label: 'bug' }],
};
const SAID = [
  correction('1', { sender: 'news@letters.example', category: 'skip' }),
  correction('2', { sender: 'news@letters.example', category: 'skip' }),
  correction('3', { sender: 'torn@example.org', category: 'skip' }),
  correction('4', { sender: 'torn@example.org', category: 'reply' }),
  correction('5', { sender: 'once@example.org' }),
];
const TAUGHT = { rules: [RULE], labelSets: [SET], corrections: SAID };
const everything = (examples: boolean) =>
  makeTeachingFile(TAUGHT, { keys: teachingItems(TAUGHT).map(({ key }) => key), examples });

describe('a file of rules and labels', () => {
  it('holds no vector, no id of a mail, and examples only when they are wanted', () => {
    const text = JSON.stringify(everything(false));
    expect(text).not.toMatch(/embedding|thread|madeAt|secret of a customer/);
    expect(JSON.stringify(everything(true))).toContain('secret of a customer');
  });

  it('says as rules what corrections agree on, and nothing of senders that were told apart', () => {
    const { rules } = everything(false);
    expect(rules.map(({ sentence }) => sentence)).toEqual([
      'Invoices are act',
      'Mails from news@letters.example are skip',
    ]);
    expect(JSON.stringify(rules)).not.toMatch(/torn|once/);
  });

  it('holds only what was chosen', () => {
    const { rules, labelSets } = makeTeachingFile(TAUGHT, { keys: ['labels:s'], examples: false });
    expect([rules.length, labelSets.map(({ name }) => name)]).toEqual([0, ['Tickets']]);
  });

  it('comes back as it was, and brings nothing that is here already', () => {
    const file = everything(true);
    expect(parseTeachingFile(JSON.stringify(file))).toEqual(file);
    expect(newInFile(file, { rules: [], labelSets: [] }).file).toEqual(file);
    const again = newInFile(file, TAUGHT);
    expect(again.file.labelSets).toEqual([]);
    expect(again.known).toEqual(['Invoices are act', 'Tickets']);
  });

  it('is refused in words when it is anything else', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        try {
          parseTeachingFile(text);
        } catch (thrown) {
          expect(toFailure(thrown).code).toBe('import-refused');
        }
      }),
    );
    const newer = JSON.stringify({ format: 'deskside-teaching', version: 2 });
    expect(() => parseTeachingFile(newer)).toThrow('newer Deskside');
  });
});
