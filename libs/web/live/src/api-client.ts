import { ApiProblem, problemFrom } from './problem.js';

export interface ApiClientOptions {
  readonly baseUrl?: string;
  readonly fetch?: typeof globalThis.fetch;
  readonly token?: () => string | null;
  readonly language?: () => string;
  /** The server no longer knows this token: the session ends, the screen asks for a login. */
  readonly onUnauthorised?: () => void;
  /** Every answer carries the server's clock; timers on the screen count by it. */
  readonly onServerTime?: (serverTimeMs: number) => void;
  readonly timeoutMs?: number;
  readonly newKey?: () => string;
}

export interface CommandOptions {
  /** Give the same key again to repeat a command whose fate is unknown. */
  readonly key?: string;
  readonly ifVersion?: number;
  readonly method?: 'POST' | 'PUT' | 'DELETE';
}

/** Talks to `/api/v1`: token, language, one idempotency key per command, a time limit, errors as sentences. */
export class ApiClient {
  readonly #options: ApiClientOptions;
  readonly #baseUrl: string;

  constructor(options: ApiClientOptions = {}) {
    this.#options = options;
    this.#baseUrl = options.baseUrl ?? '/api/v1';
  }

  get<T>(path: string): Promise<T> {
    return this.#send<T>('GET', path, undefined, {});
  }

  /** A page the server wrote to be printed, as it came. */
  getPage(path: string): Promise<string> {
    return this.#send<string>('GET', path, undefined, { Accept: 'text/html' }, (text) => text);
  }

  command<T>(path: string, body: unknown = {}, options: CommandOptions = {}): Promise<T> {
    const headers: Record<string, string> = { 'Idempotency-Key': options.key ?? this.newKey() };
    if (options.ifVersion !== undefined) headers['If-Match'] = `"${options.ifVersion}"`;
    return this.#send<T>(options.method ?? 'POST', path, options.method === 'DELETE' ? undefined : body, headers);
  }

  newKey(): string {
    return this.#options.newKey?.() ?? randomKey();
  }

  async #send<T>(
    method: string,
    path: string,
    body: unknown,
    extra: Record<string, string>,
    read: (text: string) => unknown = parseJson,
  ): Promise<T> {
    const headers: Record<string, string> = { Accept: 'application/json', ...extra };
    const token = this.#options.token?.();
    if (token) headers['Authorization'] = `Bearer ${token}`;
    const language = this.#options.language?.();
    if (language) headers['Accept-Language'] = language;
    if (body !== undefined) headers['Content-Type'] = 'application/json';

    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), this.#options.timeoutMs ?? 10_000);
    try {
      const response = await (this.#options.fetch ?? globalThis.fetch)(this.#baseUrl + path, {
        method,
        headers,
        signal: limit.signal,
        cache: 'no-store',
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const date = response.headers.get('date');
      if (date !== null) this.#options.onServerTime?.(Date.parse(date));
      const text = await response.text();
      if (!response.ok) {
        if (response.status === 401 && token) this.#options.onUnauthorised?.();
        throw problemFrom(response.status, text === '' ? undefined : parseJson(text));
      }
      const parsed = text === '' ? undefined : read(text);
      if (text !== '' && parsed === undefined) throw new ApiProblem('unreadable', response.status, undefined);
      return parsed as T;
    } catch (error) {
      if (error instanceof ApiProblem) throw error;
      throw new ApiProblem(limit.signal.aborted ? 'timeout' : 'unreachable', 0, undefined);
    } finally {
      clearTimeout(timer);
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** `crypto.randomUUID` exists only on https and localhost; a station on the office network is plain http. */
function randomKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
