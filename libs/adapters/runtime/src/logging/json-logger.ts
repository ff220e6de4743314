import pino, { type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from '../config/settings.js';

/** Codes, ids and numbers: what a line may carry beside its message. Names, addresses and free text stay out of logs. */
export type LogFacts = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** One JSON object per line, with the methods that Nest expects of its logger. Errors are cut down to name, code, message and stack: a database error also carries the row's values. */
export class JsonLogger {
  readonly #pino: Logger;

  constructor(options: {
    readonly process: string;
    readonly level: LogLevel;
    readonly destination?: DestinationStream;
  }) {
    this.#pino = pino(
      { level: options.level, base: { process: options.process }, timestamp: pino.stdTimeFunctions.isoTime },
      options.destination ?? pino.destination({ fd: 2, sync: true }),
    );
  }

  /** The way our own code logs: what happened as a code, and the facts. */
  fact(level: 'info' | 'warn' | 'error' | 'debug', event: string, facts: LogFacts = {}, error?: unknown): void {
    this.#pino[level]({ event, ...facts, ...(error === undefined ? {} : { error: bare(error) }) });
  }

  // What Nest says of itself: the last argument is its context, an earlier one may be a stack.
  log(message: unknown, ...more: unknown[]): void {
    this.#nest('debug', message, more);
  }
  error(message: unknown, ...more: unknown[]): void {
    this.#nest('error', message, more);
  }
  warn(message: unknown, ...more: unknown[]): void {
    this.#nest('warn', message, more);
  }
  debug(message: unknown, ...more: unknown[]): void {
    this.#nest('debug', message, more);
  }
  verbose(message: unknown, ...more: unknown[]): void {
    this.#nest('trace', message, more);
  }
  fatal(message: unknown, ...more: unknown[]): void {
    this.#nest('fatal', message, more);
  }

  #nest(level: 'fatal' | 'error' | 'warn' | 'debug' | 'trace', message: unknown, more: readonly unknown[]): void {
    const context = more.at(-1);
    this.#pino[level]({
      event: 'nest',
      ...(typeof context === 'string' ? { context } : {}),
      ...(message instanceof Error ? { error: bare(message) } : { message: String(message) }),
    });
  }
}

export function bare(error: unknown): Record<string, string> {
  if (!(error instanceof Error)) return { message: typeof error };
  const code: unknown = 'code' in error ? error.code : undefined;
  return {
    name: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    message: error.message.slice(0, 500),
    ...(error.stack ? { stack: error.stack.slice(0, 4_000) } : {}),
  };
}
