import * as v from 'valibot';
import type { ModelEntry } from '../../contracts/model';

/**
 * A model entry of foreign origin: every field has its type and stays within bounds that any honest model keeps; unknown fields are
 * dropped. Whether what it says is true is for others to check.
 */

const LONGEST_PROMPT = 20_000;
/** Dimensions of the largest embedders, several times over. */
const LONGEST_VECTOR = 16_384;

/** On one line, and nothing that would turn the text around it. */
const line = (longest: number) =>
  v.pipe(v.string(), v.maxLength(longest), v.regex(/^[^\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]*$/u));
const prose = v.pipe(v.string(), v.maxLength(LONGEST_PROMPT));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const finite = v.pipe(v.number(), v.finite());
const device = v.picklist(['webgpu', 'wasm']);
const engine = v.picklist(['transformers', 'web-llm', 'wllama', 'fake']);
const id = v.pipe(v.string(), v.regex(/^[a-z0-9._-]{1,120}$/), v.regex(/[a-z0-9]/));

/** Relative, with `/`, and the same file on every system. */
const path = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(400),
  v.regex(/^[^\p{Cc}\p{Cs}\\:]+$/u),
  v.check((value) => value.split('/').every((part) => !['', '.', '..'].includes(part))),
);

const files = v.pipe(
  v.array(v.object({ path, bytes: count, sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) })),
  v.minLength(1),
  v.maxLength(1000),
  // As a Mac or Windows sees it, where `A` and `a` are one file.
  v.check((list) => new Set(list.map((file) => file.path.toLowerCase())).size === list.length),
);

const variant = v.object({
  engine,
  device,
  graph: v.union([path, v.literal('')]),
  dtype: v.pipe(v.string(), v.regex(/^[\w.-]{0,40}$/)),
  files: v.pipe(v.array(path), v.maxLength(1000)),
  peakBytes: count,
  requiresF16: v.exactOptional(v.boolean()),
});

const source = v.variant('kind', [
  v.object({ kind: v.literal('bundled') }),
  v.object({
    kind: v.literal('hub'),
    repo: v.pipe(v.string(), v.regex(/^[\w-][\w.-]{0,95}\/[\w-][\w.-]{0,95}$/)),
    revision: v.pipe(v.string(), v.regex(/^\w[\w./-]{0,119}$/)),
  }),
  v.object({ kind: v.literal('file'), name: line(400) }),
]);

const prompts = v.object({
  system: prose,
  mail: prose,
  summary: prose,
  keypoint: prose,
  asks: prose,
  reply: prose,
  point: prose,
});

const knownAnswer = v.variant('kind', [
  v.object({
    kind: v.literal('generate'),
    prompt: prose,
    maxTokens: v.pipe(count, v.maxValue(1000)),
    expected: prose,
    match: v.exactOptional(v.picklist(['exact', 'contains'])),
  }),
  v.object({
    kind: v.literal('embed'),
    text: prose,
    expected: v.pipe(v.array(finite), v.minLength(1), v.maxLength(LONGEST_VECTOR)),
    tolerance: v.pipe(finite, v.minValue(0), v.maxValue(2)),
  }),
  v.object({ kind: v.literal('nearer'), text: prose, near: prose, far: prose }),
]);

export const PACK_ENTRY_SCHEMA: v.GenericSchema<unknown, ModelEntry> = v.pipe(
  v.object({
    id,
    name: v.pipe(line(200), v.minLength(1)),
    task: v.picklist(['text-generation', 'feature-extraction']),
    engine,
    purpose: line(1000),
    license: line(200),
    languages: v.pipe(v.array(line(35)), v.maxLength(300)),
    parameters: count,
    contextLength: count,
    quantization: line(40),
    downloadBytes: count,
    memoryBytes: count,
    devices: v.pipe(v.array(device), v.maxLength(2)),
    requiresF16: v.boolean(),
    source,
    evidence: v.picklist(['tested', 'listed']),
    // Where a pack says its files are is never asked; see `open-pack.ts`.
    baseUrl: line(400),
    files,
    variants: v.pipe(v.array(variant), v.minLength(1), v.maxLength(20)),
    prompts: v.nullable(prompts),
    knownAnswer,
  }),
  v.check((entry) => {
    const paths = new Set(entry.files.map((file) => file.path));
    return entry.variants.every((each) => each.files.every((needed) => paths.has(needed)));
  }),
);
