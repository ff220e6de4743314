import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A line between two places: it can be cut, mended, and made to swallow what is said. */
export class Cable {
  private readonly pairs = new Set<readonly [Socket, Socket]>();
  private isCut = false;
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
      near.pipe(far).pipe(near);
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
      far.unpipe(near);
      near.unpipe(far);
      near.resume();
      far.resume();
    }
  }

  async takeAway(): Promise<void> {
    this.cut();
    await new Promise((resolve) => (this.server === null ? resolve(null) : this.server.close(resolve)));
  }
}
