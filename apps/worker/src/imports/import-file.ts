import type { ImportWorkStore } from '@silverbell/adapter-postgres';
import type { FileBytes } from '@silverbell/adapter-spreadsheet';

const PIECE_BYTES = 1024 * 1024;
/** An archive is read at its end, at its beginning and in between by turns. */
const REMEMBERED = 4;

/** An uploaded file, whose pieces are opened as they are asked for. */
export class ImportFile implements FileBytes {
  readonly #pieces = new Map<number, Promise<Buffer>>();
  #farthest = 0;

  constructor(
    private readonly store: Pick<ImportWorkStore, 'piece'>,
    private readonly id: string,
    readonly size: number,
  ) {}

  /** How much of it has been read, from 0 to 1. */
  get progress(): number {
    return this.size === 0 ? 0 : this.#farthest / this.size;
  }

  async read(start: number, end: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for (let at = start; at < end;) {
      const no = Math.floor(at / PIECE_BYTES);
      const until = Math.min(end, (no + 1) * PIECE_BYTES);
      const piece = await this.#piece(no);
      parts.push(piece.subarray(at - no * PIECE_BYTES, until - no * PIECE_BYTES));
      at = until;
    }
    if (end < this.size) this.#farthest = Math.max(this.#farthest, end);
    return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
  }

  #piece(no: number): Promise<Buffer> {
    const known = this.#pieces.get(no);
    if (known) return known;
    const piece = this.store.piece(this.id, no);
    this.#pieces.set(no, piece);
    for (const oldest of this.#pieces.keys()) {
      if (this.#pieces.size <= REMEMBERED) break;
      this.#pieces.delete(oldest);
    }
    return piece;
  }
}
