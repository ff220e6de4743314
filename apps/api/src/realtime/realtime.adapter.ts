import { IoAdapter } from '@nestjs/platform-socket.io';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Server, ServerOptions } from 'socket.io';

/** A connection that has joined no namespace by then is closed. */
const JOIN_WITHIN_MS = 10_000;

export type RefuseRoot = Parameters<Server['use']>[0];

/** socket.io on the HTTP server of the api, with its limits. The root namespace is closed: nothing is sent there, with a token or without. */
export class RealtimeAdapter extends IoAdapter {
  constructor(
    app: NestExpressApplication,
    private readonly refuseRoot: RefuseRoot,
  ) {
    super(app);
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const server = super.createIOServer(port, {
      ...options,
      serveClient: false,
      maxHttpBufferSize: 16_384,
      pingInterval: 10_000,
      pingTimeout: 8_000,
      connectTimeout: JOIN_WITHIN_MS,
      transports: ['websocket', 'polling'],
    } as ServerOptions) as Server;
    server.use(this.refuseRoot);
    return server;
  }
}
