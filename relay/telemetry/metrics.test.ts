import { expect, it } from 'vitest';
import { Metrics } from './metrics.ts';

it('writes what Prometheus reads: each bucket holds those below it, too', () => {
  const metrics = new Metrics();
  const labels = { gen_ai_token_type: 'input' };
  for (const tokens of [1, 10, 300, 1_000_000]) metrics.observe('gen_ai_client_token_usage', labels, tokens);
  metrics.add('deskside_relay_refusals_total', { code: 'blocked' }, 2);
  metrics.set('deskside_relay_breaker_open', { provider: 'a"b\\c' }, 1);
  const lines = metrics.toString().split('\n');
  const bucket = (most: string): string | undefined =>
    lines.find(
      (line) => line.startsWith('gen_ai_client_token_usage_bucket') && line.includes(`le="${most}"`),
    );
  expect(bucket('1')).toMatch(/ 1$/);
  expect(bucket('16')).toMatch(/ 2$/);
  expect(bucket('1024')).toMatch(/ 3$/);
  expect(bucket('+Inf')).toMatch(/ 4$/);
  expect(lines).toContain('gen_ai_client_token_usage_sum{gen_ai_token_type="input"} 1000311');
  expect(lines).toContain('gen_ai_client_token_usage_count{gen_ai_token_type="input"} 4');
  expect(lines).toContain('# TYPE gen_ai_client_token_usage histogram');
  expect(lines).toContain('deskside_relay_refusals_total{code="blocked"} 2');
  expect(lines).toContain('deskside_relay_breaker_open{provider="a_b_c"} 1');
});
