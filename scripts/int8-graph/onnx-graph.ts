import { encodeMessage, type FieldValue } from './protobuf';

/** Numbers of ONNX' element types (onnx.proto, `TensorProto.DataType`). */
const ELEMENT_TYPES = { float: 1, uint8: 2, int8: 3, int32: 6, int64: 7 } as const;
type ElementType = keyof typeof ELEMENT_TYPES;

const ATTRIBUTE_FLOAT = 1;
const ATTRIBUTE_INT = 2;
const ATTRIBUTE_INTS = 7;
const EXTERNAL = 1;

/** Named dimensions are free. */
type Dimension = number | string;
type Attribute = number | readonly number[] | { readonly float: number };

/** Where a tensor outside the graph's file is. */
interface ExternalData {
  readonly location: string;
  readonly offset: number;
  readonly length: number;
}

/** Writes an ONNX graph: nodes in the order of their calls, each named after its output. */
export class OnnxGraph {
  readonly #nodes: Uint8Array[] = [];
  readonly #initializers: Uint8Array[] = [];
  readonly #inputs: Uint8Array[] = [];
  readonly #outputs: Uint8Array[] = [];

  input(name: string, type: ElementType, shape: readonly Dimension[]): void {
    this.#inputs.push(valueInfo(name, type, shape));
  }

  output(name: string, type: ElementType, shape: readonly Dimension[]): void {
    this.#outputs.push(valueInfo(name, type, shape));
  }

  /** A node of ONNX itself, or of another domain as in `com.microsoft:QuickGelu`. Inputs and outputs that are left out are empty. */
  node(
    operator: string,
    inputs: readonly string[],
    outputs: string | readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
  ): string {
    const [type = '', domain = ''] = operator.split(':').toReversed();
    const named = typeof outputs === 'string' ? [outputs] : outputs;
    const first = named.find((name) => name !== '') ?? '';
    this.#nodes.push(
      encodeMessage([
        ...inputs.map((name) => [1, name] as const),
        ...named.map((name) => [2, name] as const),
        [3, `${first}/${type}`],
        [4, type],
        ...Object.entries(attributes).map((attribute) => [5, encodeAttribute(...attribute)] as const),
        [7, domain],
      ]),
    );
    return first;
  }

  /** A constant in the graph's own file. */
  constant(name: string, type: ElementType, shape: readonly number[], values: readonly number[]): string {
    this.#initializers.push(encodeMessage([...tensorHead(name, type, shape), [9, rawBytes(type, values)]]));
    return name;
  }

  /** A constant whose bytes come from elsewhere when the graph is loaded. */
  external(name: string, type: ElementType, shape: readonly number[], data: ExternalData): string {
    const entries = Object.entries(data).map(
      ([key, value]) => [13, encodeMessage([[1, key], [2, String(value)]])] as const, // prettier-ignore
    );
    this.#initializers.push(encodeMessage([...tensorHead(name, type, shape), ...entries, [14, EXTERNAL]]));
    return name;
  }

  /** The file. `opsets`: versions of the operator sets by domain. */
  toFile(name: string, opsets: Readonly<Record<string, number>>): Uint8Array {
    const graph = encodeMessage([
      ...this.#nodes.map((node) => [1, node] as const),
      [2, name],
      ...this.#initializers.map((tensor) => [5, tensor] as const),
      ...this.#inputs.map((value) => [11, value] as const),
      ...this.#outputs.map((value) => [12, value] as const),
    ]);
    return encodeMessage([
      [1, IR_VERSION],
      [2, 'deskside'],
      [7, graph],
      ...Object.entries(opsets).map(([domain, version]) => [8, encodeMessage([[1, domain], [2, version]])] as const), // prettier-ignore
    ]);
  }
}

const IR_VERSION = 10;

function tensorHead(
  name: string,
  type: ElementType,
  shape: readonly number[],
): (readonly [number, FieldValue])[] {
  return [...shape.map((size) => [1, size] as const), [2, ELEMENT_TYPES[type]], [8, name]];
}

function valueInfo(name: string, type: ElementType, shape: readonly Dimension[]): Uint8Array {
  const dimensions = shape.map(
    (size) => [1, encodeMessage([[typeof size === 'number' ? 1 : 2, size]])] as const,
  );
  const tensor = encodeMessage([[1, ELEMENT_TYPES[type]], [2, encodeMessage(dimensions)]]); // prettier-ignore
  return encodeMessage([[1, name], [2, encodeMessage([[1, tensor]])]]); // prettier-ignore
}

function encodeAttribute(name: string, value: Attribute): Uint8Array {
  if (typeof value === 'number') return encodeMessage([[1, name], [3, value], [20, ATTRIBUTE_INT]]); // prettier-ignore
  if ('float' in value) return encodeMessage([[1, name], [2, value], [20, ATTRIBUTE_FLOAT]]); // prettier-ignore
  return encodeMessage([[1, name], ...value.map((each) => [8, each] as const), [20, ATTRIBUTE_INTS]]);
}

function rawBytes(type: ElementType, values: readonly number[]): Uint8Array {
  const array = {
    float: () => Float32Array.from(values),
    uint8: () => Uint8Array.from(values),
    int8: () => Int8Array.from(values),
    int32: () => Int32Array.from(values),
    int64: () => BigInt64Array.from(values, BigInt),
  }[type]();
  return new Uint8Array(array.buffer);
}
