import { expect, it } from 'vitest';
import type { BriefingReport, ReportMessage } from '../../src/contracts/report';
import { formatBriefing, formatSorted } from './format-briefing';

const message: ReportMessage = {
  messageId: '<1@harbour.example>',
  subject: 'Berth 4 on Friday?',
  category: 'reply',
  urgent: true,
  confidence: 0.914,
  reasons: ['asks a question'],
  text: 'Can we have berth 4 on Friday?',
  summary: [
    {
      text: 'Can we have berth 4 on Friday?',
      origin: 'extracted',
      evidence: [{ quote: 'Can we have berth 4 on Friday?', start: 0, end: 30 }],
    },
  ],
  draft: { text: 'Hi Jo,\n\nBerth 4 is yours.\n\nDana', covers: ['berth 4'], unsupported: ['Dana'] },
  timingsMs: { triage: 2, draft: 3000 },
};

const report: BriefingReport = {
  app: { version: '1.0.0' },
  machine: { threads: 2 },
  models: [{ id: 'small', engine: 'transformers', device: 'wasm', threads: 2, loadMs: 1500 }],
  egress: { requests: [{ url: 'https://elsewhere.example/', bytes: 12 }] },
  digest: 'One mail came in.',
  messages: [
    message,
    { ...message, subject: '', category: 'skip', urgent: false, draft: null, timingsMs: { triage: 4 } },
  ],
  totalMs: 12_345,
};

it('prints digest, groups, drafts with what is not supported, times and requests', () => {
  const text = formatBriefing(report);
  expect(text).toMatch(/^One mail came in\./);
  expect(text).toContain('Needs a reply: 1');
  expect(text).toContain('* Berth 4 on Friday?  [urgent]  (91 %)');
  expect(text).toContain('    | Berth 4 is yours.');
  expect(text).toContain('Not in the mail: Dana');
  expect(text).toContain('* (no subject)');
  expect(text).toMatch(/triage +0\.01 s for +2 mails, median 0\.00 s, longest 0\.00 s/);
  expect(text).toMatch(/draft +3\.00 s for +1 mails/);
  expect(text).toContain('small on wasm with 2 threads, loaded in 1.50 s');
  expect(text).toContain('https://elsewhere.example/ (12 bytes)');
});

it('puts a sorted mail on one line', () => {
  expect(formatSorted(message)).toBe('  reply urgent 0.91  Berth 4 on Friday?');
});
