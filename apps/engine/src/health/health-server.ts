import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EngineMetrics } from './metrics.js';

/** What must be true before presses may be relied upon; `false` says which one is not. */
export type Readiness = Readonly<Record<'migrated' | 'seeded' | 'mqtt' | 'database' | 'writes' | 'ticker', boolean>>;

/** A few small pages for the api and the station, on this machine only. */
export class HealthServer {
  private readonly server: Server;

  constructor(
    private readonly readiness: () => Promise<Readiness>,
    private readonly metrics: EngineMetrics,
    /** Reads figures that are computed on request. */
    private readonly refresh: () => Promise<void>,
  ) {
    this.server = createServer((request, response) => {
      void this.answer(request.url ?? '').then(
        ({ status, type, body }) => response.writeHead(status, { 'content-type': type }).end(body),
        () => response.writeHead(503).end(),
      );
    });
  }

  listen(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', () => resolve((this.server.address() as AddressInfo).port));
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private async answer(url: string): Promise<{ status: number; type: string; body: string }> {
    const path = url.split('?')[0];
    if (path === '/health/live') return { status: 200, type: 'application/json', body: '{"live":true}' };
    if (path === '/health/ready') {
      const checks = await this.readiness();
      const ready = Object.values(checks).every(Boolean);
      return { status: ready ? 200 : 503, type: 'application/json', body: JSON.stringify({ ready, ...checks }) };
    }
    if (path !== '/metrics') return { status: 404, type: 'application/json', body: '{}' };
    // Counters are worth most when the database is away.
    await this.refresh().catch(() => undefined);
    return { status: 200, type: this.metrics.registry.contentType, body: await this.metrics.registry.metrics() };
  }
}
