import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A line to the database that can be cut at the worst moment: when a statement was done and its answer is on its way. */
export interface ConnectionCutter {
  readonly url: string;
  /** From the next statement that holds these words on: what the database answers is lost, and the connection with it. */
  loseAnswerTo(words: string): void;
  close(): Promise<void>;
}

export async function connectionCutter(url: string): Promise<ConnectionCutter> {
  const target = new URL(url);
  const at = { host: target.hostname, port: Number(target.port) };
  const open = new Set<Socket>();
  let words: string | null = null;
  const server = createServer((client) => {
    const database = connect(at);
    let lost = false;
    const end = (): void => {
      client.destroy();
      database.destroy();
    };
    for (const socket of [client, database]) {
      open.add(socket);
      socket.on('error', end);
      socket.on('close', () => {
        open.delete(socket);
        end();
      });
    }
    client.on('data', (bytes) => {
      if (words !== null && bytes.includes(words)) {
        lost = true;
        words = null;
      }
      database.write(bytes);
    });
    database.on('data', (bytes) => (lost ? end() : client.write(bytes)));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  target.hostname = '127.0.0.1';
  target.port = String((server.address() as AddressInfo).port);
  return {
    url: target.href,
    loseAnswerTo: (next) => {
      words = next;
    },
    close: () => {
      for (const socket of open) socket.destroy();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}
