import { describe, expect, it } from 'vitest';
import { labelWords, usualSayings } from './label-words';
import { USUAL_LABELS } from './usual-labels';

describe('labels to begin with', () => {
  it('are read in English, which the embedder knows, and in the language that they are shown in', () => {
    for (const { en, de, es } of USUAL_LABELS) {
      const english = labelWords(en);
      for (const label of [de, es]) {
        const { phrase, described, usual } = labelWords(label);
        expect([phrase, usual], label.name).toEqual([english.phrase, english.usual]);
        expect(described, label.name).toEqual([...english.described, label.description]);
      }
    }
  });

  it('are read as the user names and describes them, once that is changed', () => {
    const { described, phrase } = labelWords({ name: 'Erstattung', description: 'Geld für Kisten.' });
    expect([phrase, described]).toEqual(['erstattung', ['Geld für Kisten.']]);
  });

  it('say what a name usually means, also where the user wrote it', () => {
    expect(usualSayings('Fehler')).toEqual(usualSayings('bug'));
    expect(usualSayings('reembolso')).toEqual(usualSayings('refund'));
    expect(usualSayings('Kistenfarbe')).toEqual([]);
  });

  it('are called differently from one another in each language', () => {
    for (const language of ['en', 'de', 'es'] as const) {
      const names = USUAL_LABELS.map((label) => label[language].name.toLowerCase());
      expect(new Set(names).size).toBe(names.length);
    }
  });
});
