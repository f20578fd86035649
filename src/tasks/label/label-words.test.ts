import { describe, expect, it } from 'vitest';
import { labelWords } from './label-words';

describe('labelWords', () => {
  it.each(['feature-request', 'featureRequest', 'Feature_Request', 'feature requests'])(
    'knows %s by its usual meaning',
    (name) => {
      const { phrase, usual } = labelWords({ name, description: '' });
      expect(phrase).toMatch(/^feature requests?$/);
      expect(usual.length).toBeGreaterThan(0);
    },
  );

  it('goes by what the user says of a label, sentence by sentence', () => {
    const { described } = labelWords({
      name: 'bug',
      description: 'Insects seen in the kitchen. Also spiders.',
    });
    expect(described).toEqual(['Insects seen in the kitchen.', 'Also spiders.']);
  });

  it('takes a description that only repeats the name for none', () => {
    const { described, usual } = labelWords({ name: 'zorblax', description: 'Zorblax.' });
    expect(described).toEqual([]);
    expect(usual).toEqual([]);
  });
});
