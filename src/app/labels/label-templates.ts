import type { PageLanguage } from '../../contracts/settings';
import { USUAL_LABELS } from '../../tasks/label/usual-labels';
import type { LabelTemplate } from './labels-api';

/** By the English names of their labels. */
const TEMPLATES = [
  {
    id: 'tickets',
    name: 'Support tickets',
    about: 'What customers write to a support desk.',
    of: ['bug', 'outage', 'how-to', 'feature request', 'billing', 'refund', 'account access', 'cancellation'],
  },
  {
    id: 'documents',
    name: 'Document kinds',
    about: 'Which kind of document it is.',
    of: [
      'contract',
      'invoice',
      'meeting minutes',
      'policy',
      'report',
      'incident report',
      'specification',
      'guide',
      'research note',
      'interview notes',
      'plan',
    ],
  },
  {
    id: 'feedback',
    name: 'Feedback',
    about: 'What people think of something.',
    of: ['praise', 'complaint', 'suggestion', 'question'],
  },
] as const;

/** Label sets to begin with, their labels in a language; the user changes them to what fits. */
export function labelTemplates(language: PageLanguage): readonly LabelTemplate[] {
  return TEMPLATES.map(({ of, ...template }) => ({
    ...template,
    labels: of.flatMap((name) => USUAL_LABELS.find(({ en }) => en.name === name)?.[language] ?? []),
  }));
}
