/** A GGUF model as its files' names tell: one file, or all parts of one. */
export interface GgufSet {
  /** Without part number and suffix. */
  readonly name: string;
  /** The name without the quantization; empty when there is nothing else in it. */
  readonly title: string;
  /** As the name writes it, in capitals, for instance `Q4_K_M`; null when it does not. */
  readonly quantization: string | null;
  /** In order. */
  readonly paths: readonly string[];
  readonly bytes: number;
  /** False when parts are missing. */
  readonly whole: boolean;
}

/** Beside the weights there may be a picture encoder, or statistics of a quantization. */
const NO_MODEL = /mmproj|imatrix/i;
const PART = /^(.*)-(\d{5})-of-(\d{5})\.gguf$/i;
const QUANTIZATION = /(?:^|[-._])(I?Q\d(?:_[A-Z0-9]+)*|TQ\d_\d|MXFP4(?:_MOE)?|BF16|F16|F32)$/i;

/** Puts the parts of split models together. `files`: bytes by path; what is no GGUF file is left out. */
export function groupGgufFiles(files: ReadonlyMap<string, number>): GgufSet[] {
  const singles: GgufSet[] = [];
  const parts = new Map<string, Map<number, string>>();
  for (const [path, bytes] of files) {
    if (!/\.gguf$/i.test(path) || NO_MODEL.test(path)) continue;
    const [, name = '', number, count] = PART.exec(path) ?? [];
    if (count === undefined) singles.push(describe(path.slice(0, -'.gguf'.length), [path], bytes, true));
    else mapOf(parts, `${name} ${count}`).set(Number(number), path);
  }
  return [...singles, ...[...parts].map(([key, paths]) => joinParts(key, paths, files))];
}

function joinParts(
  key: string,
  parts: ReadonlyMap<number, string>,
  files: ReadonlyMap<string, number>,
): GgufSet {
  const separator = key.lastIndexOf(' ');
  const numbers = [...parts.keys()].sort((a, b) => a - b);
  const paths = numbers.map((number) => parts.get(number) ?? '');
  const bytes = paths.reduce((sum, path) => sum + (files.get(path) ?? 0), 0);
  // Numbers are distinct, so that as many of them from 1 to the last are all.
  const whole = numbers.length === Number(key.slice(separator + 1)) && numbers.at(-1) === numbers.length;
  return describe(key.slice(0, separator), paths, bytes, whole && numbers[0] === 1);
}

function describe(pathName: string, paths: readonly string[], bytes: number, whole: boolean): GgufSet {
  const name = pathName.slice(pathName.lastIndexOf('/') + 1);
  const [suffix = '', quantization = null] = QUANTIZATION.exec(name) ?? [];
  const title = name.slice(0, name.length - suffix.length);
  return { name, title, quantization: quantization?.toUpperCase() ?? null, paths, bytes, whole };
}

function mapOf<T>(maps: Map<string, Map<number, T>>, key: string): Map<number, T> {
  const map = maps.get(key) ?? new Map<number, T>();
  maps.set(key, map);
  return map;
}
