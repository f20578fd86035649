import { describe, expect, it } from 'vitest';
import { makeMessage } from '../../../tests/support/make-message';
import type { TriageRule } from '../../contracts/learning';
import { createTriage } from './create-triage';
import { holds, ruleFor } from './match-rule';
import { parseRule } from './parse-rule';

function rule(sentence: string, overrides: Partial<TriageRule> = {}): TriageRule {
  const reading = parseRule(sentence);
  if (!reading.understood) throw new Error(reading.problem);
  const { conditions, category, urgent } = reading;
  return {
    ...{ id: sentence, sentence, conditions, category, urgent, enabled: true },
    madeAt: '2026-10-01T00:00:00.000Z',
    ...overrides,
  };
}

const INVOICE = makeMessage({
  from: { name: 'Acme GmbH', address: 'billing@acme-tools.example' },
  subject: 'Invoice 4711',
  text: 'Please find it attached.',
  attachments: [{ name: 'Invoice.PDF', mediaType: 'application/pdf', bytes: 9 }],
});
const CLUB = makeMessage({
  from: { name: 'Marco', address: 'marco@home.example' },
  headers: { 'list-id': '<members.tennisclub.example>' },
  text: 'Courts 1 and 2 are wet.',
});

describe('holds', () => {
  it.each([
    ['invoices from Acme are act', INVOICE, true],
    ['invoices from Apex are act', INVOICE, false],
    ['mails with a PDF are act', INVOICE, true],
    ['mails with a PDF are act', CLUB, false],
    ['mails without attachments are read', CLUB, true],
    ['mails without attachments are read', INVOICE, false],
    ['anything from the tennis club list can be skipped', CLUB, true],
    ['anything from the chess club list can be skipped', CLUB, false],
    ['mails from marco@home.example are read', CLUB, true],
    ['mails about court or rackets are read', CLUB, true],
    ['mails about our are read', CLUB, false],
    ['invoices but not from Acme are act', INVOICE, false],
  ])('%s', (sentence, message, expected) => {
    expect(holds(rule(sentence), message)).toBe(expected);
  });
});

describe('words of German and Spanish rules', () => {
  const mail = (text: string) => makeMessage({ subject: '', text });

  it.each([
    ['Rechnungen sind zu erledigen', 'Ihre Rechnung 4711', true],
    ['Reklamationen sind zu beantworten', 'Eine Reklamation zu Nr. 7', true],
    ['Neuigkeiten sind Spam', 'Die Neuigkeit des Tages', true],
    ['Mails über Jungen sind Spam', 'Jung und alt', false],
    ['Mails über Kunden sind Spam', 'Tun Sie es kund.', false],
    ['Las facturas son por hacer', 'Su factura 4711', true],
    ['Las reuniones son para leer', 'La reunión de mañana', true],
    ['Las novedades son spam', 'Una novedad', true],
    ['Los leones son spam', 'Calle de León 3', false],
  ])('%s: “%s”', (sentence, text, expected) => {
    expect(holds(rule(sentence), mail(text))).toBe(expected);
  });
});

describe('ruleFor', () => {
  it('takes the rule with more conditions, then the newer one, and none that is off', () => {
    const broad = rule('mails from Acme are skip');
    const narrow = rule('invoices from Acme are act');
    const newer = rule('mails from Acme are read', { madeAt: '2026-10-02T00:00:00.000Z' });
    expect(ruleFor(INVOICE, [narrow, broad])).toBe(narrow);
    expect(ruleFor(INVOICE, [newer, broad])).toBe(newer);
    expect(ruleFor(INVOICE, [{ ...broad, enabled: false }])).toBeNull();
  });
});

describe('triage under a rule', () => {
  const owner = { name: 'Dana Whitfield', address: 'dana@y.example', role: '' };

  it('does what the rule says, also against a mark as spam, and names it', () => {
    const spam = makeMessage({ ...INVOICE, headers: { 'x-spam-flag': 'YES' } });
    const context = { owner, corrections: [] };
    const ruled = createTriage()(spam, new Float32Array(), {
      ...context,
      rules: [rule('invoices from Acme are urgent act')],
    });
    expect(createTriage()(spam, new Float32Array(), context).category).toBe('skip');
    expect(ruled).toMatchObject({ category: 'act', urgent: true, confidence: 1, source: 'rule' });
    expect(ruled.reasons[0]).toBe('Your rule: “invoices from Acme are urgent act”');
  });

  it('never leaves a mail urgent that the rule lets one skip', () => {
    const urgent = makeMessage({ text: 'Dana, could you send me the figures by 10:00 today? It is urgent.' });
    const context = { owner, corrections: [] };
    expect(createTriage()(urgent, new Float32Array(), context).urgent).toBe(true);
    const rules = [rule('figures are skip')];
    expect(createTriage()(urgent, new Float32Array(), { ...context, rules }).urgent).toBe(false);
  });
});
