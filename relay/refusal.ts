import {
  RELAY_REFUSALS,
  remarkText,
  type RelayErrorBody,
  type RelayRefusalCode,
  type RelayRemark,
} from '../src/contracts/relay.ts';

export interface RefusalDetails {
  /** Said after the sentence of the code. */
  readonly remark?: RelayRemark;
  readonly retryAfterMs?: number;
}

type RefusalStatus = (typeof RELAY_REFUSALS)[RelayRefusalCode][0];

/** Ends a request with an answer that says why; thrown anywhere in the relay, written by `app.ts`. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RelayRefusalCode;
  readonly retryAfterMs: number | null;
  readonly #remark: RelayRemark | null;

  constructor(code: RelayRefusalCode, { remark, retryAfterMs }: RefusalDetails = {}) {
    const [, , sentence] = RELAY_REFUSALS[code];
    super(remark === undefined ? sentence : `${sentence} ${remarkText(remark)}`);
    this.code = code;
    this.retryAfterMs = retryAfterMs ?? null;
    this.#remark = remark ?? null;
  }

  get status(): RefusalStatus {
    return RELAY_REFUSALS[this.code][0];
  }

  toBody(): RelayErrorBody {
    const [, retryable] = RELAY_REFUSALS[this.code];
    return {
      error: {
        code: this.code,
        type: 'deskside_relay',
        message: this.message,
        ...(this.#remark === null ? {} : { remark: this.#remark }),
        retryable,
      },
    };
  }
}
