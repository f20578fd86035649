/** What `npm audit --json` came to. */
export type AuditOutcome =
  /** The registry could not be asked. */
  | { readonly kind: 'unreachable'; readonly reason: string }
  /** Names of shipped packages with known faults that are high or critical, each with the worst of them. */
  | { readonly kind: 'answered'; readonly serious: readonly string[]; readonly lesser: number };

interface AuditReport {
  readonly message?: string;
  readonly error?: { readonly summary?: string; readonly code?: string };
  readonly vulnerabilities?: Readonly<
    Record<string, { readonly severity: string; readonly via: readonly unknown[] }>
  >;
}

/** Reads the answer; whatever is no report of faults means that nobody answered. */
export function readAudit(output: string): AuditOutcome {
  let report: AuditReport;
  try {
    report = JSON.parse(output) as AuditReport;
  } catch {
    return { kind: 'unreachable', reason: 'no answer' };
  }
  const { vulnerabilities } = report;
  if (!vulnerabilities) {
    const reason = report.message || report.error?.summary || report.error?.code || 'no answer';
    return { kind: 'unreachable', reason };
  }
  const found = Object.entries(vulnerabilities);
  const serious = found.filter(([, { severity }]) => severity === 'high' || severity === 'critical');
  return {
    kind: 'answered',
    serious: serious.map(([name, { severity, via }]) => `${name} (${severity}): ${titleOf(via)}`),
    lesser: found.length - serious.length,
  };
}

function titleOf(via: readonly unknown[]): string {
  const titles = via.map((cause) =>
    typeof cause === 'string' ? `through ${cause}` : (cause as { title?: string }).title,
  );
  return titles.filter(Boolean).join('; ');
}
