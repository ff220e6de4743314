import { createHash, randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { LARGEST_FILE_BYTES } from '@silverbell/adapter-spreadsheet';
import type { Instant } from '@silverbell/kernel';
import type { PostgresImportStore } from '@silverbell/adapter-postgres';
import type { Request, Response } from 'express';
import multer, { MulterError } from 'multer';
import { ProblemError } from '../http/problems/problem-error.js';

export interface Upload {
  /** Of the import to be. */
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly hash: Buffer;
}

/** Pieces are sealed one by one: a file is never whole in memory, nor on a disk in clear. */
const PIECE_BYTES = 1024 * 1024;

/** What stands in a form beside its file. */
const FORM_BYTES = 1024 * 1024;
/** What is longer is not even read to its end: its connection is closed behind the answer. */
const READ_TO_ITS_END_BYTES = 1024 * 1024 * 1024;

type Pieces = Pick<PostgresImportStore, 'putPiece' | 'discard'>;

/** Reads the form of an upload; the file goes into the database piece by piece, its other fields stand in `request.body` afterwards. */
export async function receiveUpload(
  request: Request,
  response: Response,
  store: Pieces,
  now: () => Instant,
): Promise<Upload> {
  const length = Number(request.headers['content-length'] ?? 0);
  if (length > LARGEST_FILE_BYTES + FORM_BYTES) {
    // A browser shows an answer only when it could send everything.
    if (length <= READ_TO_ITS_END_BYTES) await passedOver(request);
    response.setHeader('connection', 'close');
    throw new ProblemError('file-too-large');
  }
  const id = randomUUID();
  let received: Upload | null = null;
  const storage: multer.StorageEngine = {
    _handleFile: (_, file, done) => {
      keep(file.stream, id, store, now).then(
        (kept) => {
          received = { id, name: file.originalname, ...kept };
          done(null, {});
        },
        (error: unknown) => done(error),
      );
    },
    _removeFile: (_request, _file, done) => done(null),
  };
  const reader = multer({
    storage,
    defParamCharset: 'utf8',
    limits: { fileSize: LARGEST_FILE_BYTES, files: 1, fields: 10, fieldSize: 64 * 1024, parts: 12, headerPairs: 20 },
  }).single('file');
  try {
    await new Promise<void>((resolve, reject) =>
      reader(request, response, (error: unknown) =>
        error === undefined || error === null ? resolve() : reject(error as Error),
      ),
    );
    if (received === null) throw new ProblemError('file-missing');
    return received;
  } catch (error) {
    await store.discard(id);
    throw problemOf(error);
  }
}

async function keep(
  stream: Readable,
  id: string,
  store: Pieces,
  now: () => Instant,
): Promise<{ readonly bytes: number; readonly hash: Buffer }> {
  const hash = createHash('sha256');
  let bytes = 0;
  let no = 0;
  let pieces: Buffer[] = [];
  let gathered = 0;
  const put = async (piece: Buffer): Promise<void> => {
    await store.putPiece(id, no, piece, now());
    no += 1;
  };
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
    pieces.push(chunk);
    gathered += chunk.length;
    while (gathered >= PIECE_BYTES) {
      const all = Buffer.concat(pieces);
      await put(all.subarray(0, PIECE_BYTES));
      pieces = [all.subarray(PIECE_BYTES)];
      gathered = all.length - PIECE_BYTES;
    }
  }
  if (gathered > 0) await put(Buffer.concat(pieces));
  return { bytes, hash: hash.digest() };
}

/** Nothing of it is kept; a line that is cut ends it, too. The server's own limit on the time of an upload holds. */
const passedOver = (request: Request): Promise<void> =>
  new Promise((resolve) => {
    request.once('close', resolve).once('end', resolve).once('error', resolve);
    request.resume();
  });

function problemOf(error: unknown): unknown {
  if (!(error instanceof MulterError))
    return error instanceof ProblemError || isDatabase(error) ? error : new ProblemError('invalid-request');
  return error.code === 'LIMIT_FILE_SIZE' ? new ProblemError('file-too-large') : new ProblemError('invalid-request');
}

/** A form that is cut or malformed has no SQLSTATE. */
const isDatabase = (error: unknown): boolean => typeof error === 'object' && error !== null && 'code' in error;
