import type { Category, Draft, SummarySentence } from './briefing';
import type { ForeignRequest } from './foreign-request';
import type { Device, EngineId } from './model';

/** `report.json`, written by the page's export and by `npm run brief`. */
export interface BriefingReport {
  readonly app: { readonly version: string };
  readonly machine: Readonly<Record<string, string | number | boolean>>;
  readonly models: readonly {
    readonly id: string;
    readonly engine: EngineId;
    readonly device: Device;
    readonly threads: number;
    readonly loadMs: number;
  }[];
  /** Requests that left the app's own origin, as far as the page can see; `npm run brief` adds what the browser saw. */
  readonly egress: { readonly requests: readonly ReportRequest[] };
  readonly digest: string;
  readonly messages: readonly ReportMessage[];
  readonly totalMs: number;
}

/** What `npm run brief` sees from outside has the address and the bytes only. */
type ReportRequest = Pick<ForeignRequest, 'url' | 'bytes'> & Partial<ForeignRequest>;

export interface ReportMessage {
  readonly messageId: string;
  readonly subject: string;
  readonly category: Category;
  readonly urgent: boolean;
  readonly confidence: number;
  readonly reasons: readonly string[];
  /** The decoded body as the app shows it; evidence offsets are UTF-16 offsets into it. */
  readonly text: string;
  readonly summary: readonly SummarySentence[];
  readonly draft: null | (Pick<Draft, 'text' | 'covers'> & { readonly unsupported: readonly string[] });
  readonly timingsMs: Readonly<Record<string, number>>;
}
