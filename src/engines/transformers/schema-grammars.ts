import type * as XGrammar from '@mlc-ai/web-xgrammar';
import type { PreTrainedTokenizer } from '@huggingface/transformers';
import type { JsonSchema } from '../../contracts/capabilities';
import { SchemaConstraint } from './schema-constraint';
import { requireGrammarSchema, unsupported } from './schema-keywords';

/** As models have seen JSON most often, and on one line, so that no tokens are spent on its looks. */
const SEPARATORS: [string, string] = [', ', ': '];
const ONE_LINE = -1;
/** Compiling takes a second with a vocabulary of 50,000; a task asks for few forms. */
const MOST_GRAMMARS = 8;

interface Compiler {
  readonly library: typeof XGrammar;
  readonly info: XGrammar.TokenizerInfo;
  readonly compiler: XGrammar.GrammarCompiler;
}

/** Holds answers to JSON Schemas, for one vocabulary, by XGrammar (Dong et al. 2024, arXiv:2411.15100): of each token's place it knows which tokens may stand there. */
export class SchemaGrammars {
  readonly #tokenizer: PreTrainedTokenizer;
  readonly #endTokens: readonly number[];
  #compiler: Promise<Compiler> | null = null;
  readonly #grammars = new Map<string, XGrammar.CompiledGrammar>();

  /** @param endTokens with which the model ends an answer */
  constructor(tokenizer: PreTrainedTokenizer, endTokens: readonly number[]) {
    this.#tokenizer = tokenizer;
    this.#endTokens = endTokens;
  }

  /** The constraint of one answer, which begins with `prefix`. Rejects with `request-unsupported`. Whoever gets it disposes of it. */
  async constrain(schema: JsonSchema, prefix = ''): Promise<SchemaConstraint> {
    requireGrammarSchema(schema);
    const { library } = await this.#load();
    const grammar = await this.#compile(JSON.stringify(schema));
    const matcher = await library.GrammarMatcher.createGrammarMatcher(grammar);
    if (prefix === '' || matcher._acceptString(prefix)) return new SchemaConstraint(matcher);
    matcher.dispose();
    throw unsupported('the beginning of the answer does not fit the schema');
  }

  async dispose(): Promise<void> {
    const loaded = await this.#compiler?.catch(() => null);
    this.#compiler = null;
    for (const grammar of this.#grammars.values()) grammar.dispose();
    this.#grammars.clear();
    loaded?.compiler.dispose();
    loaded?.info.dispose();
  }

  async #compile(schema: string): Promise<XGrammar.CompiledGrammar> {
    const known = this.#grammars.get(schema);
    if (known) return known;
    const { compiler } = await this.#load();
    try {
      const grammar = await compiler.compileJSONSchema(schema, false, ONE_LINE, SEPARATORS, true);
      this.#grammars.set(schema, grammar);
      this.#dropOldest();
      return grammar;
    } catch (error) {
      // It aborts where others throw; what it held is not to be trusted afterwards.
      this.#compiler = null;
      this.#grammars.clear();
      throw unsupported(String(error));
    }
  }

  #dropOldest(): void {
    const [oldest] = this.#grammars.keys();
    if (oldest === undefined || this.#grammars.size <= MOST_GRAMMARS) return;
    this.#grammars.get(oldest)?.dispose();
    this.#grammars.delete(oldest);
  }

  #load(): Promise<Compiler> {
    this.#compiler ??= this.#createCompiler().catch((error: unknown) => {
      this.#compiler = null;
      throw error;
    });
    return this.#compiler;
  }

  async #createCompiler(): Promise<Compiler> {
    const library = await import('@mlc-ai/web-xgrammar');
    const { tokens, kind } = vocabularyOf(this.#tokenizer);
    const { TokenizerInfo, GrammarCompiler } = library;
    const info = await TokenizerInfo.createTokenizerInfo(tokens, kind, false, tokens.length, [
      ...this.#endTokens,
    ]);
    return { library, info, compiler: await GrammarCompiler.createGrammarCompiler(info, false) };
  }
}

/** What XGrammar calls the ways in which vocabularies write bytes. */
type VocabularyKind = 'byte_level' | 'byte_fallback' | 'raw';

/** The tokens by their ids. Special ones are empty, which keeps them out of answers, as are control characters, which JSON has to escape. */
function vocabularyOf(tokenizer: PreTrainedTokenizer): {
  readonly tokens: string[];
  readonly kind: VocabularyKind;
} {
  const ids: ReadonlyMap<string, number> = tokenizer.get_vocab();
  const special = new Set(tokenizer.all_special_ids);
  const kind = ids.has('<0x0A>') ? 'byte_fallback' : ids.has('Ġ') ? 'byte_level' : 'raw';
  const tokens = new Array<string>(Math.max(...ids.values()) + 1).fill('');
  for (const [token, id] of ids) {
    if (!special.has(id) && !CONTROL_BYTES[kind].test(token)) tokens[id] = token;
  }
  return { tokens, kind };
}

/** Bytes below 32, as each kind of vocabulary writes them; GPT-2's shifts them by 256. */
const CONTROL_BYTES: Readonly<Record<VocabularyKind, RegExp>> = {
  byte_level: /[\u0100-\u011f]/,
  byte_fallback: /^<0x[01][0-9A-F]>$|\p{Cc}/u,
  raw: /\p{Cc}/u,
};
