// Real: the guard of listeners in a process that may open 256 files, and more silent connections than that. Not real: what it serves.
import { expect, it, jest } from '@jest/globals';
import { spawn } from 'node:child_process';
import { connect, type Socket } from 'node:net';

jest.setTimeout(60_000);

const SERVER = `
  import { createServer } from 'node:net';
  import { descriptorLimit, ListenerGuard } from '@silverbell/adapter-tcp';
  const events = [];
  const guard = new ListenerGuard({ onEvent: ({ what, reason }) => events.push(what + ' ' + reason) });
  const server = createServer((socket) => socket.once('data', () => {
    guard.of(socket).proven();
    socket.write(JSON.stringify({ limit: descriptorLimit(), errors: events.filter((one) => one.startsWith('error')) }));
  }));
  guard.guard(server, { name: 'test', firstWordWithinMs: 60_000 });
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));
`;

it('silent connections beyond the descriptors of a process keep nobody out and end nobody who proved himself', async () => {
  const child = spawn('bash', ['-c', 'ulimit -n 256; exec node --input-type=module'], {
    cwd: process.cwd(),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(SERVER);
  const sockets: Socket[] = [];
  try {
    const port = Number(await new Promise<Buffer>((resolve) => void child.stdout.once('data', resolve)));
    const open = async (): Promise<Socket> => {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => undefined);
      sockets.push(socket);
      await new Promise((resolve) => socket.once('connect', resolve));
      return socket;
    };
    const answerTo = async (socket: Socket): Promise<unknown> => {
      socket.write('here');
      return JSON.parse(String(await new Promise<Buffer>((resolve) => void socket.once('data', resolve))));
    };
    const first = await open();
    expect(await answerTo(first)).toEqual({ limit: 256, errors: [] });
    for (let n = 0; n < 400; n += 1) await open();
    expect(await answerTo(await open())).toEqual({ limit: 256, errors: [] });
    expect(first.destroyed).toBe(false);
  } finally {
    sockets.forEach((socket) => socket.destroy());
    child.kill();
  }
});
