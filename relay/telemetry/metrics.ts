type Labels = Readonly<Record<string, string>>;

interface Histogram {
  readonly counts: number[];
  sum: number;
}

interface Family {
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly values: Map<string, number>;
  readonly histograms: Map<string, Histogram>;
  readonly buckets: readonly number[];
}

const SECONDS = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600];
const TOKENS = [1, 16, 64, 256, 1024, 4096, 16_384, 65_536, 262_144];

/**
 * The names are those of OpenTelemetry's semantic conventions for HTTP and generative AI, as Prometheus writes them; what has none there
 * begins with `deskside_relay_`.
 */
const FAMILIES = {
  http_server_request_duration_seconds: ['histogram', 'Duration of HTTP requests.', SECONDS],
  gen_ai_client_operation_duration_seconds: ['histogram', 'Duration of calls to providers.', SECONDS],
  gen_ai_server_time_to_first_token_seconds: ['histogram', 'Time to the first word of a provider.', SECONDS],
  gen_ai_client_token_usage: ['histogram', 'Tokens of an answer.', TOKENS],
  deskside_relay_refusals_total: ['counter', 'Requests that were refused, by code.', []],
  deskside_relay_attempts_total: ['counter', 'Calls to providers, by outcome.', []],
  deskside_relay_spent_dollars_total: ['counter', 'Money spent.', []],
  deskside_relay_streams: ['gauge', 'Answers that are being written.', []],
  deskside_relay_breaker_open: ['gauge', 'Whether a provider is left alone.', []],
} as const satisfies Readonly<Record<string, readonly [Family['type'], string, readonly number[]]>>;

export type MetricName = keyof typeof FAMILIES;

/** Counts in this process, written in the text format of Prometheus. Labels hold ids and codes of the relay's own only. */
export class Metrics {
  readonly #families = new Map<string, Family>();

  constructor() {
    for (const [name, [type, help, buckets]] of Object.entries(FAMILIES)) {
      this.#families.set(name, { type, help, buckets, values: new Map(), histograms: new Map() });
    }
  }

  add(name: MetricName, labels: Labels, amount = 1): void {
    const values = this.#families.get(name)?.values;
    const key = written(labels);
    values?.set(key, (values.get(key) ?? 0) + amount);
  }

  set(name: MetricName, labels: Labels, value: number): void {
    this.#families.get(name)?.values.set(written(labels), value);
  }

  observe(name: MetricName, labels: Labels, value: number): void {
    const family = this.#families.get(name);
    if (!family) return;
    const key = written(labels);
    let histogram = family.histograms.get(key);
    if (!histogram) {
      histogram = { counts: new Array<number>(family.buckets.length + 1).fill(0), sum: 0 };
      family.histograms.set(key, histogram);
    }
    const bucket = family.buckets.findIndex((most) => value <= most);
    const at = bucket === -1 ? family.buckets.length : bucket;
    histogram.counts[at] = (histogram.counts[at] ?? 0) + 1;
    histogram.sum += value;
  }

  toString(): string {
    const lines: string[] = [];
    for (const [name, family] of this.#families) {
      lines.push(`# HELP ${name} ${family.help}`, `# TYPE ${name} ${family.type}`);
      for (const [labels, value] of family.values) lines.push(`${name}${braced(labels)} ${value}`);
      for (const [labels, { counts, sum }] of family.histograms) {
        let below = 0;
        counts.forEach((count, at) => {
          below += count;
          const most = family.buckets[at];
          const bound = `le="${most === undefined ? '+Inf' : most}"`;
          lines.push(`${name}_bucket${braced(labels ? `${labels},${bound}` : bound)} ${below}`);
        });
        lines.push(`${name}_sum${braced(labels)} ${sum}`, `${name}_count${braced(labels)} ${below}`);
      }
    }
    return `${lines.join('\n')}\n`;
  }
}

function written(labels: Labels): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${value.replace(/["\\\n]/g, '_')}"`)
    .join(',');
}

function braced(labels: string): string {
  return labels ? `{${labels}}` : '';
}
