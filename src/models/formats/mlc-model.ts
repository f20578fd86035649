import type { ModelTask, ModelVariant } from '../../contracts/model';
import { LICENSE_FILES } from './license-files';
import {
  MLC_CONFIG_PATH,
  mlcContextBytes,
  mlcContextLength,
  mlcRequiresF16,
  mlcTaskOf,
  parseMlcConfig,
  parseMlcTensors,
  type MlcConfig,
  type MlcTensors,
} from './mlc-config';
import { brokenFile, noChatTemplate, unsupportedModel } from './model-file-failures';

/** A folder as `mlc_llm` leaves it, wherever it is. */
export interface MlcFolder {
  /** For people. */
  readonly name: string;
  /** Bytes by path. */
  readonly files: ReadonlyMap<string, number>;
  /** The text of a small file that is there. */
  text(path: string): Promise<string>;
}

export interface MlcModel {
  readonly task: ModelTask;
  /** Tokens. */
  readonly contextLength: number;
  readonly parameters: number;
  readonly quantization: string;
  readonly variants: readonly ModelVariant[];
  /** The files to keep besides the library; the weights last, for they are long in coming. */
  readonly paths: readonly string[];
  readonly largestTensorBytes: number;
}

/** What web-llm asks for, and the name that earlier versions of MLC gave to the same file. */
const TENSOR_LISTS = ['tensor-cache.json', 'ndarray-cache.json'];
/** In the order in which web-llm looks for them. */
const TOKENIZERS = ['tokenizer.json', 'tokenizer.model'];
/** Bytes for what is computed between the layers; from web-llm's own figures, less weights and context. */
const WORKING_BYTES = 100e6;
/** Of a quantization's name, when the files do not tell how many bits a weight takes. */
const UNTOLD_BITS = 4.5;

/**
 * What can be run of an MLC model. Reads the configuration and the list of tensors only. Rejects with `unsupported-model`, and with
 * `integrity-failed` where one of them is broken or a file of weights is cut off.
 */
export async function describeMlcModel(
  folder: MlcFolder,
  options: {
    /** Null: to be told from the files. */
    readonly task: ModelTask | null;
    /** Tokens; null: to be told from the files. */
    readonly contextLength: number | null;
    /** The compiled library, by the path that it has in the model. */
    readonly libraryPath: string;
  },
): Promise<MlcModel> {
  const { name, files } = folder;
  const tensorsPath = requireOne(folder, TENSOR_LISTS);
  const tokenizerPath = requireOne(folder, TOKENIZERS);
  const config = parseMlcConfig(await folder.text(MLC_CONFIG_PATH));
  const task = options.task ?? mlcTaskOf(config);
  // Earlier versions of MLC only named the template.
  const isTold = typeof config.conv_template === 'object' && config.conv_template !== null;
  if (task === 'text-generation' && !isTold) throw noChatTemplate(name);
  const tensors = parseMlcTensors(await folder.text(tensorsPath), tensorsPath);
  requireShards(folder, tensors);

  const { quantization } = config;
  const contextLength = options.contextLength ?? mlcContextLength(task, config);
  const licenses = LICENSE_FILES.filter((path) => files.has(path));
  return {
    task,
    contextLength,
    parameters: parametersOf(tensors),
    quantization: quantization || 'unknown',
    variants: [
      {
        engine: 'web-llm',
        device: 'webgpu',
        graph: options.libraryPath,
        dtype: quantization.replace(/[^\w.-]/g, '').slice(0, 40),
        files: [options.libraryPath],
        peakBytes: peakBytesOf(task, config, tensors, contextLength),
        ...(mlcRequiresF16(quantization) ? { requiresF16: true } : {}),
      },
    ],
    paths: [
      MLC_CONFIG_PATH,
      tensorsPath,
      tokenizerPath,
      ...licenses,
      ...new Set(tensors.records.map(({ dataPath }) => dataPath)),
    ],
    largestTensorBytes: tensors.records
      .flatMap(({ records }) => records)
      .reduce((largest, { nbytes }) => Math.max(largest, nbytes), 0),
  };
}

function requireOne({ name, files }: MlcFolder, names: readonly string[]): string {
  const found = names.find((path) => files.has(path));
  if (found !== undefined) return found;
  throw unsupportedModel(
    `“${name}” has no ${names[0]}, which WebLLM needs. Choose a version of it that was converted with a current MLC.`,
  );
}

function requireShards({ name, files }: MlcFolder, { records }: MlcTensors): void {
  for (const { dataPath, nbytes } of records) {
    const found = files.get(dataPath);
    if (found === undefined) {
      throw unsupportedModel(
        `“${name}” is not whole: its file “${dataPath}” is missing. Add all files of it together.`,
      );
    }
    if (found !== nbytes) throw brokenFile(dataPath, `${found} bytes instead of ${nbytes}`);
  }
}

const weightBytesOf = ({ records }: MlcTensors): number =>
  records.reduce((sum, { nbytes }) => sum + nbytes, 0);

function parametersOf(tensors: MlcTensors): number {
  const { BitsPerParam: bits = 0 } = tensors.metadata ?? {};
  return Math.round((weightBytesOf(tensors) * 8) / (bits > 0 ? bits : UNTOLD_BITS));
}

/** On the GPU; of the weights, no more than a file at a time passes through the page. */
function peakBytesOf(task: ModelTask, config: MlcConfig, tensors: MlcTensors, contextLength: number): number {
  const weights = weightBytesOf(tensors);
  const context = task === 'text-generation' ? (mlcContextBytes(config, contextLength) ?? weights / 5) : 0;
  return Math.ceil((weights + context + WORKING_BYTES) / 10e6) * 10e6;
}
