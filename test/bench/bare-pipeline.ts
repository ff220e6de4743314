/**
 * What is left when everything that makes the product is taken away: the same broker library, one insert per alert with the same
 * durability before its PUBACK, the same socket server telling consoles. No case, no receipt, no ladder, no people.
 */
import { Aedes } from 'aedes';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import pg from 'pg';
import { Server } from 'socket.io';

const setting = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
};

const pool = new pg.Pool({ connectionString: setting('BARE_DATABASE_URL'), max: 32 });
await pool.query(
  'create table if not exists alert (n bigint generated always as identity primary key, topic text not null, body jsonb not null, at timestamptz not null)',
);
const insert = (topic: string, body: string) =>
  pool.query({
    name: 'insert-alert',
    text: 'insert into alert (topic, body, at) values ($1, $2::jsonb, $3) returning n',
    values: [topic, body, new Date()],
  });

const http = createHttpServer((_request, response) => response.writeHead(200).end('ready'));
const sockets = new Server(http, { serveClient: false, transports: ['websocket', 'polling'] });
const consoles = sockets.of('/console');

const aedes = new Aedes({
  concurrency: 100,
  authorizePublish: (_client, packet, done) => {
    if (!packet.topic.endsWith('/alert')) return done(null);
    const body = packet.payload.toString();
    insert(packet.topic, body).then(
      () => {
        done(null);
        consoles.emit('incident.changed', {
          id: (JSON.parse(body) as { id: string }).id,
          version: 1,
          phase: 'waiting',
        });
      },
      (error: unknown) => done(error instanceof Error ? error : new Error('not committed')),
    );
  },
});
await aedes.listen();
const tcp = createServer((socket) => {
  socket.setNoDelay(true);
  aedes.handle(socket);
});
await new Promise<void>((open) => tcp.listen(Number(setting('BARE_MQTT_PORT')), '127.0.0.1', open));
await new Promise<void>((open) => http.listen(Number(setting('BARE_HTTP_PORT')), '127.0.0.1', open));

process.stdin.resume().once('end', () => process.exit(0));
