import { freePort } from '@silverbell/adapter-postgres/embedded';
import { createServer } from 'node:net';
import { StationRefused } from './refusal.js';

/** Says which setting to change when a port is not to be had; 0 becomes a free one. */
export async function claimed(setting: string, port: number, bind: string): Promise<number> {
  if (port === 0) return freePort();
  const server = createServer();
  const error = await new Promise<NodeJS.ErrnoException | null>((tried) => {
    server.once('error', tried);
    server.listen(port, bind, () => tried(null));
  });
  if (!error) {
    await new Promise((closed) => server.close(closed));
    return port;
  }
  throw new StationRefused(
    error.code === 'EADDRINUSE'
      ? `Port ${port} is taken by another program: set ${setting} to a free one.`
      : error.code === 'EACCES'
        ? `Port ${port} is for administrators only: set ${setting} to one above 1024.`
        : `Nothing can listen on ${bind}:${port} (${error.code ?? error.message}): check SILVERBELL_BIND and ${setting}.`,
  );
}
