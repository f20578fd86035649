import { decodeMessage, decodePacked, type DecodedField } from './protobuf';

/** A tensor that an ONNX file keeps in a data file. */
export interface SourceTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** The data file's name. */
  readonly location: string;
  readonly offset: number;
  readonly length: number;
}

/** The tensors by name that the graph in `file` keeps outside. Throws when it is no ONNX file. */
export function readSourceTensors(file: Uint8Array): ReadonlyMap<string, SourceTensor> {
  const graph = decodeMessage(file).find(({ number }) => number === MODEL_GRAPH);
  if (!graph) throw new Error('The file holds no ONNX graph.');
  const tensors = decodeMessage(graph.bytes)
    .filter(({ number }) => number === GRAPH_INITIALIZER)
    .map(({ bytes }) => readTensor(decodeMessage(bytes)))
    .filter((tensor) => tensor.location !== '');
  return new Map(tensors.map((tensor) => [tensor.name, tensor]));
}

/** Field numbers of onnx.proto. */
const MODEL_GRAPH = 7;
const GRAPH_INITIALIZER = 5;
const TENSOR_DIMS = 1;
const TENSOR_NAME = 8;
const TENSOR_EXTERNAL_DATA = 13;

function readTensor(fields: readonly DecodedField[]): SourceTensor {
  const of = (wanted: number) => fields.filter(({ number }) => number === wanted);
  const external = new Map(
    of(TENSOR_EXTERNAL_DATA).map(({ bytes }) => {
      const [key, value] = decodeMessage(bytes);
      return [text(key), text(value)];
    }),
  );
  return {
    name: text(of(TENSOR_NAME)[0]),
    // Writers may pack them into one field or give each a field of its own.
    shape: of(TENSOR_DIMS).flatMap(({ integer, bytes }) =>
      bytes.length > 0 ? decodePacked(bytes) : [integer],
    ),
    location: external.get('location') ?? '',
    offset: Number(external.get('offset') ?? 0),
    length: Number(external.get('length') ?? 0),
  };
}

function text(field: DecodedField | undefined): string {
  return new TextDecoder().decode(field?.bytes);
}
