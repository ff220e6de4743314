import { Readable } from 'node:stream';
import yauzl from 'yauzl';
import { LARGEST_UNZIPPED_BYTES, piecesOf, SheetRefused, type FileBytes } from './sheet.js';

class ReaderOf extends yauzl.RandomAccessReader {
  constructor(private readonly file: FileBytes) {
    super();
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(piecesOf(this.file, start, end), { objectMode: false });
  }
}

const MOST_ENTRIES = 10_000;

/** The parts of a workbook, which is a zip archive; the whole of it may unpack to 1 GiB at most. */
export class Archive {
  #unpacked = 0;

  private constructor(
    private readonly zip: yauzl.ZipFile,
    private readonly entries: ReadonlyMap<string, yauzl.Entry>,
  ) {}

  static async open(file: FileBytes): Promise<Archive> {
    const zip = await new Promise<yauzl.ZipFile>((resolve, reject) => {
      const options = { lazyEntries: true, autoClose: false } as const;
      yauzl.fromRandomAccessReader(new ReaderOf(file), file.size, options, (error, opened) =>
        error ? reject(new SheetRefused('broken-file')) : resolve(opened),
      );
    });
    const entries = new Map<string, yauzl.Entry>();
    let declared = 0;
    await new Promise<void>((resolve, reject) => {
      zip.on('error', () => reject(new SheetRefused('broken-file')));
      zip.on('end', resolve);
      zip.on('entry', (entry: yauzl.Entry) => {
        declared += entry.uncompressedSize;
        if (declared > LARGEST_UNZIPPED_BYTES || entries.size >= MOST_ENTRIES)
          return void reject(new SheetRefused('unzipped-too-large'));
        entries.set(entry.fileName.replace(/^\//, ''), entry);
        zip.readEntry();
      });
      zip.readEntry();
    });
    return new Archive(zip, entries);
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  /** One part, unpacked piece by piece; an archive that lies about its sizes is stopped at what it said. */
  async *unpack(name: string): AsyncGenerator<Buffer> {
    const entry = this.entries.get(name);
    if (!entry) return;
    if (entry.isEncrypted()) throw new SheetRefused('old-or-locked-workbook');
    const stream = await new Promise<Readable>((resolve, reject) =>
      this.zip.openReadStream(entry, (error, opened) =>
        error ? reject(new SheetRefused('broken-file')) : resolve(opened),
      ),
    );
    try {
      for await (const piece of stream as AsyncIterable<Buffer>) {
        this.#unpacked += piece.length;
        if (this.#unpacked > LARGEST_UNZIPPED_BYTES) throw new SheetRefused('unzipped-too-large');
        yield piece;
      }
    } catch (error) {
      throw error instanceof SheetRefused ? error : new SheetRefused('broken-file');
    } finally {
      stream.destroy();
    }
  }

  /** A small part as one text. */
  async text(name: string): Promise<string> {
    const pieces: Buffer[] = [];
    let bytes = 0;
    for await (const piece of this.unpack(name)) {
      bytes += piece.length;
      if (bytes > SMALL_PART_BYTES) throw new SheetRefused('unzipped-too-large');
      pieces.push(piece);
    }
    return Buffer.concat(pieces).toString('utf8');
  }
}

const SMALL_PART_BYTES = 16 * 1024 * 1024;
