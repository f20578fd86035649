import type { ModelTask, ModelVariant } from '../../contracts/model';
import { LICENSE_FILES } from './license-files';
import { noChatTemplate, unsupportedModel } from './model-file-failures';
import {
  contextLengthOf,
  externalDataCounter,
  hasChatTemplate,
  parseOnnxConfig,
  parseTokenizerConfig,
  taskOf,
} from './onnx-config';
import { estimateParameters, findGraph, variantsOf, type GraphKind, type OnnxGraph } from './onnx-graphs';

/** A folder as transformers.js wants it, wherever it is. */
export interface OnnxFolder {
  /** For people. */
  readonly name: string;
  /** Bytes by path. */
  readonly files: ReadonlyMap<string, number>;
  /** The text of a small file that is there. */
  text(path: string): Promise<string>;
}

export interface OnnxModel {
  readonly task: ModelTask;
  /** Tokens. */
  readonly contextLength: number;
  /** Estimated from the bytes. */
  readonly parameters: number;
  readonly quantization: string;
  readonly variants: readonly ModelVariant[];
  /** The files to keep; the graphs last, for they are long in coming. */
  readonly paths: readonly string[];
}

const REQUIRED = ['config.json', 'tokenizer.json', 'tokenizer_config.json'];
const OPTIONAL = [
  'generation_config.json',
  'special_tokens_map.json',
  'chat_template.jinja',
  ...LICENSE_FILES,
];

/**
 * What can be run of an ONNX model: one graph for each of the `preferences`, which are orders of preference. Reads the two configurations
 * only. Rejects with `unsupported-model`, and with `integrity-failed` where a configuration is broken.
 */
export async function describeOnnxModel(
  folder: OnnxFolder,
  options: {
    /** Null: to be told from the files. */
    readonly task: ModelTask | null;
    readonly pipelineTag?: string | undefined;
    readonly preferences: (task: ModelTask) => readonly (readonly GraphKind[])[];
  },
): Promise<OnnxModel> {
  const { name, files } = folder;
  const lacking = REQUIRED.find((path) => !files.has(path));
  if (lacking !== undefined) throw lacks(name, lacking);
  const config = parseOnnxConfig(await folder.text('config.json'));
  const task = options.task ?? taskOf(config, options.pipelineTag);
  if (task === null) throw wrongKind(name, options.pipelineTag ?? config.architectures?.[0]);

  const countData = externalDataCounter(config);
  const graphs = options
    .preferences(task)
    .map((kinds) => findGraph(files, kinds, countData))
    .filter((graph) => graph !== null);
  const [first] = graphs;
  if (!first) throw noGraph(name);

  const tokenizer = parseTokenizerConfig(await folder.text('tokenizer_config.json'));
  if (task === 'text-generation' && !hasChatTemplate(tokenizer) && !files.has('chat_template.jinja'))
    throw noChatTemplate(name);
  return {
    task,
    contextLength: contextLengthOf(task, config, tokenizer),
    parameters: estimateParameters(first),
    quantization: first.dtype,
    variants: distinct(graphs).flatMap((graph) => variantsOf(task, graph)),
    paths: [
      ...REQUIRED,
      ...OPTIONAL.filter((path) => files.has(path)),
      ...new Set(graphs.flatMap((graph) => graph.files)),
    ],
  };
}

function distinct(graphs: readonly OnnxGraph[]): OnnxGraph[] {
  return [...new Map(graphs.map((graph) => [`${graph.device} ${graph.dtype}`, graph])).values()];
}

function lacks(name: string, path: string): Error {
  return unsupportedModel(
    `“${name}” has no ${path}, which an ONNX model for transformers.js needs. Choose a version of it that was made for transformers.js.`,
  );
}

function wrongKind(name: string, kind: string | undefined): Error {
  return unsupportedModel(
    `“${name}” is made for another task than Deskside has. Choose a model for text generation, or one that turns sentences into vectors.`,
    kind,
  );
}

function noGraph(name: string): Error {
  return unsupportedModel(
    `“${name}” has no graph that can be loaded here, such as onnx/model_q4.onnx or onnx/model_quantized.onnx with all of its data, each file below 2 GB. Choose another version of it.`,
  );
}
