import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { BackupRefused } from './refusal.js';

/**
 * A backup file: one line that says what it is, then gzip in pieces of AES-256-GCM. Each piece: flag (1 = the last), length, tag,
 * ciphertext. A piece knows its place and the first line, so none can be moved, left out or cut off at the end.
 */
const MAGIC = 'silverbell-backup';
export const FORMAT = 1;
const PIECE_BYTES = 256 * 1024;
const HEAD_BYTES = 1 + 4 + 16;
const LONGEST_FIRST_LINE = 512;

export interface Label {
  readonly mode: 'demo' | 'live';
  readonly madeAt: string;
}

const TORN = 'is not whole (it was cut off, or changed): take another backup.';

// A salt per file makes a key per file, so that a counter is nonce enough; scrypt, because a person may have chosen the secret.
const keyOf = (secret: string, salt: string): Buffer => scryptSync(secret, Buffer.from(salt, 'base64'), 32);

function nonceOf(piece: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(piece, 6, 6);
  return nonce;
}
const about = (firstLine: string, last: boolean): Buffer => Buffer.from(`${last ? 'last' : 'more'} ${firstLine}`);

/** Writes `lines`, zipped and sealed. The file is complete and on the disk when this resolves. */
export async function writeSealed(
  file: string,
  lines: AsyncIterable<string>,
  secret: string,
  label: Label,
): Promise<void> {
  const salt = randomBytes(16).toString('base64');
  const firstLine = JSON.stringify({ file: MAGIC, format: FORMAT, ...label, salt });
  const key = keyOf(secret, salt);
  let piece = 0;
  let waiting: Buffer = Buffer.alloc(0);
  const sealed = (plain: Buffer, last: boolean): Buffer => {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(piece++)).setAAD(about(firstLine, last));
    const body = Buffer.concat([cipher.update(plain), cipher.final()]);
    const head = Buffer.alloc(5);
    head.writeUInt8(last ? 1 : 0, 0);
    head.writeUInt32BE(body.length, 1);
    return Buffer.concat([head, cipher.getAuthTag(), body]);
  };
  const sealing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      waiting = Buffer.concat([waiting, chunk]);
      while (waiting.length > PIECE_BYTES) {
        this.push(sealed(waiting.subarray(0, PIECE_BYTES), false));
        waiting = waiting.subarray(PIECE_BYTES);
      }
      done();
    },
    flush(done) {
      this.push(sealed(waiting, true));
      done();
    },
  });
  const output = createWriteStream(file, { mode: 0o600, flags: 'wx' });
  output.write(`${firstLine}\n`);
  await pipeline(Readable.from(lines), createGzip(), sealing, output);
  const handle = await open(file, 'r+');
  await handle.sync().finally(() => handle.close());
}

/** What a backup says about itself without its secret. */
export async function labelOf(file: string): Promise<Label & { readonly salt: string; readonly firstLine: string }> {
  const handle = await open(file, 'r').catch(() => {
    throw new BackupRefused(`There is no backup ${file} that could be read.`);
  });
  const head = Buffer.alloc(LONGEST_FIRST_LINE);
  const { bytesRead } = await handle.read(head, 0, LONGEST_FIRST_LINE, 0).finally(() => handle.close());
  const text = head.subarray(0, bytesRead).toString('utf8');
  const firstLine = text.slice(0, Math.max(0, text.indexOf('\n')));
  let label: Record<string, unknown>;
  try {
    label = JSON.parse(firstLine) as Record<string, unknown>;
  } catch {
    label = {};
  }
  if (label['file'] !== MAGIC || typeof label['format'] !== 'number')
    throw new BackupRefused(`${file} is not a backup of Silverbell.`);
  if (label['format'] > FORMAT)
    throw new BackupRefused(`${file} was made by a newer version of Silverbell: install that version or newer.`);
  const { mode, madeAt, salt } = label;
  if ((mode !== 'demo' && mode !== 'live') || typeof madeAt !== 'string' || typeof salt !== 'string')
    throw new BackupRefused(`${file} ${TORN}`);
  return { mode, madeAt, salt, firstLine };
}

/** The lines of a backup, as they went in. Ends with a refusal where the file does. */
export async function* readSealed(file: string, secret: string): AsyncGenerator<string> {
  const { salt, firstLine } = await labelOf(file);
  const gunzip = createGunzip();
  const pieces = Readable.from(opened(file, keyOf(secret, salt), firstLine));
  let failure: unknown = null;
  const reading = pipeline(pieces, gunzip).catch((error: unknown) => {
    failure = error instanceof BackupRefused ? error : new BackupRefused(`${file} ${TORN}`);
  });
  const lines = createInterface({ input: gunzip, crlfDelay: Infinity });
  // a reader that stops early must not leave the file open
  try {
    for await (const line of lines) yield line;
  } catch {
    // said by what failed before us
  } finally {
    lines.close();
    gunzip.destroy();
    await reading;
  }
  if (failure !== null) throw failure as Error;
}

async function* opened(file: string, key: Buffer, firstLine: string): AsyncGenerator<Buffer> {
  let waiting: Buffer = Buffer.alloc(0);
  let piece = 0;
  let whole = false;
  for await (const chunk of createReadStream(file, { start: Buffer.byteLength(firstLine) + 1 })) {
    waiting = Buffer.concat([waiting, chunk as Buffer]);
    for (;;) {
      if (whole && waiting.length > 0) throw new BackupRefused(`${file} ${TORN}`);
      if (waiting.length < HEAD_BYTES) break;
      const length = waiting.readUInt32BE(1);
      if (length > PIECE_BYTES) throw new BackupRefused(`${file} ${TORN}`);
      if (waiting.length < HEAD_BYTES + length) break;
      const last = waiting[0] === 1;
      const cipher = createDecipheriv('aes-256-gcm', key, nonceOf(piece), { authTagLength: 16 })
        .setAAD(about(firstLine, last))
        .setAuthTag(waiting.subarray(5, HEAD_BYTES));
      let plain: Buffer;
      try {
        plain = Buffer.concat([cipher.update(waiting.subarray(HEAD_BYTES, HEAD_BYTES + length)), cipher.final()]);
      } catch {
        throw new BackupRefused(
          piece === 0
            ? `${file} does not open: give the SILVERBELL_SECRET of the station it was made on (or the file is damaged).`
            : `${file} ${TORN}`,
        );
      }
      yield plain;
      piece++;
      whole = last;
      waiting = waiting.subarray(HEAD_BYTES + length);
    }
  }
  if (!whole) throw new BackupRefused(`${file} ${TORN}`);
}
