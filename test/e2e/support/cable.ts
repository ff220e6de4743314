import { connect, createServer, type Server, type Socket } from 'node:net';

/** A cable between a page and the station that can be pulled and put back. */
export class Cable {
  private readonly ends = new Set<Socket>();
  private pulled = false;

  private constructor(
    private readonly server: Server,
    readonly address: string,
  ) {}

  static async to(base: string): Promise<Cable> {
    const { hostname, port } = new URL(base);
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const cable = new Cable(server, `http://127.0.0.1:${String((server.address() as { port: number }).port)}`);
    server.on('connection', (near) => cable.join(near, Number(port), hostname));
    return cable;
  }

  isPulled(): void {
    this.pulled = true;
    for (const end of this.ends) end.destroy();
  }

  isPutBack(): void {
    this.pulled = false;
  }

  async isRemoved(): Promise<void> {
    this.isPulled();
    await new Promise((closed) => this.server.close(closed));
  }

  private join(near: Socket, port: number, hostname: string): void {
    if (this.pulled) {
      near.destroy();
      return;
    }
    const far = connect(port, hostname);
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.ends.add(end);
      end.on('error', () => undefined); // `close` follows
      end.on('close', () => {
        this.ends.delete(end);
        other.destroy();
      });
    }
    near.pipe(far).pipe(near);
  }
}
