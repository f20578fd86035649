import type { VariantName } from '../../contracts/inference-api';
import type { MachineProbe } from '../../contracts/machine';
import type { ModelEntry } from '../../contracts/model';

/**
 * Bytes for each weight of ways that hold weights otherwise than they are stored: of the starter's graphs for WASM, ONNX Runtime expands the
 * one to 32-bit floats when it loads it, and the other gets weights of 8 bits that are made at load.
 */
const HELD_BYTES_A_WEIGHT: Readonly<Record<string, number>> = {
  'transformers wasm model_wasm q4': 4,
  'transformers wasm model_wasm int8': 1,
};

/** Bytes of weights that a model reads for each token, which is all of them. Null for what runs elsewhere. */
export function weightBytesOfToken(entry: ModelEntry, way: VariantName): number | null {
  const { engine, device, graph, dtype } = way;
  const variant = entry.variants.find(
    (other) =>
      other.engine === engine && other.device === device && other.graph === graph && other.dtype === dtype,
  );
  const held = HELD_BYTES_A_WEIGHT[`${engine} ${device} ${graph} ${dtype}`];
  if (held !== undefined) return held * entry.parameters;
  const paths = new Set(variant?.files);
  const stored = entry.files.filter(({ path }) => paths.has(path));
  return stored.length > 0 ? stored.reduce((sum, { bytes }) => sum + bytes, 0) : null;
}

/**
 * Tokens a second that the speed of memory allows, were nothing to take time but reading the weights. Null for embedders, which read them
 * once for many tokens, and where it is not known.
 *
 * @param probe what one thread reads; several read up to so many times as much, unless memory itself is the narrow place
 */
export function mostTokensPerSecond(
  entry: ModelEntry,
  way: VariantName,
  { memoryBytesPerSecond, gpuBytesPerSecond }: MachineProbe,
): number | null {
  if (entry.task !== 'text-generation') return null;
  const speed =
    way.device === 'wasm' ? memoryBytesPerSecond : way.device === 'webgpu' ? gpuBytesPerSecond : null;
  const bytes = weightBytesOfToken(entry, way);
  return speed === null || bytes === null ? null : speed / bytes;
}
