import { DEMO_SECRET, JsonLogger, readSettings, type Settings } from '@silverbell/adapter-runtime';
import { openDatabase, seedDemo } from '@silverbell/adapter-postgres';
import { startApi, USE_CASE_DEPS, type ApiRequest, type RunningApi } from '@silverbell/api';
import { DEMO_PASSWORD, DEMO_SEED, demoTown } from '@silverbell/demo';
import { as, instant, type DeviceId } from '@silverbell/kernel';
import { quickPassword, testDatabase, type TestDatabase } from '@silverbell/testing-world';
import { receiveSignal, type Deps } from '@silverbell/usecases';
import type { Incident } from '@silverbell/wire';
import { setTimeout as pause } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { io, type Socket } from 'socket.io-client';

/** Noon in Shanghai. */
export const NOW = instant(Date.UTC(2026, 2, 1, 4));
export const WEBHOOK_SECRET = 'signed-with-this-secret';

export interface Answer<T = Record<string, unknown>> {
  readonly status: number;
  readonly body: T;
  readonly headers: Headers;
}
export interface Asking {
  readonly as?: string | null;
  readonly body?: unknown;
  readonly raw?: string;
  readonly headers?: Record<string, string>;
}

export const slugOf = ({ body }: Answer<unknown>): string => (body as { type: string }).type.split('/').at(-1) ?? '';

export const hears = <T>(socket: Socket, event: string, matches: (payload: T) => boolean = () => true): Promise<T> =>
  new Promise((resolve) => socket.on(event, (payload: T) => void (matches(payload) && resolve(payload))));

/** An api of its own in the demo town, at noon; the engine is not there, a press is handed in as it would. */
export class ApiStage {
  readonly clock = { at: NOW as number, now: () => instant(this.clock.at) };
  private readonly logged: string[] = [];
  private readonly tokens = new Map<string, string>();
  private alerts = 0;
  private database: TestDatabase | null = null;
  private asked: ApiRequest | null = null;
  private running: RunningApi | null = null;

  /** `more`: settings that are not those of every api. `database`: migrated, and empty. */
  async starts(more: Partial<Settings> = {}, database = testDatabase()): Promise<void> {
    this.database = await database;
    const source = await openDatabase(this.database.url, { poolSize: 2 });
    const hashing = { password: quickPassword, deviceSecret: () => ({ hash: 'x', keyId: 'k' }) };
    await seedDemo(source, demoTown(DEMO_SEED, NOW), hashing, DEMO_SECRET);
    await source.destroy();
    const read = readSettings({ SILVERBELL_MODE: 'demo', SILVERBELL_HTTP_PORT: '0' });
    if (!read.ok) throw new Error(read.sentences.join());
    const settings: Settings = { ...read.settings, webhookSecret: WEBHOOK_SECRET, ...more };
    const logger = new JsonLogger({
      process: 'api',
      level: 'warn',
      destination: { write: (line) => void this.logged.push(line) },
    });
    const { clock } = this;
    this.asked = { settings, databaseUrl: this.database.url, version: '0.0.0-test', logger, clock };
    this.running = await startApi(this.asked);
  }

  /** What the api was started with, for another process over the same database. */
  get request(): ApiRequest {
    if (!this.asked) throw new Error('the api was not started');
    return this.asked;
  }

  async stops(): Promise<void> {
    await this.running?.stop();
    await this.database?.drop();
  }

  get api(): RunningApi {
    if (!this.running) throw new Error('the api was not started');
    return this.running;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.api.port}`;
  }

  /** Lines of the log about one thing, oldest first. */
  facts(event: string): readonly Readonly<Record<string, unknown>>[] {
    return this.logged
      .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)
      .filter((fact) => fact['event'] === event);
  }

  /** What it had to say of errors. */
  errors(): readonly string[] {
    return this.logged.filter((line) => /"level":[56]0/.test(line));
  }

  sql<T>(statement: string, parameters: readonly unknown[] = []): Promise<readonly T[]> {
    return this.api.app.get(DataSource).query(statement, [...parameters]) as Promise<readonly T[]>;
  }

  /** After the clock went past the end of every session. */
  forgetSessions(): void {
    this.tokens.clear();
  }

  async tokenOf(username: string): Promise<string> {
    const known = this.tokens.get(username);
    if (known !== undefined) return known;
    const { body, status } = await this.ask<{ accessToken: string }>('POST', '/api/v1/auth/login', {
      body: { username, password: DEMO_PASSWORD },
    });
    if (status !== 200) throw new Error(`${username} could not log in: ${String(status)}`);
    this.tokens.set(username, body.accessToken);
    return body.accessToken;
  }

  /** Somebody who is told that she asks too fast waits and asks again, as a page does: a test is faster than any person. */
  readonly ask = async <T = Record<string, unknown>>(
    method: string,
    path: string,
    asking: Asking = {},
  ): Promise<Answer<T>> => {
    for (;;) {
      const answer = await this.askOnce<T>(method, path, asking);
      const isTooFast = answer.status === 429 && slugOf(answer) === 'too-many-requests';
      if (!isTooFast || (asking.as ?? null) === null) return answer;
      await pause(100);
    }
  };

  /** With the answer to whoever asks too fast, too. */
  readonly askOnce = async <T = Record<string, unknown>>(
    method: string,
    path: string,
    { as: username = null, body, raw, headers = {} }: Asking = {},
  ): Promise<Answer<T>> => {
    const response = await fetch(`${this.origin}${path}`, {
      method,
      headers: {
        ...(username === null ? {} : { authorization: `Bearer ${await this.tokenOf(username)}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      redirect: 'manual',
      ...(raw === undefined && body === undefined ? {} : { body: raw ?? JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, body: (isJson ? JSON.parse(text) : text) as T, headers: response.headers };
  };

  /** A login with one role, and the password of the demo. */
  async staff(username: string, role: string, regionId: string): Promise<void> {
    const id = `account-${username}`;
    await this.sql(
      `with made as (insert into account (id, username, password_hash, display_name)
         select $1, $2, password_hash, $2 from account where username = 'operator' returning id)
       insert into account_role (account_id, role, region_id, position) select id, $3, $4, 0 from made`,
      [id, username, role, regionId],
    );
  }

  /** A command on a case. */
  readonly act = (
    username: string,
    id: string,
    name: string,
    body: unknown = {},
    headers: Record<string, string> = {},
  ): Promise<Answer<Incident>> =>
    this.ask<Incident>('POST', `/api/v1/incidents/${id}/${name}`, { as: username, body, headers });

  /** What the engine would hand in for a press. */
  readonly press = async (device: string): Promise<string> => {
    this.alerts += 1;
    const { incidentId } = await receiveSignal(this.api.app.get<Deps>(USE_CASE_DEPS), {
      deviceId: as<DeviceId>(device),
      child: null,
      alertId: `press-${this.alerts}`,
      kind: 'sos',
      phase: 'raise',
      certainty: 'observed',
      test: false,
      doubts: [],
      deviceTime: null,
      batteryPct: 80,
      position: null,
      raw: new TextEncoder().encode('{}'),
      topic: `care/v1/${device}/alert`,
      payloadHash: `hash-${this.alerts}`,
      engineId: 'e1',
      receivedAt: this.clock.now(),
    });
    if (incidentId === null) throw new Error('the press raised nothing');
    return incidentId;
  };

  readonly listen = async (namespace: string, username: string): Promise<Socket> => {
    const socket = io(`${this.origin}${namespace}`, {
      auth: { token: await this.tokenOf(username) },
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
    });
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
    return socket;
  };
}
