import type { MachineProfile } from '../../contracts/machine';
import type { ModelEntry, ModelFile, ModelListing, ModelTask, ModelVariant } from '../../contracts/model';
import type { Fetch } from '../../platform/fetch';
import { readGgufHeader } from '../formats/gguf-header';
import {
  ggufContext,
  ggufFacts,
  ggufTask,
  ggufVariants,
  poolingOfPipeline,
  type GgufFacts,
} from '../formats/gguf-model';
import type { GgufSet } from '../formats/gguf-names';
import { LICENSE_FILES } from '../formats/license-files';
import { completeEntry } from '../formats/model-entry';
import { MLC_CONFIG_PATH } from '../formats/mlc-config';
import { unsupportedModel } from '../formats/model-file-failures';
import { readableName } from '../formats/model-name';
import { describeOnnxModel } from '../formats/onnx-model';
import { preferredGraphs } from '../formats/onnx-graphs';
import { chooseGguf } from './choose-gguf';
import { hubModelId } from './hub-address';
import { languagesOf, licenseOf } from './hub-answer';
import { findMlcModel } from './resolve-mlc-model';
import { openHubRepository, type HubRepository } from './hub-repository';

export interface HubModelRequest {
  /** `owner/name`. */
  readonly repo: string;
  /** A branch, tag or commit. */
  readonly revision: string;
  /** The one that the user wants of the files that are the model, or of its graphs; else the best for the machine. */
  readonly file?: string;
  /** Address of the compiled library of an MLC model, where the user gives one. */
  readonly library?: string;
  /** What the catalogue has of this repository. */
  readonly listing: ModelListing | null;
  /** In order of preference, each ending in `/`. */
  readonly hubs: readonly string[];
  /** Further servers that the user allowed. */
  readonly redirects?: readonly string[];
  readonly fetch: Fetch;
  readonly machine: MachineProfile;
  readonly signal?: AbortSignal;
}

/** What was found of a model in the files that suit the machine. */
interface Found {
  readonly task: ModelTask;
  /** Tokens. */
  readonly contextLength: number;
  readonly parameters: number;
  readonly quantization: string;
  readonly variants: readonly ModelVariant[];
  /** The files to fetch. */
  readonly paths: readonly string[];
  /** Files from elsewhere than the repository. */
  readonly pinned?: readonly ModelFile[];
  readonly largestTensorBytes?: number;
}

/**
 * Looks a repository up, chooses the files that suit the machine and pins each of them; fetches no weights. Rejects with
 * `source-not-allowed`, `model-unknown`, `unsupported-model`, `download-failed`, `integrity-failed` or `cancelled`.
 */
export async function resolveHubModel(request: HubModelRequest): Promise<ModelEntry> {
  const { repo, listing } = request;
  const repository = await openHubRepository(request);
  const { answer } = repository;
  const found = await find(request, repository);
  const files = [...(found.pinned ?? [])];
  for (const path of found.paths) files.push(await repository.pin(path));
  const entry = completeEntry({
    id: hubModelId(repo),
    name: readableName(repo.slice(repo.indexOf('/') + 1)),
    purpose: PURPOSES[found.task],
    license: licenseOf(answer),
    languages: languagesOf(answer),
    task: found.task,
    engine: found.variants[0]?.engine ?? 'transformers',
    parameters: answer.safetensors?.total ?? found.parameters,
    contextLength: found.contextLength,
    quantization: found.quantization,
    source: { kind: 'hub', repo, revision: answer.sha },
    baseUrl: repository.baseUrl,
    files,
    variants: found.variants,
    ...(found.largestTensorBytes === undefined ? {} : { largestTensorBytes: found.largestTensorBytes }),
  });
  return listing ? { ...listing, ...entry, ...wordsOf(listing) } : entry;
}

