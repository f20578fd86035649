import askCode from './code/ask-texts.ts?raw';
import draftCode from './code/draft-reply.ts?raw';
import labelCode from './code/label-texts.ts?raw';
import sortCode from './code/sort-mail.ts?raw';
import sumCode from './code/sum-up.ts?raw';

export interface ExampleField {
  readonly name: string;
  /** The key of its label in `messages/`. */
  readonly label: string;
  /** Lines of the box; 1 is a plain field. */
  readonly rows: number;
  /** What it opens with. */
  readonly value: string;
}

export type ExampleInput = Readonly<Record<string, string>>;

export interface Example {
  /** In addresses; its title and a sentence about it stand in `messages/` under this name. */
  readonly id: string;
  readonly fields: readonly ExampleField[];
  /** The file that runs, as it is. */
  readonly code: string;
  load(): Promise<{ run(input: ExampleInput, show: (line: string) => void): Promise<void> }>;
}

const MAIL = `From: Ada Byron <ada@example.org>
To: Sam Field <sam@example.net>
Date: Fri, 20 Nov 2026 08:00:00 +0000
Subject: Budget for the harbour fence

Hi Sam,

the new fence along the east quay comes to 4,200 euros, delivery included.
Could you approve the budget by Friday noon? The builder holds the price until then.
The crane stays where it is until December, so nothing changes for the ferries.

Best,
Ada
`;

const mailField: ExampleField = { name: 'mail', label: 'examples_field_mail', rows: 14, value: MAIL };

/** Each code takes the fields of its example by name. */
type Loaded = Awaited<ReturnType<Example['load']>>;

export const EXAMPLES: readonly Example[] = [
  {
    id: 'sort-mail',
    fields: [mailField],
    code: sortCode,
    load: () => import('./code/sort-mail') as Promise<Loaded>,
  },
  {
    id: 'sum-up',
    fields: [mailField],
    code: sumCode,
    load: () => import('./code/sum-up') as Promise<Loaded>,
  },
  {
    id: 'draft-reply',
    fields: [
      mailField,
      { name: 'name', label: 'examples_field_name', rows: 1, value: 'Sam Field' },
      { name: 'answer', label: 'examples_field_answer', rows: 1, value: 'Yes, approved' },
    ],
    code: draftCode,
    load: () => import('./code/draft-reply') as Promise<Loaded>,
  },
  {
    id: 'label-texts',
    fields: [
      {
        name: 'labels',
        label: 'examples_field_labels',
        rows: 3,
        value:
          'billing: invoices, refunds, charges\naccess: passwords, sign-in, locked accounts\nidea: wishes for new features',
      },
      {
        name: 'texts',
        label: 'examples_field_lines',
        rows: 5,
        value:
          'I was charged twice this month.\nThe link to reset my password does not come.\nA dark theme would be lovely.',
      },
    ],
    code: labelCode,
    load: () => import('./code/label-texts') as Promise<Loaded>,
  },
  {
    id: 'ask-texts',
    fields: [
      { name: 'question', label: 'examples_field_question', rows: 1, value: 'When does the ferry leave?' },
      {
        name: 'texts',
        label: 'examples_field_paragraphs',
        rows: 7,
        value:
          'The ferry to the island leaves at 7:15 from the east quay. Tickets are sold on board.\n\nThe crane is serviced on the first Monday of each month.\n\nThe harbour office is open from nine to five.',
      },
    ],
    code: askCode,
    load: () => import('./code/ask-texts') as Promise<Loaded>,
  },
];
