/*
 * The container of Outlook's .msg files, [MS-CFB]. The libraries that read it follow a chain of sectors that leads back to itself for ever, and a
 * worker that never comes back cannot be cancelled; here no chain is longer than the file has sectors.
 */

const HEADER_BYTES = 512;
const MINI_SECTOR_BYTES = 64;
const ENTRY_BYTES = 128;
const FATS_IN_HEADER = 109;
/** Greater numbers are no sectors. */
const LAST_SECTOR = 0xfffffffa;
const STORAGE = 1;
const STREAM = 2;
const ROOT = 5;
const DEEPEST = 12;

/** What reads each stream, by its path within the file, with `/`. They throw a `RangeError` where the file is damaged. */
export type CompoundFile = ReadonlyMap<string, () => Uint8Array>;

interface Entry {
  readonly name: string;
  readonly type: number;
  readonly siblings: readonly [number, number];
  readonly child: number;
  readonly start: number;
  readonly size: number;
}

const utf16 = new TextDecoder('utf-16le');

/** The streams of a compound file. Throws a `RangeError` where it is damaged. */
export function readCompoundFile(bytes: Uint8Array): CompoundFile {
  return new CompoundReader(bytes).read();
}

class CompoundReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #sectorBytes: number;
  readonly #fat: readonly number[];
  readonly #entries: readonly Entry[];
  readonly #miniFat: readonly number[];
  readonly #miniStream: Uint8Array;
  readonly #miniCutoff: number;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (bytes.length < HEADER_BYTES) throw new RangeError('no header');
    const shift = this.#view.getUint16(30, true);
    if (shift !== 9 && shift !== 12) throw new RangeError('no size of a sector');
    this.#sectorBytes = 1 << shift;
    this.#miniCutoff = this.#view.getUint32(56, true);
    this.#fat = this.#numbers(this.#fatSectors());
    this.#entries = this.#readEntries(this.#join(this.#chain(this.#view.getUint32(48, true), this.#fat)));
    this.#miniFat = this.#numbers(this.#chain(this.#view.getUint32(60, true), this.#fat));
    const root = this.#entries[0];
    if (root?.type !== ROOT) throw new RangeError('no root');
    this.#miniStream = this.#join(this.#chain(root.start, this.#fat)).subarray(0, root.size);
  }

  read(): CompoundFile {
    const streams = new Map<string, () => Uint8Array>();
    const seen = new Set<number>();
    const open = [{ index: this.#entries[0]?.child ?? 0, folder: '', depth: 0 }];
    for (let next = open.pop(); next; next = open.pop()) {
      const { index, folder, depth } = next;
      const entry = this.#entries[index];
      if (!entry || seen.has(index)) continue;
      seen.add(index);
      for (const sibling of entry.siblings) open.push({ index: sibling, folder, depth });
      const path = folder + entry.name;
      if (entry.type === STREAM) streams.set(path, () => this.#content(entry));
      if (entry.type === STORAGE && depth < DEEPEST)
        open.push({ index: entry.child, folder: `${path}/`, depth: depth + 1 });
    }
    return streams;
  }

  #content({ start, size }: Entry): Uint8Array {
    if (size > this.#bytes.length) throw new RangeError('a stream is larger than the file');
    if (size >= this.#miniCutoff) return this.#join(this.#chain(start, this.#fat)).subarray(0, size);
    const parts = this.#chain(start, this.#miniFat).map((mini) =>
      this.#miniStream.subarray(mini * MINI_SECTOR_BYTES, (mini + 1) * MINI_SECTOR_BYTES),
    );
    return joined(parts).subarray(0, size);
  }

  /** The sectors that hold the table of sectors. */
  #fatSectors(): number[] {
    const sectors: number[] = [];
    for (let at = 0; at < FATS_IN_HEADER; at += 1) sectors.push(this.#view.getUint32(76 + 4 * at, true));
    let listing = this.#view.getUint32(68, true);
    for (let left = this.#sectorCount(); listing <= LAST_SECTOR && left > 0; left -= 1) {
      const listed = this.#numbers([listing]);
      listing = listed.pop() ?? LAST_SECTOR + 1;
      sectors.push(...listed);
    }
    return sectors.filter((sector) => sector <= LAST_SECTOR);
  }

  #chain(start: number, table: readonly number[]): number[] {
    const chain: number[] = [];
    for (let sector = start; sector <= LAST_SECTOR; sector = table[sector] ?? LAST_SECTOR + 1) {
      if (chain.length > table.length) throw new RangeError('a chain leads back to itself');
      chain.push(sector);
    }
    return chain;
  }

  #readEntries(directory: Uint8Array): Entry[] {
    const view = new DataView(directory.buffer, directory.byteOffset, directory.byteLength);
    return Array.from({ length: Math.floor(directory.length / ENTRY_BYTES) }, (_, index) => {
      const at = index * ENTRY_BYTES;
      const nameBytes = Math.min(64, Math.max(0, view.getUint16(at + 64, true) - 2));
      return {
        name: utf16.decode(directory.subarray(at, at + nameBytes)),
        type: view.getUint8(at + 66),
        siblings: [view.getUint32(at + 68, true), view.getUint32(at + 72, true)],
        child: view.getUint32(at + 76, true),
        start: view.getUint32(at + 116, true),
        size: view.getUint32(at + 120, true),
      };
    });
  }

  #sectorCount(): number {
    return Math.ceil(this.#bytes.length / this.#sectorBytes);
  }

  #sector(sector: number): Uint8Array {
    const start = (sector + 1) * this.#sectorBytes;
    return this.#bytes.subarray(start, start + this.#sectorBytes);
  }

  #join(sectors: readonly number[]): Uint8Array {
    return joined(sectors.map((sector) => this.#sector(sector)));
  }

  #numbers(sectors: readonly number[]): number[] {
    const bytes = this.#join(sectors);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return Array.from({ length: Math.floor(bytes.length / 4) }, (_, at) => view.getUint32(4 * at, true));
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
