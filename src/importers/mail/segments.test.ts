import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slowdown } from '../../../tests/support/slowdown';
import type { SegmentKind } from '../../contracts/message';
import { isForwardSubject, segmentText, type SegmentContext } from './segments';

function partsOf(text: string, context?: SegmentContext): Partial<Record<SegmentKind, string>> {
  const parts: Partial<Record<SegmentKind, string>> = {};
  for (const { kind, start, end } of segmentText(text, context)) {
    parts[kind] = (parts[kind] ?? '') + text.slice(start, end);
  }
  return parts;
}

const QUOTE = '> We meet at nine.\n> Bring the list.';

describe('segmentText', () => {
  it('covers any text in order without gaps', () => {
    const line = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.constantFrom(
        '',
        '> quoted',
        '-- ',
        '--',
        'Best regards,',
        'On Monday, Ann wrote:',
        '-----Original Message-----',
        'From: a',
        'Sent: b',
        'To: c',
        'Subject: d',
        'Unsubscribe here',
        '_____________________________',
        'PS one more',
        '---------- Forwarded message ---------',
      ),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 25 }), fc.boolean(), (lines, isForward) => {
        const text = lines.join('\n');
        let end = 0;
        for (const segment of segmentText(text, { isForward, senderName: 'Ann Lee' })) {
          expect(segment.start).toBe(end);
          expect(segment.end).toBeGreaterThan(segment.start);
          end = segment.end;
        }
        expect(end).toBe(text.length);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    'On Mon, 12 Oct 2026 at 18:22, Ann Lee <ann@north.example> wrote:',
    'Am 12.10.2026 um 18:22 schrieb Ann Lee <ann@north.example>:',
    'El lun, 12 oct 2026 a las 18:22, Ann Lee (<ann@north.example>) escribió:',
    'Le lun. 12 oct. 2026 à 18:22, Ann Lee <ann@north.example> a écrit :',
    'Op ma 12 okt. 2026 om 18:22 schreef Ann Lee <ann@north.example>:',
    'On Mon, 12 Oct 2026 at 18:22, Ann Lee\n<ann@north.example> wrote:',
    'Ann Lee writes:',
  ])('takes the quote with its introduction “%s”', (attribution) => {
    const parts = partsOf(`Fine with me.\n\n${attribution}\n${QUOTE}\n`);
    expect(parts.body?.trim()).toBe('Fine with me.');
    expect(parts.quote?.trim()).toBe(`${attribution}\n${QUOTE}`);
  });

  it('keeps answers between quoted lines as body', () => {
    const parts = partsOf('> Red or blue?\n\nBlue, please.\n\n> When?\n\nOn Friday.');
    expect(parts.body?.replace(/\s+/g, ' ').trim()).toBe('Blue, please. On Friday.');
  });

  it('does not take an arrow for a quote', () => {
    expect(partsOf('Last call.\n\n>> Keep my seat: https://x.example\n').quote).toBeUndefined();
  });

  it.each([
    '-----Original Message-----\nFrom: Ann Lee\nSent: Monday, 12 October 2026 18:22\nTo: Dana\nSubject: The plan',
    '-----Ursprüngliche Nachricht-----\nVon: Ann Lee\nGesendet: Montag, 12. Oktober 2026 18:22\nAn: Dana\nBetreff: Der Plan',
    'De: Ann Lee\nEnviado: lunes, 12 de octubre de 2026 18:22\nPara: Dana\nAsunto: El plan',
    'De : Ann Lee\nEnvoyé : lundi 12 octobre 2026 18:22\nÀ : Dana\nObjet : Le plan',
    'Van: Ann Lee\nVerzonden: maandag 12 oktober 2026 18:22\nAan: Dana\nOnderwerp: Het plan',
    '________________________________\nFrom: Ann Lee <ann@north.example>\nDate: Monday, 12 October 2026\nSubject: The plan',
  ])('takes everything under an Outlook header for a quote: %s', (header) => {
    const parts = partsOf(`Yes, fine.\n\n${header}\n\nCan you come on Friday?`);
    expect(parts.body?.trim()).toBe('Yes, fine.');
    expect(parts.quote?.trim()).toBe(`${header}\n\nCan you come on Friday?`);
  });

  it('reads forwarded mail under a line of one’s own as body', () => {
    const header =
      '---------- Forwarded message ---------\nFrom: Bob <bob@x.example>\nDate: Mon, 12 Oct 2026\nSubject: Rows\nTo: Ann';
    const parts = partsOf(`Yours, I think.\n\n${header}\n\nThree rows are still open.`);
    expect(parts.body).toContain('Yours, I think.');
    expect(parts.body).toContain('Three rows are still open.');
    expect(parts.quote?.trim()).toBe(header);
  });

  it('reads a forward in Outlook’s style as body when the subject says that it is one', () => {
    const text = 'FYI\n\nFrom: Bob\nSent: Monday\nTo: Ann\nSubject: Rows\n\nThree rows are open.';
    expect(isForwardSubject('WG: Rows')).toBe(true);
    expect(partsOf(text, { isForward: true }).body).toContain('Three rows are open.');
    expect(partsOf(text, { isForward: false }).body?.trim()).toBe('FYI');
  });

  it('takes forwarded mail under much text of one’s own for a quote', () => {
    const own = 'I have read all of it and disagree with nearly every line of it. '.repeat(6);
    const parts = partsOf(`${own}\n\n---------- Forwarded message ---------\n\nThree rows are open.`);
    expect(parts.quote).toContain('Three rows are open.');
  });

  it.each([
    'Best regards,\nAnn Lee\nHead of Yards\nTel. +44 20 7946 0118',
    'Mit freundlichen Grüßen\n\nAnn Lee\nLeitung Betrieb',
    'Un saludo,\nAnn',
    'Bien cordialement,\nAnn Lee',
    'Met vriendelijke groet,\nAnn Lee | Planner | ann@north.example',
    'Thanks!\nAnn',
    '--\nAnn Lee\nHead of Yards',
    'Ann Lee\nHead of Yards\n+44 20 7946 0118',
    'Sent from my phone',
  ])('takes “%s” for a signature', (signature) => {
    const parts = partsOf(`Please send the list by Friday.\n\n${signature}`, { senderName: 'Ann Lee' });
    expect(parts.signature?.trim()).toBe(signature);
    expect(parts.body?.trim()).toBe('Please send the list by Friday.');
  });

  it('keeps thanks in the middle of a mail and a postscript as body', () => {
    const text =
      'Thanks,\n\nI got the list and will read it tonight, so that we can talk on Friday about all of it.\n\nBest,\nAnn\n\nPS Bring the key.';
    const parts = partsOf(text, { senderName: 'Ann Lee' });
    expect(parts.body).toContain('I got the list');
    expect(parts.body).toContain('PS Bring the key.');
    expect(parts.signature?.trim()).toBe('Best,\nAnn');
  });

  it.each([
    'This e-mail and any attachments are confidential and intended only for the addressee.',
    'You are receiving this because you signed up.\nUnsubscribe: https://x.example/u',
    'Diese E-Mail enthält vertrauliche Informationen.',
    '_______________________________________________\nyards mailing list\nhttps://lists.x.example/yards',
  ])('takes “%s” for a footer', (footer) => {
    const parts = partsOf(`The gate is closed on Friday from noon.\n\n${footer}\n`);
    expect(parts.footer?.trim()).toBe(footer);
    expect(parts.body?.trim()).toBe('The gate is closed on Friday from noon.');
  });

  it('leaves a mail that is nothing but a notice as body', () => {
    expect(partsOf('Unsubscribe me from this list, please.').body).toBe(
      'Unsubscribe me from this list, please.',
    );
  });

  it('takes time in proportion to a long text of lines that look like headers', () => {
    const lines = 'From: a\nOn Monday wrote\n---------- Forwarded message ---------\n';
    expect(slowdown((times) => segmentText(lines.repeat(times)), 200)).toBeLessThan(4);
  });
});
