import { RELAY_REFUSALS, type RelayErrorBody, type RelayRefusalCode } from '../src/contracts/relay.ts';

export interface RefusalDetails {
  /** Said after the sentence of the code; holds nothing that was sent to the relay. */
  readonly more?: string;
  readonly retryAfterMs?: number;
}

type RefusalStatus = (typeof RELAY_REFUSALS)[RelayRefusalCode][0];

/** Ends a request with an answer that says why; thrown anywhere in the relay, written by `app.ts`. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RelayRefusalCode;
  readonly retryAfterMs: number | null;

  constructor(code: RelayRefusalCode, { more, retryAfterMs }: RefusalDetails = {}) {
    const [, , sentence] = RELAY_REFUSALS[code];
    super(more === undefined ? sentence : `${sentence} ${more}`);
    this.code = code;
    this.retryAfterMs = retryAfterMs ?? null;
  }

  get status(): RefusalStatus {
    return RELAY_REFUSALS[this.code][0];
  }

  toBody(): RelayErrorBody {
    const [, retryable] = RELAY_REFUSALS[this.code];
    return { error: { code: this.code, type: 'deskside_relay', message: this.message, retryable } };
  }
}
