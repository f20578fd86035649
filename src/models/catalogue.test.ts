import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CATALOGUE, findModel, modelBytes } from './catalogue';

interface PackManifest {
  readonly id: string;
  readonly task: string;
  readonly license: string;
  readonly parameters: number;
  readonly context_length: number;
  readonly total_bytes: number;
  readonly files: readonly { path: string; bytes: number; sha256: string }[];
  readonly prompts?: Readonly<Record<string, string>>;
}

const manifestOf = (id: string): PackManifest =>
  JSON.parse(
    readFileSync(new URL(`../../public/models/${id}/manifest.json`, import.meta.url), 'utf8'),
  ) as PackManifest;

describe.each(CATALOGUE)('$id', (entry) => {
  const manifest = manifestOf(entry.id);

  it('pins the files of the pack that ships with the app', () => {
    expect(entry.files).toEqual(manifest.files);
    expect(modelBytes(entry)).toBe(manifest.total_bytes);
    expect(entry).toMatchObject({
      id: manifest.id,
      task: manifest.task,
      license: manifest.license,
      parameters: manifest.parameters,
      contextLength: manifest.context_length,
    });
  });

  it('names only files of the pack in its variants', () => {
    const paths = new Set(entry.files.map((file) => file.path));
    for (const path of entry.variants.flatMap((variant) => variant.files)) expect(paths).toContain(path);
  });

  it('has an answer to check against', () => {
    expect(entry.knownAnswer).toMatchObject({
      expected: expect.objectContaining({ length: expect.any(Number) }),
    });
  });

  it('asks in the words that the model was tuned on', () => {
    if (!manifest.prompts) {
      expect(entry.prompts).toBeNull();
      return;
    }
    const { system, mail, summary, keypoint, asks, reply, point } = entry.prompts ?? {};
    expect({ system, mail, summary, keypoint, asks }).toEqual({
      system: manifest.prompts['system'],
      mail: manifest.prompts['mail'],
      summary: manifest.prompts['summary'],
      keypoint: manifest.prompts['keypoint'],
      asks: manifest.prompts['asks'],
    });
    const trained = manifest.prompts['reply']?.replace('{yes|no|later|info}', '{stance}');
    expect(reply?.replace('{points}', point ?? '')).toBe(trained);
  });
});

it('finds a model by its id only', () => {
  expect(findModel('smollm2-135m-desk')?.task).toBe('text-generation');
  expect(findModel('smollm2')).toBeUndefined();
});
