import * as v from 'valibot';
import { unlessOdd } from '../../platform/unless-odd';

const bytes = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(Number.MAX_SAFE_INTEGER));

const FILE = v.object({
  // Becomes part of an address, which must not lead out of the repository.
  rfilename: v.pipe(
    v.string(),
    v.check((path) => !path.split('/').some((part) => part === '' || part === '.' || part === '..')),
  ),
  size: bytes,
  /** Git's SHA-1 of the file, or of the pointer to it. */
  blobId: unlessOdd(v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/))),
  lfs: v.nullish(v.object({ sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)), size: bytes })),
});

/** What a hub tells of a repository. What is there beside it is passed over; what only describes may be odd, what pins the files may not. */
const ANSWER = v.object({
  sha: v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/)),
  siblings: v.array(FILE),
  pipeline_tag: unlessOdd(v.string()),
  tags: unlessOdd(v.array(v.string())),
  gated: unlessOdd(v.union([v.boolean(), v.string()])),
  cardData: unlessOdd(
    v.object({
      license: unlessOdd(v.string()),
      license_name: unlessOdd(v.string()),
      language: unlessOdd(v.union([v.string(), v.array(v.string())])),
    }),
  ),
  safetensors: unlessOdd(v.object({ total: count })),
  /** Read by the hub from one of the GGUF files. */
  gguf: unlessOdd(
    v.object({
      architecture: v.string(),
      context_length: count,
      total: count,
      chat_template: unlessOdd(v.string()),
    }),
  ),
});

export type HubFile = v.InferOutput<typeof FILE>;
export type HubAnswer = v.InferOutput<typeof ANSWER>;

/** Null, with the reason, for what is no hub's answer. */
export function parseHubAnswer(text: string): { answer: HubAnswer } | { answer: null; reason: string } {
  try {
    return { answer: v.parse(ANSWER, JSON.parse(text)) };
  } catch (error) {
    return { answer: null, reason: String(error) };
  }
}

/** SPDX's capitals for what the hub writes small; licences that SPDX does not have keep the hub's name. */
const SPDX: Readonly<Record<string, string>> = {
  'apache-2.0': 'Apache-2.0',
  mit: 'MIT',
  'bsd-3-clause': 'BSD-3-Clause',
  'cc-by-4.0': 'CC-BY-4.0',
  'cc-by-sa-4.0': 'CC-BY-SA-4.0',
  'cc-by-nc-4.0': 'CC-BY-NC-4.0',
  'cc-by-nc-sa-4.0': 'CC-BY-NC-SA-4.0',
};

export function licenseOf({ cardData, tags }: Pick<HubAnswer, 'cardData' | 'tags'>): string {
  const tag = tags?.find((other) => other.startsWith('license:'))?.slice('license:'.length);
  const license = cardData?.license ?? tag;
  if (license === 'other') return cardData?.license_name ?? 'other';
  return license === undefined ? 'unknown' : (SPDX[license.toLowerCase()] ?? license);
}

/** BCP 47 tags; the hub also lists words such as `code` and `multilingual`. */
export function languagesOf({ cardData }: Pick<HubAnswer, 'cardData'>): string[] {
  const languages = [cardData?.language ?? []].flat();
  return languages.filter((language) => /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(language));
}
