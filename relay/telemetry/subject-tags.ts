import { bodyHash } from '../../src/contracts/relay.ts';

const REMEMBERED = 1000;
const DIGITS = 12;

/** What stands for a subject in the log: enough to tell subjects apart, and to find one whose name is known. */
export class SubjectTags {
  readonly #known = new Map<string, string>();

  async of(subject: string): Promise<string> {
    const known = this.#known.get(subject);
    if (known !== undefined) return known;
    const tag = (await bodyHash(new TextEncoder().encode(subject))).slice(0, DIGITS);
    if (this.#known.size >= REMEMBERED) this.#known.clear();
    this.#known.set(subject, tag);
    return tag;
  }
}
