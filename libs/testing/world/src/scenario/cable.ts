import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Transform } from 'node:stream';

/** A line between two places: it can be cut, mended, made slow, and made to swallow what is said. */
export class Cable {
  private readonly pairs = new Set<readonly [Socket, Socket]>();
  private isCut = false;
  /** What is said arrives this much later, in both directions. */
  lateMs = 0;
  private server: Server | null = null;
  private port = 0;

  constructor(private readonly to: () => number) {}

  get localPort(): number {
    return this.port;
  }

  async lay(): Promise<this> {
    const server = createServer((near) => {
      if (this.isCut) {
        near.destroy();
        return;
      }
      const far = connect(this.to(), '127.0.0.1');
      const pair = [near, far] as const;
      this.pairs.add(pair);
      const gone = (): void => {
        near.destroy();
        far.destroy();
        this.pairs.delete(pair);
      };
      for (const end of pair) end.setNoDelay(true).on('error', gone).on('close', gone);
      near.pipe(this.late()).pipe(far);
      far.pipe(this.late()).pipe(near);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.server = server;
    this.port = (server.address() as AddressInfo).port;
    return this;
  }

  get origin(): string {
    return `http://127.0.0.1:${String(this.port)}`;
  }

  cut(): void {
    this.isCut = true;
    for (const [near, far] of this.pairs) {
      near.destroy();
      far.destroy();
    }
  }

  mend(): void {
    this.isCut = false;
  }

  /** The line stands, and nothing gets through: the cruellest kind. */
  swallow(): void {
    for (const [near, far] of this.pairs) {
      far.unpipe();
      near.unpipe();
      near.resume();
      far.resume();
    }
  }

  private late(): Transform {
    return new Transform({
      transform: (chunk, _encoding, done) => {
        if (this.lateMs === 0) done(null, chunk);
        else setTimeout(() => done(null, chunk), this.lateMs);
      },
    });
  }

  async takeAway(): Promise<void> {
    this.cut();
    await new Promise((resolve) => (this.server === null ? resolve(null) : this.server.close(resolve)));
  }
}
