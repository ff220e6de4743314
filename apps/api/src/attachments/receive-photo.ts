import { LARGEST_ATTACHMENT_BYTES } from '@silverbell/usecases';
import type { Request, Response } from 'express';
import multer, { MulterError } from 'multer';
import { ProblemError } from '../http/problems/problem-error.js';

/** What stands in the form beside its file. */
const FORM_BYTES = 64 * 1024;
/** What is longer is not even read to its end: its connection is closed behind the answer. */
const READ_TO_ITS_END_BYTES = 64 * 1024 * 1024;
/** Held in memory until they are kept: 80 MiB at the most, and no account alone may fill that. */
const AT_ONCE = 16;
const AT_ONCE_OF_ONE = 2;
const underWay: string[] = [];

/**
 * Reads the form of an upload and does `work` with the file; its other fields stand in `request.body` then. Nothing of it touches a disk
 * before it is sealed, and its place among those under way is held until it is kept.
 */
export async function receivePhoto<T>(
  by: string,
  request: Request,
  response: Response,
  work: (file: Uint8Array) => Promise<T>,
): Promise<T> {
  const length = Number(request.headers['content-length'] ?? 0);
  if (length > LARGEST_ATTACHMENT_BYTES + FORM_BYTES) {
    // A browser shows an answer only when it could send everything.
    if (length <= READ_TO_ITS_END_BYTES) await passedOver(request);
    response.setHeader('connection', 'close');
    throw new ProblemError('attachment-too-large');
  }
  if (underWay.length >= AT_ONCE || underWay.filter((one) => one === by).length >= AT_ONCE_OF_ONE) {
    response.setHeader('connection', 'close');
    throw new ProblemError('busy', { retryAfterS: 2 });
  }
  underWay.push(by);
  try {
    await read(request, response);
    if (request.file === undefined) throw new ProblemError('file-missing');
    return await work(request.file.buffer);
  } finally {
    underWay.splice(underWay.indexOf(by), 1);
  }
}

const reader = multer({
  storage: multer.memoryStorage(),
  defParamCharset: 'utf8',
  limits: { fileSize: LARGEST_ATTACHMENT_BYTES, files: 1, fields: 5, fieldSize: 1_024, parts: 6, headerPairs: 20 },
}).single('file');

const read = (request: Request, response: Response): Promise<void> =>
  new Promise((resolve, reject) =>
    reader(request, response, (error: unknown) =>
      error === undefined || error === null ? resolve() : reject(problemOf(error)),
    ),
  );

/** A form that is cut or malformed has no code of its own. */
const problemOf = (error: unknown): ProblemError =>
  error instanceof MulterError && error.code === 'LIMIT_FILE_SIZE'
    ? new ProblemError('attachment-too-large')
    : new ProblemError('invalid-request');

/** Nothing of it is kept; a line that is cut ends it, too. */
const passedOver = (request: Request): Promise<void> =>
  new Promise((resolve) => {
    request.once('close', resolve).once('end', resolve).once('error', resolve);
    request.resume();
  });
