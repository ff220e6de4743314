import { Duplex } from 'node:stream';
import { PacketCap, type Oversize, type Verdict } from './packet-cap.js';

/** A connection whose oversize packets never reach the broker. */
export class CappedStream extends Duplex {
  private readonly cap: PacketCap;

  constructor(
    private readonly inner: Duplex,
    maxBytes: number,
    judge: (oversize: Oversize) => Verdict,
  ) {
    super({ allowHalfOpen: false });
    this.cap = new PacketCap(maxBytes, judge);
    inner.on('data', (chunk: Buffer) => this.arrived(chunk));
    inner.on('end', () => this.push(null));
    inner.on('error', (error: Error) => this.destroy(error));
    inner.on('close', () => this.destroy());
  }

  private arrived(chunk: Buffer): void {
    const { pass, cut } = this.cap.feed(chunk);
    let more = true;
    for (const part of pass) more = this.push(part);
    // What came before the oversize packet is read first.
    if (cut) {
      this.inner.pause();
      setImmediate(() => setImmediate(() => this.destroy()));
    } else if (!more) {
      this.inner.pause();
    }
  }

  override _read(): void {
    this.inner.resume();
  }

  override _write(chunk: Buffer, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.inner.write(chunk, encoding, done);
  }

  override _writev(
    chunks: readonly { chunk: Buffer; encoding: BufferEncoding }[],
    done: (error?: Error | null) => void,
  ): void {
    this.inner.write(Buffer.concat(chunks.map(({ chunk }) => chunk)), done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.inner.end(() => done());
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.inner.destroy();
    done(error);
  }
}
