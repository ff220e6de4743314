import { crc32, createDeflateRaw } from 'node:zlib';
import { Readable } from 'node:stream';

interface Written {
  readonly name: Buffer;
  readonly crc: number;
  readonly packed: number;
  readonly plain: number;
  readonly offset: number;
}

/** UTF-8 names; sizes and checksum stand behind the data, since they are not known before. */
const FLAGS = 0x0808;
const DEFLATED = 8;
const VERSION = 20;
/** 1 January 1980: the archive says nothing of when it was made. */
const NO_DATE = 0x0021;

/** Writes a zip archive piece by piece, without a file or the whole of a part in memory. */
export class ZipWriter {
  readonly #written: Written[] = [];
  #offset = 0;

  async *part(partName: string, pieces: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Buffer> {
    const name = Buffer.from(partName, 'utf8');
    const offset = this.#offset;
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x0403_4b50, 0);
    head.writeUInt16LE(VERSION, 4);
    head.writeUInt16LE(FLAGS, 6);
    head.writeUInt16LE(DEFLATED, 8);
    head.writeUInt16LE(NO_DATE, 12);
    head.writeUInt16LE(name.length, 26);
    yield this.#out(Buffer.concat([head, name]));
    let crc = 0;
    let plain = 0;
    let packed = 0;
    const counted = async function* (): AsyncGenerator<Buffer> {
      for await (const piece of pieces) {
        const bytes = Buffer.from(piece, 'utf8');
        crc = crc32(bytes, crc);
        plain += bytes.length;
        yield bytes;
      }
    };
    const source = Readable.from(counted(), { objectMode: false });
    const deflate = createDeflateRaw({ level: 6 });
    source.on('error', (error) => deflate.destroy(error));
    for await (const piece of source.pipe(deflate) as AsyncIterable<Buffer>) {
      packed += piece.length;
      yield this.#out(piece);
    }
    const tail = Buffer.alloc(16);
    tail.writeUInt32LE(0x0807_4b50, 0);
    tail.writeUInt32LE(crc, 4);
    tail.writeUInt32LE(packed, 8);
    tail.writeUInt32LE(plain, 12);
    this.#written.push({ name, crc, packed, plain, offset });
    yield this.#out(tail);
  }

  /** The list of parts, which ends the archive. */
  *end(): Generator<Buffer> {
    const start = this.#offset;
    for (const { name, crc, packed, plain, offset } of this.#written) {
      const line = Buffer.alloc(46);
      line.writeUInt32LE(0x0201_4b50, 0);
      line.writeUInt16LE(VERSION, 4);
      line.writeUInt16LE(VERSION, 6);
      line.writeUInt16LE(FLAGS, 8);
      line.writeUInt16LE(DEFLATED, 10);
      line.writeUInt16LE(NO_DATE, 14);
      line.writeUInt32LE(crc, 16);
      line.writeUInt32LE(packed, 20);
      line.writeUInt32LE(plain, 24);
      line.writeUInt16LE(name.length, 28);
      line.writeUInt32LE(offset, 42);
      yield this.#out(Buffer.concat([line, name]));
    }
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x0605_4b50, 0);
    end.writeUInt16LE(this.#written.length, 8);
    end.writeUInt16LE(this.#written.length, 10);
    end.writeUInt32LE(this.#offset - start, 12);
    end.writeUInt32LE(start, 16);
    yield end;
  }

  #out(bytes: Buffer): Buffer {
    this.#offset += bytes.length;
    return bytes;
  }
}
