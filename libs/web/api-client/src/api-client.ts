import type { AnswerOf, BodyOf, JsonRoute, ParamsOf, QueryOf, RouteName, TextRoute } from '@silverbell/wire';
import { ENDPOINTS, pathOf } from '@silverbell/wire/endpoints';
import { ApiProblem, problemFrom } from './problem.js';

export interface ApiClientOptions {
  /** `https://host` where the page comes from elsewhere. */
  readonly origin?: string;
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

type Optional<Name extends string, T> = [T] extends [undefined]
  ? { readonly [K in Name]?: undefined }
  : // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- asks whether every field may be left out
    {} extends T
    ? { readonly [K in Name]?: T }
    : { readonly [K in Name]: T };

/** What a route is called with: the parameters of its path, its query and its body, each typed from the route table. */
export type CallInput<N extends RouteName> = Optional<'params', ParamsOf<N>> &
  Optional<'query', QueryOf<N>> &
  Optional<'body', BodyOf<N>>;

export interface CallOptions {
  /** Give the same key again to repeat a command whose outcome is unknown. */
  readonly key?: string;
  readonly ifVersion?: number;
  /** How long the answer may take, in ms. */
  readonly timeoutMs?: number;
}

export interface UploadOptions<N extends RouteName> extends CallOptions {
  /** Of a route whose path has some. */
  readonly params?: ParamsOf<N>;
}

interface AnyInput {
  readonly params?: Readonly<Record<string, string>> | undefined;
  readonly query?: Readonly<Record<string, string | number | undefined>> | undefined;
  readonly body?: unknown;
  readonly form?: FormData;
}

/** 100 MiB over a line of 256 kbit/s would take an hour; what takes longer than this is sent from a better place. */
const UPLOAD_MS = 1_800_000;

/** Calls the routes of the platform by name: token, language, one idempotency key per command, a time limit, errors as sentences. */
export class ApiClient {
  readonly #options: ApiClientOptions;

  constructor(options: ApiClientOptions = {}) {
    this.#options = options;
  }

  call<N extends JsonRoute>(name: N, input: CallInput<N>, options: CallOptions = {}): Promise<AnswerOf<N>> {
    return this.#send(name, input as AnyInput, options, 'application/json', json) as Promise<AnswerOf<N>>;
  }

  /** A file with the fields of its form; a poor line may take its time. */
  upload<N extends JsonRoute>(
    name: N,
    form: FormData,
    { params, ...options }: UploadOptions<N> = {},
  ): Promise<AnswerOf<N>> {
    return this.#send(name, { params, form } as AnyInput, options, 'application/json', json) as Promise<AnswerOf<N>>;
  }

  /** A route that answers with a file. */
  file<N extends TextRoute>(name: N, input: CallInput<N>): Promise<Blob> {
    return this.#send(name, input as AnyInput, {}, '*/*', (response) => response.blob()) as Promise<Blob>;
  }

  /** A route that answers with text: a page the server wrote to be printed, as it came. */
  text<N extends TextRoute>(name: N, input: CallInput<N>): Promise<string> {
    return this.#send(name, input as AnyInput, {}, 'text/html', (response) => response.text()) as Promise<string>;
  }

  newKey(): string {
    return this.#options.newKey?.() ?? randomKey();
  }

  async #send(
    name: RouteName,
    { params, query, body, form }: AnyInput,
    { key, ifVersion, timeoutMs }: CallOptions,
    accept: string,
    read: (response: Response) => Promise<unknown>,
  ): Promise<unknown> {
    const { method } = ENDPOINTS[name];
    const headers: Record<string, string> = { Accept: accept };
    if (method !== 'GET') headers['Idempotency-Key'] = key ?? this.newKey();
    if (ifVersion !== undefined) headers['If-Match'] = `"${ifVersion}"`;
    const sent = method !== 'GET' && method !== 'DELETE' ? (form ?? JSON.stringify(body ?? {})) : undefined;
    const token = this.#options.token?.();
    if (token) headers['Authorization'] = `Bearer ${token}`;
    const language = this.#options.language?.();
    if (language) headers['Accept-Language'] = language;
    // Of a form the browser writes the type, with the boundary between its parts.
    if (typeof sent === 'string') headers['Content-Type'] = 'application/json';

    const limit = new AbortController();
    const timer = setTimeout(
      () => limit.abort(),
      timeoutMs ?? (form === undefined ? (this.#options.timeoutMs ?? 10_000) : UPLOAD_MS),
    );
    try {
      const response = await (this.#options.fetch ?? globalThis.fetch)(
        (this.#options.origin ?? '') + pathOf(name, params) + queryString(query),
        {
          method,
          headers,
          signal: limit.signal,
          cache: 'no-store',
          ...(sent === undefined ? {} : { body: sent }),
        },
      );
      const date = response.headers.get('date');
      if (date !== null) this.#options.onServerTime?.(Date.parse(date));
      if (!response.ok) {
        const text = await response.text();
        if (response.status === 401 && token) this.#options.onUnauthorised?.();
        throw problemFrom(response.status, text === '' ? undefined : parseJson(text));
      }
      return await read(response);
    } catch (error) {
      if (error instanceof ApiProblem) throw error;
      throw new ApiProblem(limit.signal.aborted ? 'timeout' : 'unreachable', 0, undefined);
    } finally {
      clearTimeout(timer);
    }
  }
}

function queryString(query: AnyInput['query']): string {
  const pairs = Object.entries(query ?? {}).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, String(value)]],
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}

async function json(response: Response): Promise<unknown> {
  const text = await response.text();
  const parsed = text === '' ? undefined : parseJson(text);
  if (text !== '' && parsed === undefined) throw new ApiProblem('unreadable', response.status, undefined);
  return parsed;
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
