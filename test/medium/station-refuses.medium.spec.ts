// Real: the program behind `npm start`, its folder, its ports. Not reached: the database and everything after it.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const START = fileURLToPath(new URL('../../apps/station/start.mjs', import.meta.url));

let folder: string;
let dataDir: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'silverbell-refuses-'));
  dataDir = join(folder, 'data');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

function start(flags: readonly string[] = [], settings: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const outside = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(SILVERBELL_|DATABASE_URL|MQTT_URL)/.test(name)),
  );
  return new Promise((ended, failed) => {
    const child = spawn(process.execPath, [START, ...flags], {
      env: {
        ...outside,
        SILVERBELL_DATA_DIR: dataDir,
        SILVERBELL_HTTP_PORT: '0',
        SILVERBELL_MQTT_PORT: '0',
        SILVERBELL_MQTT_WS_PORT: '0',
        ...settings,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.once('error', failed);
    child.once('close', (status) => ended({ status, out, err }));
  });
}

const sentence = (words: RegExp) =>
  expect.stringMatching(new RegExp(`^[^\\n]*${words.source}[^\\n]*\\n$`)) as unknown as string;

async function listening(): Promise<Server & { port: number }> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return Object.assign(server, { port: (server.address() as { port: number }).port });
}

describe('a start that cannot be', () => {
  it('says which flags there are when it does not know one, and leaves with 2', async () => {
    expect(await start(['--emtpy'])).toEqual({
      status: 2,
      out: '',
      err: sentence(/"--emtpy": there are --empty and --quiet-demo/),
    });
    expect(await start(['--empty', '--quiet-demo'])).toMatchObject({ status: 2, err: sentence(/give one of/) });
    expect(existsSync(dataDir)).toBe(false);
  });

  it('names the setting that it does not know, and leaves with 1', async () => {
    expect(await start([], { SILVERBELL_HTTPPORT: '80' })).toMatchObject({
      status: 1,
      err: sentence(/SILVERBELL_HTTPPORT is not a setting; did you mean SILVERBELL_HTTP_PORT/),
    });
  });

  it('names the setting whose port is taken, and leaves the other program alone', async () => {
    const other = await listening();
    try {
      for (const setting of ['SILVERBELL_HTTP_PORT', 'SILVERBELL_MQTT_PORT', 'SILVERBELL_MQTT_WS_PORT']) {
        const ended = await start([], { [setting]: String(other.port) });
        expect(ended).toMatchObject({
          status: 1,
          err: sentence(new RegExp(`Port ${other.port} is taken by another program: set ${setting}`)),
        });
      }
      expect(other.listening).toBe(true);
    } finally {
      other.close();
    }
  });

  it.each([
    ['is a file', () => join(folder, 'file')],
    ['lies below a file', () => join(folder, 'file', 'data')],
    ['lies where nobody can make a folder', () => '/proc/silverbell'],
  ])('says that the data folder cannot be written when it %s', async (_what, where) => {
    writeFileSync(join(folder, 'file'), '');
    expect(await start([], { SILVERBELL_DATA_DIR: where() })).toMatchObject({
      status: 1,
      err: sentence(/cannot be written: set SILVERBELL_DATA_DIR/),
    });
  });

  it('does not put real people beside the demo town', async () => {
    // The first start writes down what the folder is for before it does anything else.
    const other = await listening();
    await start([], { SILVERBELL_HTTP_PORT: String(other.port) });
    other.close();
    expect(await start(['--empty'])).toMatchObject({ status: 1, err: sentence(/holds the demo town/) });
  });

  // H13: whoever is rung by a demo would take it for a real alarm, or learn to take a real one for a demo.
  it.each(['SILVERBELL_SMS_WEBHOOK_URL', 'SILVERBELL_VOICE_WEBHOOK_URL'])(
    'refuses demo data with a real provider: %s',
    async (setting) => {
      const provider = { [setting]: 'https://provider.example/send', SILVERBELL_WEBHOOK_SECRET: 'a'.repeat(32) };
      expect(await start([], provider)).toMatchObject({
        status: 1,
        err: expect.stringMatching(/demo must not ring real people/) as never,
      });
    },
  );

  it('leaves neither a process nor a database behind', async () => {
    const other = await listening();
    const { status, out } = await start([], { SILVERBELL_HTTP_PORT: String(other.port) });
    other.close();
    expect([status, out]).toEqual([1, '']);
    expect(readdirSync(dataDir).sort()).toEqual(['logs', 'processes.json', 'station.json']);
  });
});
