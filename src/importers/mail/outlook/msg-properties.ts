import { decoderLabel } from '../mime/charset';
import type { CompoundFile } from './compound-file';

const UNICODE = '001F';
const ANSI = '001E';
const BINARY = '0102';
const OBJECT = '000D';
const INTEGER = 0x0003;
const TIME = 0x0040;
const ROW_BYTES = 16;
const MESSAGE_CODEPAGE = 0x3ffd;
const INTERNET_CODEPAGE = 0x3fde;
/** Between 1601, where FILETIME begins, and 1970. */
const EPOCH_MS = 11_644_473_600_000;

/** Where the properties of a storage begin, by what it is: [MS-OXMSG] 2.4. */
const HEADER_BYTES = { message: 32, embedded: 24, part: 8 } as const;

const utf16 = new TextDecoder('utf-16le');

/** The properties of a message, a recipient or an attachment of a .msg file: [MS-OXMSG]. */
export class MsgProperties {
  readonly #file: CompoundFile;
  readonly #folder: string;
  readonly #fixed = new Map<number, DataView>();
  readonly #charset: string;

  /** `folder`: path of its storage, empty for the message itself. */
  constructor(file: CompoundFile, folder: string, kind: keyof typeof HEADER_BYTES, charset?: string) {
    this.#file = file;
    this.#folder = folder;
    const rows = file.get(`${folder}__properties_version1.0`)?.() ?? new Uint8Array();
    const view = new DataView(rows.buffer, rows.byteOffset, rows.byteLength);
    for (let at = HEADER_BYTES[kind]; at + ROW_BYTES <= rows.length; at += ROW_BYTES) {
      this.#fixed.set(view.getUint32(at, true), new DataView(rows.buffer, rows.byteOffset + at + 8, 8));
    }
    this.#charset = charset ?? this.#charsetOf(MESSAGE_CODEPAGE) ?? 'windows-1252';
  }

  /** Of strings that are no Unicode. */
  get charset(): string {
    return this.#charset;
  }

  /** Of a body kept as bytes. */
  get bodyCharset(): string {
    return this.#charsetOf(INTERNET_CODEPAGE) ?? this.#charset;
  }

  /** Of the first of the properties that has one; empty when none has. */
  text(...ids: readonly number[]): string {
    for (const id of ids) {
      const unicode = this.#read(id, UNICODE);
      const ansi = unicode ? null : this.#read(id, ANSI);
      const text = unicode ? utf16.decode(unicode) : new TextDecoder(this.#charset).decode(ansi ?? EMPTY);
      const value = text.split('\0', 1)[0] ?? '';
      if (value !== '') return value;
    }
    return '';
  }

  bytes(id: number): Uint8Array | null {
    return this.#read(id, BINARY);
  }

  integer(id: number): number | null {
    return this.#fixed.get(id * 0x10000 + INTEGER)?.getInt32(0, true) ?? null;
  }

  time(id: number): Date | null {
    const ticks = this.#fixed.get(id * 0x10000 + TIME)?.getBigUint64(0, true);
    const date = ticks ? new Date(Number(ticks / 10_000n) - EPOCH_MS) : null;
    return date && !Number.isNaN(date.getTime()) ? date : null;
  }

  /** Paths of the storages below this one whose names begin so. */
  storages(prefix: string): string[] {
    const start = this.#folder + prefix;
    const found = new Set<string>();
    for (const path of this.#file.keys()) {
      if (!path.startsWith(start)) continue;
      const end = path.indexOf('/', this.#folder.length);
      if (end > 0) found.add(path.slice(0, end + 1));
    }
    return [...found].sort();
  }

  /** Path of the storage that a property is; null when there is none. */
  object(id: number): string | null {
    const folder = `${this.#folder}__substg1.0_${hex(id)}${OBJECT}/`;
    return this.#file.has(`${folder}__properties_version1.0`) ? folder : null;
  }

  #read(id: number, type: string): Uint8Array | null {
    return this.#file.get(`${this.#folder}__substg1.0_${hex(id)}${type}`)?.() ?? null;
  }

  #charsetOf(id: number): string | null {
    const codePage = this.integer(id);
    if (codePage === null) return null;
    return decoderLabel(codePage === 20_127 ? 'windows-1252' : `cp${codePage}`);
  }
}

const EMPTY = new Uint8Array();

const hex = (id: number): string => id.toString(16).toUpperCase().padStart(4, '0');
