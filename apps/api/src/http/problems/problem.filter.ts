import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { problemType, type Problem } from '@silverbell/wire';
import type { AskingRequest } from '@silverbell/adapter-runtime';
import type { Session } from '../../auth/sessions.js';
import type { JsonLogger } from '@silverbell/adapter-runtime';
import { ProblemError } from './problem-error.js';
import { languageOf, sentenceOf } from './sentences.js';

export interface RefusedRequest extends AskingRequest {
  readonly method: string;
  readonly url: string;
  /** Of Express: the pattern of the address. */
  readonly route?: { readonly path: string };
  readonly session?: Session;
}
interface Answering {
  headersSent: boolean;
  status(code: number): this;
  setHeader(name: string, value: string): unknown;
  end(body: string): unknown;
  destroy(): unknown;
}

/** Turns whatever was thrown into a problem of RFC 9457 with a sentence in the caller's language. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly logger: JsonLogger,
    private readonly observe: (problem: ProblemError, request: RefusedRequest) => void = () => undefined,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(thrown, http.getRequest<RefusedRequest>(), http.getResponse<Answering>());
  }

  answer(thrown: unknown, request: RefusedRequest, response: Answering): void {
    const problem = asProblem(thrown);
    this.observe(problem, request);
    // A queue that is full is no fault of the machine.
    if (problem.status >= 500 && problem.slug !== 'busy') {
      const path = request.url.split('?')[0] ?? '';
      this.logger.fact('error', 'request-failed', { method: request.method, path, slug: problem.slug }, thrown);
    }
    // Half an answer cannot become a problem any more; a cut connection is honest.
    if (response.headersSent) return void response.destroy();
    const accept = request.headers['accept-language'];
    const body = JSON.stringify(problemBody(problem, typeof accept === 'string' ? accept : undefined, request.url));
    response.status(problem.status);
    response.setHeader('content-type', 'application/problem+json; charset=utf-8');
    response.setHeader('cache-control', 'no-store');
    if (problem.status === 401) response.setHeader('www-authenticate', 'Bearer');
    if (problem.extras.retryAfterS !== undefined) response.setHeader('retry-after', String(problem.extras.retryAfterS));
    response.end(body);
  }
}

/** An address may be 16 KiB long; the answer repeats only its beginning. */
const LONGEST_INSTANCE = 300;

export function problemBody(problem: ProblemError, acceptLanguage: string | undefined, url: string): Problem {
  const { facts, errors, current, changedBy } = problem.extras;
  const language = languageOf(acceptLanguage);
  return {
    type: problemType(problem.slug),
    title: sentenceOf(problem.slug, language),
    status: problem.status,
    instance: (url.split('?')[0] ?? url).slice(0, LONGEST_INSTANCE),
    ...(errors
      ? {
          errors: errors.map(({ field, message }) => ({
            field,
            message: typeof message === 'string' ? message : message[language],
          })),
        }
      : {}),
    ...(current === undefined ? {} : { current }),
    ...(changedBy ? { changedBy } : {}),
    ...(facts && Object.keys(facts).length > 0 ? { facts } : {}),
  };
}

/** SQLSTATE classes after which the same command may simply be sent again: connection, conflict, resources, operator intervention. */
const TRANSIENT = /^(08|40|53|57)/;
/** A NUL byte or half a character in a name or an id: no such text exists for PostgreSQL. */
const NO_TEXT = new Set(['22021', '22P05']);
const OFFLINE = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND']);

export function asProblem(thrown: unknown): ProblemError {
  if (thrown instanceof ProblemError) return thrown;
  if (thrown instanceof HttpException) return fromNest(thrown);
  const code = typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : null;
  if (typeof code === 'string' && (TRANSIENT.test(code) || OFFLINE.has(code))) {
    return new ProblemError('unavailable', { retryAfterS: 1 });
  }
  if (typeof code === 'string' && NO_TEXT.has(code)) return new ProblemError('invalid-request');
  if (thrown instanceof Error && /timeout exceeded when trying to connect|Connection terminated/.test(thrown.message)) {
    return new ProblemError('unavailable', { retryAfterS: 1 });
  }
  return new ProblemError('internal');
}

/** What Nest and Express refuse by themselves: unknown addresses, unreadable bodies. */
function fromNest(exception: HttpException): ProblemError {
  switch (exception.getStatus()) {
    case 404:
    case 405:
      return new ProblemError('not-found');
    case 413:
      return new ProblemError('too-large');
    case 400:
      return new ProblemError('invalid-request');
    default:
      return new ProblemError(exception.getStatus() >= 500 ? 'internal' : 'invalid-request');
  }
}

/** body-parser's own errors, before Nest sees the request. */
export function bodyProblem(error: unknown): unknown {
  const type = typeof error === 'object' && error !== null && 'type' in error ? error.type : null;
  switch (type) {
    case 'entity.too.large':
      return new ProblemError('too-large');
    case 'entity.parse.failed':
    case 'charset.unsupported':
    case 'encoding.unsupported':
      return new ProblemError('not-json');
    case 'request.aborted':
    case 'request.size.invalid':
    case 'entity.verify.failed':
      return new ProblemError('invalid-request');
    default:
      return error;
  }
}
