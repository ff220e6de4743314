import type { OnApplicationShutdown } from '@nestjs/common';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Counter, type JsonLogger, type Registry } from '@silverbell/adapter-runtime';
import { ListenerGuard, type GuardEvent, type ProcessLimits } from '@silverbell/adapter-tcp';
import type { RefusedDevices } from '@silverbell/usecases';

/** Headers, and then the whole request: people on slow phones need some of them. */
const HEADERS_WITHIN_MS = 10_000;
const REQUEST_WITHIN_MS = 30_000;
/** A spreadsheet of 30 MiB over a line of 256 kbit/s. */
const UPLOAD_WITHIN_MS = 20 * 60_000;
/** 5 MiB at 256 kbit/s take 164 s; a sender slower than this would keep the place of another. */
const PHOTO_WITHIN_MS = 4 * 60_000;
/** What is still sent after the answer (a refused upload) is read for so long. */
const LEFTOVER_MS = 5_000;
/** A client that takes nothing of its answer, or hangs in the middle of a request. A WebSocket has its own heartbeat. */
const IDLE_MS = 120_000;
const LOG_EVERY_MS = 60_000;

export interface HttpGuardDeps {
  readonly logger: Pick<JsonLogger, 'fact'>;
  readonly registry: Registry;
  readonly refused: Pick<RefusedDevices, 'limitReached'>;
  /** Many people stand behind it. */
  readonly isProxy: (address: string) => boolean;
  /** Absent: what this process can hold. */
  readonly limits?: ProcessLimits;
}

/** Keeps the pages and the API reachable however many connections one host opens. */
export class HttpGuard implements OnApplicationShutdown {
  readonly #guard: ListenerGuard;
  readonly #loggedAt = new Map<string, number>();

  constructor(deps: HttpGuardDeps) {
    const { logger, registry, refused, isProxy, limits } = deps;
    const ended = new Counter({
      name: 'silverbell_http_connections_ended_total',
      help: 'Connections ended or refused because a limit was reached, or that could not be accepted, by reason',
      labelNames: ['reason'],
      registers: [registry],
    });
    const onEvent = ({ listener, what, reason, address }: GuardEvent): void => {
      ended.inc({ reason });
      if (reason === 'address-full' || reason === 'listener-full') void refused.limitReached(listener, reason, address);
      const now = performance.now();
      if (now - (this.#loggedAt.get(reason) ?? Number.NEGATIVE_INFINITY) < LOG_EVERY_MS) return;
      this.#loggedAt.set(reason, now);
      logger.fact(what === 'error' ? 'error' : 'warn', 'http-connection-ended', { what, reason });
    };
    this.#guard = new ListenerGuard({ onEvent, isProxy, ...(limits && { limits }) });
  }

  /** Before the server listens. */
  guard(http: Server): void {
    http.headersTimeout = HEADERS_WITHIN_MS;
    // Node knows one limit for all requests: that of uploads. The others are cut here.
    http.requestTimeout = UPLOAD_WITHIN_MS;
    http.on('request', cutWhenSlow);
    http.setTimeout(IDLE_MS);
    this.#guard.guard(http, { name: 'http', firstWordWithinMs: HEADERS_WITHIN_MS });
    const onRequest = ({ socket }: IncomingMessage): void => this.#guard.of(socket).received();
    http.on('request', onRequest);
    http.on('upgrade', onRequest);
  }

  /** A logged-in account listens on this connection. */
  proven({ socket }: Pick<IncomingMessage, 'socket'>): void {
    this.#guard.of(socket).proven();
  }

  limitedLately(): number {
    return this.#guard.limitedLately();
  }

  onApplicationShutdown(): void {
    this.#guard.close();
  }
}

/** In ms. */
function within({ method, url = '' }: IncomingMessage): number {
  const [, upload] = method === 'POST' ? (/^\/api\/v1\/(imports|attachments)(?:\?|$)/.exec(url) ?? []) : [];
  if (upload === 'imports') return UPLOAD_WITHIN_MS;
  return upload === 'attachments' ? PHOTO_WITHIN_MS : REQUEST_WITHIN_MS;
}

function cutWhenSlow(request: IncomingMessage, response: ServerResponse): void {
  const cut = (): void => {
    if (!request.complete) request.socket.destroy();
  };
  const timer = setTimeout(cut, within(request)).unref();
  response.once('close', () => {
    clearTimeout(timer);
  });
  response.once('finish', () => {
    if (!request.complete) setTimeout(cut, LEFTOVER_MS).unref();
  });
}
