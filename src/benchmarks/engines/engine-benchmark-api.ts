import type { AnswerSample, MeasurableModel } from '../../app/speed/measure-answer';
import type { GenerateRequest } from '../../contracts/capabilities';
import type { VariantPin } from '../../contracts/model-choice';

/** A model as the bare library of its engine finds it. */
export interface ServedModel {
  readonly modelId: string;
  /** Of the one file of a GGUF model; null for a model of the catalogue, whose files lie below `models/<id>/`. */
  readonly address: string | null;
}

/** A model that is kept loaded while it is measured. */
export interface HeldModel extends MeasurableModel {
  close(): Promise<void>;
}

/** The part of `desksideBench` that is about engines. A page holds one model at most. */
export interface EngineBenchmark {
  /** Installs the GGUF file at an address of this origin as if it had been dropped on the page; the id that it has from now on. */
  importModel(address: string): Promise<string>;
  /** The ways that this machine has for an installed model, the likeliest first; those that it has not are left out. */
  ways(modelId: string): Promise<readonly VariantPin[]>;
  /** Loads an installed model through Deskside's store, worker and interface. Milliseconds until it could be asked. */
  openOwn(modelId: string, way: VariantPin): Promise<number>;
  /** Loads a model with the library of its engine alone, called as its authors show it. Milliseconds until it could be asked. */
  openBare(model: ServedModel, way: VariantPin): Promise<number>;
  measureAnswer(request: GenerateRequest): Promise<AnswerSample>;
  /** Texts a second. */
  measureTexts(texts: readonly string[]): Promise<number>;
  closeModel(): Promise<void>;
  /** Bytes a second that so many threads read at a time. */
  measureMemorySpeed(threads: number): Promise<number>;
}
