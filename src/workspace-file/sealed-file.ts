import { Reader } from '@zip.js/zip.js/lib/zip-core-native.js';
import { DesksideError } from '../contracts/failure';
import { deriveKey } from './passphrase-key';
import { HEADER_BYTES, parseSealedHeader } from './sealed-header';
import { openPiece, TAG_BYTES, type PieceCipher } from './seal-pieces';
import { CHANGED, CUT_SHORT, WRONG_PASSPHRASE } from './workspace-failures';

/**
 * A sealed file as the zip reader reads it: from any place, opening only the pieces that it needs. Nothing is written to disk in the clear.
 * Rejects with `import-refused` when the passphrase is wrong, and with `import-damaged` when the file was cut or changed.
 */
export async function openSealedFile(file: Blob, passphrase: string): Promise<Reader<Blob>> {
  const header = new Uint8Array(await file.slice(0, HEADER_BYTES).arrayBuffer());
  const { kdf, salt, noncePrefix, pieceBytes, check } = parseSealedHeader(header);
  const { key, check: expected } = await deriveKey(passphrase, salt, kdf);
  if (!check.every((byte, index) => byte === expected[index])) throw new DesksideError(WRONG_PASSPHRASE);
  const reader = new SealedReader(file, { key, noncePrefix, header }, pieceBytes);
  await reader.requireEnd();
  return reader;
}

class SealedReader extends Reader<Blob> {
  readonly #file: Blob;
  readonly #cipher: PieceCipher;
  readonly #pieceBytes: number;
  readonly #pieces: number;
  /** The piece that was opened last; reads mostly go on within it. */
  #open: { readonly index: number; readonly text: Uint8Array<ArrayBuffer> } | null = null;

  constructor(file: Blob, cipher: PieceCipher, pieceBytes: number) {
    super(file);
    this.#file = file;
    this.#cipher = cipher;
    this.#pieceBytes = pieceBytes;
    const sealedBytes = file.size - HEADER_BYTES;
    this.#pieces = Math.ceil(sealedBytes / (pieceBytes + TAG_BYTES));
    this.size = sealedBytes - this.#pieces * TAG_BYTES;
  }

  /** Only a whole file ends in a piece that was sealed as the last. */
  async requireEnd(): Promise<void> {
    if (this.#pieces === 0 || this.size < 0) throw new DesksideError(CUT_SHORT);
    try {
      await this.#piece(this.#pieces - 1);
    } catch (thrown) {
      // Which of the two befell it cannot be told for sure: what is left may end anywhere.
      throw (await this.#isIntactAt(0)) ? new DesksideError(CUT_SHORT, { cause: thrown }) : thrown;
    }
  }

  override async readUint8Array(start: number, length: number): Promise<Uint8Array> {
    const end = Math.min(start + length, this.size);
    const result = new Uint8Array(Math.max(0, end - start));
    for (let at = start; at < end;) {
      const index = Math.floor(at / this.#pieceBytes);
      const within = at - index * this.#pieceBytes;
      const text = (await this.#piece(index)).subarray(within, within + end - at);
      if (text.byteLength === 0) throw new DesksideError(CHANGED);
      result.set(text, at - start);
      at += text.byteLength;
    }
    return result;
  }

  async #piece(index: number): Promise<Uint8Array<ArrayBuffer>> {
    if (this.#open?.index === index) return this.#open.text;
    const sealed = await this.#sealedPiece(index);
    const text = await openPiece(this.#cipher, sealed, index, index === this.#pieces - 1);
    this.#open = { index, text };
    return text;
  }

  /** Whether it is a piece of this file before the last, so that more must have followed. */
  async #isIntactAt(index: number): Promise<boolean> {
    try {
      await openPiece(this.#cipher, await this.#sealedPiece(index), index, false);
      return true;
    } catch {
      return false;
    }
  }

  #sealedPiece(index: number): Promise<ArrayBuffer> {
    const start = HEADER_BYTES + index * (this.#pieceBytes + TAG_BYTES);
    return this.#file.slice(start, start + this.#pieceBytes + TAG_BYTES).arrayBuffer();
  }
}
