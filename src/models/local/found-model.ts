import type { ModelTask, ModelVariant } from '../../contracts/model';

/** A model among the user's files, looked into and not hashed yet. */
export interface FoundModel {
  readonly name: string;
  /** What the user picked: the file's or the folder's name. */
  readonly pickedName: string;
  readonly task: ModelTask;
  /** Tokens. */
  readonly contextLength: number;
  readonly parameters: number;
  readonly quantization: string;
  /** SPDX identifier or the licence's own name; `unknown` where the files do not tell. */
  readonly license: string;
  readonly variants: readonly ModelVariant[];
  /** The files to keep, by the path that they have in the model. */
  readonly blobs: ReadonlyMap<string, Blob>;
}