const PURPOSES: Readonly<Record<ModelTask, string>> = {
  'text-generation': 'Writes text. Added from a model hub; nobody has tried it with Deskside’s tests.',
  'feature-extraction':
    'Turns sentences into vectors, to sort and search by. Added from a model hub; nobody has tried it with Deskside’s tests.',
};

/** What the catalogue knows better than files do. */
function wordsOf(listing: ModelListing) {
  const { id, name, task, purpose, license, languages, parameters, contextLength, evidence } = listing;
  return { id, name, task, purpose, license, languages, parameters, contextLength, evidence };
}

async function find(request: HubModelRequest, repository: HubRepository): Promise<Found> {
  const { file } = request;
  const paths = file === undefined ? [...repository.files.keys()] : [file];
  const hasOnnx = paths.some((path) => /^onnx\/.*\.onnx$/.test(path));
  const hasGguf = paths.some((path) => /\.gguf$/i.test(path));
  const hasMlc = paths.includes(MLC_CONFIG_PATH);
  const engine =
    request.listing?.engine ?? (hasOnnx ? 'transformers' : hasGguf ? 'wllama' : hasMlc ? 'web-llm' : null);
  if (engine === 'transformers') return findOnnx(request, repository);
  if (engine === 'wllama') return findGguf(request, repository);
  if (engine === 'web-llm') {
    const { hubs, redirects = [] } = request;
    return findMlcModel({ ...request, sources: { hubs, redirects } }, repository);
  }
  if (file !== undefined) {
    throw unsupportedModel(
      `“${file}” of “${request.repo}” is no model that runs in a browser. Give the address of a GGUF file or of a graph in its folder “onnx”, or that of the whole repository.`,
    );
  }
  throw unsupportedModel(
    `“${request.repo}” has no files that run in a browser. Look for a version of the model in the ONNX format for transformers.js (often from “onnx-community”), in the GGUF format, or in that of MLC.`,
  );
}

function findOnnx(
  { repo, file, listing, machine }: HubModelRequest,
  { files: all, text, answer }: HubRepository,
): Promise<Found> {
  const files = file === undefined ? all : withOneGraph(all, file);
  return describeOnnxModel(
    { name: repo, files, text },
    {
      task: listing?.task ?? null,
      pipelineTag: answer.pipeline_tag,
      preferences: (task) => [preferredGraphs(task, machine.gpu)],
    },
  );
}

function withOneGraph(files: ReadonlyMap<string, number>, graph: string): Map<string, number> {
  return new Map([...files].filter(([path]) => path === graph || !path.endsWith('.onnx')));
}

async function findGguf({ repo, file, listing }: HubModelRequest, repository: HubRepository): Promise<Found> {
  const { files } = repository;
  const set = chooseGguf(repo, files, file === undefined ? listing : { file });
  const facts = await factsOf(set, repository);
  const task = ggufTask(repo, facts);
  const quantization = set.quantization ?? 'GGUF';
  return {
    task,
    contextLength: ggufContext(task, facts),
    parameters: facts.parameters,
    quantization,
    variants: ggufVariants(set, quantization, task),
    paths: [...LICENSE_FILES.filter((path) => files.has(path)), ...set.paths],
  };
}

/**
 * As the hub read them, or else from the header of the first file. Of a gated model a hub tells all but the files, so that only reading
 * shows whether they can be had.
 */
async function factsOf(set: GgufSet, { answer, source }: HubRepository): Promise<GgufFacts> {
  if (answer.gguf && !answer.gated) {
    const { architecture, context_length: contextLength, total, chat_template: template } = answer.gguf;
    return {
      architecture,
      contextLength,
      parameters: total,
      hasChatTemplate: Boolean(template),
      pooling: poolingOfPipeline(answer.pipeline_tag),
    };
  }
  const [first = ''] = set.paths;
  const file = source(first);
  const facts = ggufFacts(await readGgufHeader(file, first));
  // The other parts hold weights of the same kind.
  return { ...facts, parameters: Math.round((facts.parameters * set.bytes) / file.size) };
}
