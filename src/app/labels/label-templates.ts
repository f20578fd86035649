import type { LabelTemplate } from './labels-api';

/** Label sets to begin with; the user changes them to what fits. */
export const LABEL_TEMPLATES: readonly LabelTemplate[] = [
  {
    id: 'tickets',
    name: 'Support tickets',
    about: 'What customers write to a support desk.',
    labels: [
      {
        name: 'bug',
        description: 'Something does not work as it should: an error, a crash or a wrong result.',
      },
      { name: 'outage', description: 'The service is down or unusable for many people at once.' },
      { name: 'how-to', description: 'A question how to do something that the product can do.' },
      { name: 'feature request', description: 'A wish for something that the product cannot do yet.' },
      { name: 'billing', description: 'A question about an invoice, a charge, tax or payment.' },
      { name: 'refund', description: 'Somebody wants money back.' },
      {
        name: 'account access',
        description: 'Somebody cannot log in, or needs a password, a permission or a user.',
      },
      { name: 'cancellation', description: 'Somebody ends a contract, a subscription or an account.' },
    ],
  },
  {
    id: 'documents',
    name: 'Document kinds',
    about: 'Which kind of document it is.',
    labels: [
      {
        name: 'contract',
        description: 'An agreement between parties, with term, liability and termination.',
      },
      { name: 'invoice', description: 'Items, amounts, tax and the total that is due.' },
      { name: 'meeting minutes', description: 'Who was present, what was decided and who does what.' },
      { name: 'policy', description: 'Rules that apply to everyone: what is allowed and who approves it.' },
      { name: 'report', description: 'Figures and results of a period, and what comes next.' },
      { name: 'incident report', description: 'What went wrong: timeline, impact, cause and measures.' },
      {
        name: 'specification',
        description: 'What is to be built: goals, requirements and acceptance criteria.',
      },
      { name: 'guide', description: 'Instructions, step by step, for people who are new to something.' },
      { name: 'research note', description: 'A question, the method, the data and the findings.' },
      { name: 'interview notes', description: 'Notes from a talk with a candidate or a customer.' },
      { name: 'plan', description: 'What happens when: a trip, a project or an event.' },
    ],
  },
  {
    id: 'feedback',
    name: 'Feedback',
    about: 'What people think of something.',
    labels: [
      { name: 'praise', description: 'Somebody is pleased and says so.' },
      { name: 'complaint', description: 'Somebody is disappointed or angry.' },
      { name: 'suggestion', description: 'Somebody proposes to do something differently.' },
      { name: 'question', description: 'Somebody wants to know something.' },
    ],
  },
];
