import { expect, it } from 'vitest';
import { readAudit } from './read-audit';

it('names what is serious and counts the rest', () => {
  const report = {
    vulnerabilities: {
      hono: { severity: 'critical', via: [{ title: 'Requests can be smuggled' }] },
      'node-server': { severity: 'high', via: ['hono'] },
      small: { severity: 'low', via: [{ title: 'x' }] },
    },
  };
  expect(readAudit(JSON.stringify(report))).toEqual({
    kind: 'answered',
    serious: ['hono (critical): Requests can be smuggled', 'node-server (high): through hono'],
    lesser: 1,
  });
  expect(readAudit('{"vulnerabilities":{}}')).toEqual({ kind: 'answered', serious: [], lesser: 0 });
});

it.each([
  ['', 'no answer'],
  ['not JSON', 'no answer'],
  ['{"message":"405 Method Not Allowed","error":{"summary":"","detail":""}}', '405 Method Not Allowed'],
  ['{"error":{"code":"ENOTFOUND","summary":""}}', 'ENOTFOUND'],
])('%s means that nobody could be asked', (output, reason) => {
  expect(readAudit(output)).toEqual({ kind: 'unreachable', reason });
});
