import * as v from 'valibot';
import { DesksideError } from '../../contracts/failure';
import type { ImportFile } from '../../contracts/import-api';

/** The files of a folder that is laid out like the sample. A file is found by its name, whatever folder it lies in: a file input hands over names only. */
export interface DataFiles {
  has(name: string): boolean;
  /** All names, without folders. */
  names(): readonly string[];
  /** The file, or null when there is none of that name. */
  find(name: string): ImportFile | null;
  /** Text as UTF-8, without a byte order mark. Rejects with `import-empty` when there is no such file. */
  readText(name: string): Promise<string>;
  /** Rejects with `import-empty`, or with `import-damaged` when it is no JSON or lacks what `schema` asks for. */
  readJson<Schema extends v.GenericSchema>(name: string, schema: Schema): Promise<v.InferOutput<Schema>>;
}

export function createDataFiles(files: readonly ImportFile[]): DataFiles {
  const byName = new Map(files.map((file) => [baseName(file.name), file]));

  async function readText(name: string): Promise<string> {
    const file = byName.get(name);
    if (!file) throw missing(name);
    return (await file.blob.text()).replace(/^\uFEFF/u, '');
  }

  return {
    has: (name) => byName.has(name),
    names: () => [...byName.keys()],
    find: (name) => byName.get(name) ?? null,
    readText,
    async readJson(name, schema) {
      const text = await readText(name);
      let value: unknown;
      try {
        value = JSON.parse(text);
      } catch (thrown) {
        throw damaged(name, 'it is no valid JSON', thrown);
      }
      const parsed = v.safeParse(schema, value);
      if (parsed.success) return parsed.output;
      const [issue] = parsed.issues;
      throw damaged(name, `“${v.getDotPath(issue) ?? 'the whole'}” is not as expected (${issue.message})`);
    },
  };
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

function missing(name: string): DesksideError {
  return new DesksideError({
    code: 'import-empty',
    message: `There is no “${name}” among these files, and this evaluation needs it. Choose all files of a folder that is laid out like the sample.`,
    retryable: false,
  });
}

/** `problem` ends the sentence that begins with the file's name. */
export function damaged(name: string, problem: string, cause?: unknown): DesksideError {
  return new DesksideError(
    {
      code: 'import-damaged',
      message: `“${name}” cannot be used: ${problem}. Compare it with the file of that name in the sample.`,
      retryable: false,
    },
    { cause },
  );
}
