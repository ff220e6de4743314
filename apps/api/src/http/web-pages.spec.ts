import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { mountPages } from './web-pages.js';

@Module({})
class NoRoutes {}

const SCRIPT = 'export const words = "银铃";'.repeat(200);
const folder = mkdtempSync(join(tmpdir(), 'silverbell-pages-'));
const dist = (page: string): string => join(folder, page, 'dist');

function builds(page: string): void {
  mkdirSync(join(dist(page), 'assets'), { recursive: true });
  writeFileSync(join(dist(page), 'index.html'), `<!doctype html><title>${page} STYLE_NONCE</title>`);
  writeFileSync(join(dist(page), 'assets', 'index-a1.js'), SCRIPT);
  writeFileSync(join(dist(page), 'assets', 'index-a1.js.gz'), gzipSync(SCRIPT));
  writeFileSync(join(dist(page), 'assets', 'index-a1.js.br'), brotliCompressSync(SCRIPT));
  writeFileSync(join(dist(page), 'plain.svg'), '<svg/>');
}

let app: NestExpressApplication;
let port: number;
beforeAll(async () => {
  builds('helper');
  app = await NestFactory.create<NestExpressApplication>(NoRoutes, { logger: false });
  mountPages(app, folder);
  await app.listen(0, '127.0.0.1');
  ({ port } = app.getHttpServer().address() as AddressInfo);
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** As the bytes come: a client that unpacks would hide what is asked here. */
const gets = (path: string, encodings?: string): Promise<Answer> =>
  new Promise((done, failed) => {
    const headers = encodings === undefined ? {} : { 'accept-encoding': encodings };
    request({ host: '127.0.0.1', port, path, headers }, (answer) => {
      const pieces: Buffer[] = [];
      answer.on('data', (piece: Buffer) => pieces.push(piece));
      answer.on('end', () => done({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(pieces) }));
    })
      .on('error', failed)
      .end();
  });

describe('the files of a built page', () => {
  it.each([
    ['br', 'gzip, deflate, br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
  ])('go out as %s to a browser that takes %s, and are the same script', async (encoding, accepted, unpacked) => {
    const { status, headers, body } = await gets('/helper/assets/index-a1.js', accepted);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-encoding': encoding,
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect(headers['content-type']).toContain('javascript');
    expect(headers.vary).toContain('Accept-Encoding');
    expect(unpacked(body).toString()).toBe(SCRIPT);
  });

  it('go out as they are to a client that takes no compression', async () => {
    const { headers, body } = await gets('/helper/assets/index-a1.js');
    expect(headers['content-encoding']).toBeUndefined();
    expect(body.toString()).toBe(SCRIPT);
  });

  it('go out as they are where no compressed copy lies beside them', async () => {
    const { headers, body } = await gets('/helper/plain.svg', 'br');
    expect(headers['content-encoding']).toBeUndefined();
    expect(headers['cache-control']).toBe('no-cache');
    expect(body.toString()).toBe('<svg/>');
  });

  it('are there, too, when the page is built while the api runs', async () => {
    builds('family');
    expect((await gets('/family/assets/index-a1.js', 'br')).status).toBe(200);
    expect((await gets('/family/anywhere/inside')).body.toString()).toContain('family');
  });

  it.each(['/helper/assets/%', '/helper/%2e%2e/%2e%2e/secret.txt', '/helper/assets/missing.js'])(
    '%s is no file of it',
    async (path) => {
      const { status, body } = await gets(path, 'br');
      expect([400, 403, 404]).toContain(status);
      expect(body.toString()).not.toContain('银铃');
    },
  );
});
