/** A value in a GGUF header: text, a whole number of 32 bits, or a list of texts. */
export type GgufValue = string | number | readonly string[];

export interface GgufTensor {
  readonly name: string;
  readonly dimensions: readonly number[];
  /** ggml's number of the type; 8 is Q8_0, with 34 bytes for 32 weights. */
  readonly type: number;
  /** In the data. */
  readonly offset: number;
}

export interface GgufParts {
  readonly version?: number;
  readonly metadata?: Readonly<Record<string, GgufValue>>;
  readonly tensors?: readonly GgufTensor[];
  readonly dataBytes?: number;
}

/** A small model as llama.cpp writes it: a chat model of 64 weights. */
export const TINY_GGUF = {
  metadata: {
    'general.architecture': 'llama',
    'general.name': 'Tiny Writer',
    'general.license': 'apache-2.0',
    'general.file_type': 7,
    'llama.context_length': 4096,
    'tokenizer.ggml.tokens': ['<s>', '</s>', 'a', 'b'],
    'tokenizer.chat_template': '{{ messages }}',
  },
  tensors: [{ name: 'output.weight', dimensions: [32, 2], type: 8, offset: 0 }],
  dataBytes: 68,
} satisfies GgufParts;

/** The bytes of a GGUF file. */
export function ggufFile({
  version = 3,
  metadata = {},
  tensors = [],
  dataBytes = 0,
}: GgufParts): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [...utf8('GGUF')];
  const uint32 = (value: number) => void bytes.push(...littleEndian(value, 4));
  const uint64 = (value: number) => void bytes.push(...littleEndian(value, 8));
  const text = (value: string) => {
    const encoded = utf8(value);
    uint64(encoded.length);
    for (const byte of encoded) bytes.push(byte);
  };
  uint32(version);
  uint64(tensors.length);
  uint64(Object.keys(metadata).length);
  for (const [key, value] of Object.entries(metadata)) {
    text(key);
    if (typeof value === 'string') {
      uint32(8);
      text(value);
    } else if (typeof value === 'number') {
      uint32(4);
      uint32(value);
    } else {
      uint32(9);
      uint32(8);
      uint64(value.length);
      for (const item of value) text(item);
    }
  }
  for (const { name, dimensions, type, offset } of tensors) {
    text(name);
    uint32(dimensions.length);
    for (const dimension of dimensions) uint64(dimension);
    uint32(type);
    uint64(offset);
  }
  while (bytes.length % 32 !== 0) bytes.push(0);
  for (let i = 0; i < dataBytes; i += 1) bytes.push(i % 251);
  return new Uint8Array(bytes);
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function littleEndian(value: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => Math.floor(value / 256 ** i) % 256);
}
