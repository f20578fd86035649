import type { Result } from './failure';
import type { ForeignRequest } from './foreign-request';
import type { MachineProbe, MachineProfile } from './machine';
import type { InstallProgress, ModelEntry } from './model';
import type { ModelSources } from './model-sources';

/** A file or a file of a folder that the user picked or dropped. */
export interface PickedFile {
  /** With the folders that it lies in, separated by `/`. */
  readonly path: string;
  readonly blob: Blob;
}

interface Request {
  /** Chosen by the caller, unique; `cancel` takes it. */
  readonly requestId: string;
}

/** A request that may fetch. */
interface FetchingRequest extends Request {
  readonly sources: ModelSources;
  /** Address of the app's folder, ending in `/`; the starter pack lies below it. */
  readonly appBase: string;
}

/**
 * The models worker over Comlink: everything that writes model files, so that hashing and storing never hold the page up. Nothing throws.
 */
export interface ModelsWorkerApi {
  /** As `Installer.install`; goes on where an earlier try ended. */
  install(
    request: FetchingRequest & { readonly modelId: string },
    listeners: ModelsListeners,
  ): Promise<Result<null>>;
  /** Reads every stored byte and fetches damaged chunks again; the number of them. */
  repair(
    request: FetchingRequest & { readonly modelId: string },
    listeners: ModelsListeners,
  ): Promise<Result<number>>;
  /** The model as one file, a pack. */
  exportPack(
    request: Request & { readonly modelId: string },
    listeners: ModelsListeners,
  ): Promise<Result<Blob>>;
  /** Installs what the files are: a pack, a GGUF file, or the folder of an ONNX model. */
  importFiles(
    request: Request & { readonly files: readonly PickedFile[] },
    listeners: ModelsListeners,
  ): Promise<Result<ModelEntry>>;
  /** Looks a hub repository up, pins its files for this machine and lists it; installs nothing. */
  addHubModel(
    request: FetchingRequest & {
      readonly repo: string;
      readonly revision: string;
      /** The one file of the repository that is meant, where it is not left to the machine. */
      readonly file?: string;
      /** Address of the compiled library of an MLC model, where the user gives one. */
      readonly library?: string;
      readonly machine: MachineProfile;
    },
    listeners: ModelsListeners,
  ): Promise<Result<ModelEntry>>;
  /** Takes about half a second. */
  probeMachine(): Promise<Result<MachineProbe>>;
  /** Resolves at once; the cancelled call ends with `cancelled`. What has arrived stays. */
  cancel(requestId: string): Promise<void>;
  ping(): Promise<'pong'>;
}

/** Handed over as one Comlink proxy. */
export interface ModelsListeners {
  readonly onProgress: (progress: InstallProgress) => void;
  readonly onForeignRequest: (request: ForeignRequest) => void;
}
