import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HoldingAddress {
  readonly port: number;
  readonly host: string;
}

const WAITING = { status: 'waiting', ready: false, waitingFor: ['database'] } as const;

/** Answers in place of a process that waits for its database: alive, not ready, come again. */
export class HoldingServer {
  private constructor(private readonly server: Server) {}

  static listen({ port, host }: HoldingAddress): Promise<HoldingServer> {
    const server = createServer((request, response) => {
      const live = (request.url ?? '').split('?')[0] === '/health/live';
      response.writeHead(live ? 200 : 503, {
        'content-type': 'application/json',
        'cache-control': 'no-store',
        // Connections must not outlive these pages: the process itself answers the next one.
        connection: 'close',
        ...(live ? {} : { 'retry-after': '2' }),
      });
      response.end(JSON.stringify(live ? { status: 'live' } : WAITING));
    });
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => resolve(new HoldingServer(server)));
    });
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }
}
