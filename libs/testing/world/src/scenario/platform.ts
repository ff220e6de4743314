import { JsonLogger, readSettings, type Settings } from '@silverbell/adapter-runtime';
import {
  openIncidentStores,
  openDatabase,
  DirectoryQueries,
  type IncidentQueries,
  PersonKeys,
} from '@silverbell/adapter-postgres';
import { startApi, type RunningApi } from '@silverbell/api';
import { startEngine, type Engine } from '@silverbell/engine';
import type { Clock, Instant } from '@silverbell/kernel';
import type { FixedClock } from '@silverbell/testing-kit';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { TestDatabase } from '../database.js';
import { putNumber, type NumberColumn } from '../put-number.js';
import { Cable } from './cable.js';
import type { Logbook } from './logbook.js';
import type { Telephone } from './telephone.js';
import { townDatabase } from './town.js';

export const WEBHOOK_SECRET = 'a-scenario-webhook-secret';

/** A platform that lived before: what it left, and when it was left. */
export interface Past {
  readonly at: Instant;
  readonly database: () => Promise<TestDatabase>;
  /** The data folder of its engine; it is copied. */
  readonly dataDir: string;
}

interface Around {
  readonly past: Past | null;
  readonly clock: FixedClock;
  readonly telephone: Telephone;
  readonly logbook: Logbook;
}

/** The processes of the platform over a fresh copy of the demo town: they begin, die, come back, and are taken down. */
export class Platform {
  queries!: IncidentQueries;
  keys!: PersonKeys;
  private source!: Awaited<ReturnType<typeof openDatabase>>;
  private database!: TestDatabase;
  private settings!: Settings;
  private dataDir = '';
  /** Between the engine and its database: cut, the engine can do nothing that lasts. */
  private power!: Cable;
  private theEngine: Engine | null = null;
  private theApi: RunningApi | null = null;
  private mqttPort = 0;
  private wsPort = 0;
  private apiPort = 0;
  private enginePort = 0;

  constructor(private readonly around: Around) {}

  get clock(): Clock {
    return this.around.clock;
  }

  async begins(): Promise<void> {
    const { past } = this.around;
    this.database = await (past?.database() ?? townDatabase());
    this.dataDir = mkdtempSync(join(tmpdir(), 'silverbell-scenario-'));
    if (past) cpSync(past.dataDir, this.dataDir, { recursive: true });
    this.settings = this.settingsWith({});
    this.source = await openDatabase(this.database.url, { applicationName: 'scenario', poolSize: 4 });
    const cases = openIncidentStores(this.source, this.settings.secret);
    this.queries = cases.queries;
    this.keys = cases.keys;
    this.power = await new Cable(() => Number(new URL(this.database.url).port)).lay();
    await this.startEngine();
    await this.startApi();
  }

  async ends(): Promise<void> {
    await this.stopApi();
    await this.stopEngine();
    await this.power.takeAway();
    await this.source.destroy();
    await this.database.drop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  async startEngine(): Promise<void> {
    const engine = await startEngine({
      settings: this.settingsWith({
        SILVERBELL_MQTT_PORT: String(this.mqttPort),
        SILVERBELL_MQTT_WS_PORT: String(this.wsPort),
        SILVERBELL_ENGINE_PORT: String(this.enginePort),
        DATABASE_URL: through(this.power, this.database.url),
      }),
      log: this.around.logbook.log('engine'),
      clock: this.around.clock,
      senders: [this.around.telephone.sender('sms'), this.around.telephone.sender('voice')],
    });
    this.theEngine = engine;
    this.mqttPort = engine.addresses.mqttPort ?? 0;
    this.wsPort = engine.addresses.wsPort ?? 0;
    this.enginePort = engine.addresses.healthPort;
  }

  async stopEngine(): Promise<void> {
    const engine = this.theEngine;
    this.theEngine = null;
    await engine?.stop();
  }

  /** Like kill -9: from this moment nothing of it reaches the database, and what it had begun is rolled back. */
  async engineDies(): Promise<void> {
    this.databaseIsAway();
    await this.cutDatabase('silverbell-engine');
    this.around.telephone.answers();
    await this.stopEngine();
    this.power.mend();
  }

  /** The engine lives, its database does not answer. */
  databaseIsAway(): void {
    this.around.logbook.mayLoseTheDatabase('engine');
    this.power.cut();
  }

  databaseIsBack(): void {
    this.power.mend();
  }

  get isEngineUp(): boolean {
    return this.theEngine !== null;
  }

  get isApiUp(): boolean {
    return this.theApi !== null;
  }

  async startApi(): Promise<void> {
    const api = await startApi({
      settings: this.settingsWith({
        SILVERBELL_HTTP_PORT: String(this.apiPort),
        SILVERBELL_MQTT_PORT: String(this.mqttPort),
        SILVERBELL_MQTT_WS_PORT: String(this.wsPort),
        SILVERBELL_ENGINE_PORT: String(this.enginePort),
      }),
      databaseUrl: this.database.url,
      version: '0.0.0-scenario',
      logger: loggerInto(this.around.logbook),
      clock: this.around.clock,
    });
    this.theApi = api;
    this.apiPort = api.port;
  }

  async stopApi(): Promise<void> {
    const api = this.theApi;
    this.theApi = null;
    await api?.stop();
  }

  /** Everybody looks for work, and is through with it. */
  async runNow(): Promise<void> {
    await this.theEngine?.runNow();
    await this.theApi?.runNow();
  }

  get broker(): string {
    return `mqtt://127.0.0.1:${String(this.mqttPort)}`;
  }

  /** What the engine keeps beside its database. */
  get dataFolder(): string {
    return this.dataDir;
  }

  get httpPort(): number {
    return this.apiPort;
  }

  directory(): DirectoryQueries {
    return new DirectoryQueries(this.source, new PersonKeys(this.source, this.settings.secret));
  }

  async cutDatabase(applicationName: string): Promise<void> {
    await this.sql(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like $1 || '%'`,
      [applicationName],
    );
  }

  /** A number or a code on file, as the office would write it. */
  puts(column: NumberColumn, rowIds: readonly string[], text: string | null): Promise<void> {
    return putNumber(this.source, this.settings.secret, column, rowIds, text);
  }

  sql<Row = Record<string, unknown>>(statement: string, parameters: readonly unknown[] = []): Promise<readonly Row[]> {
    return this.source.query(statement, [...parameters]) as Promise<readonly Row[]>;
  }

  /** Its own transaction, held open until the test lets go. */
  async holds(statement: string, parameters: readonly unknown[] = []): Promise<() => Promise<void>> {
    const runner = this.source.createQueryRunner();
    await runner.startTransaction();
    await runner.query(statement, [...parameters]);
    return async () => {
      await runner.rollbackTransaction();
      await runner.release();
    };
  }

  private settingsWith(more: Readonly<Record<string, string>>): Settings {
    const read = readSettings({
      SILVERBELL_MODE: 'demo',
      SILVERBELL_MQTT_PORT: '0',
      SILVERBELL_MQTT_WS_PORT: '0',
      SILVERBELL_HTTP_PORT: '0',
      SILVERBELL_DATA_DIR: this.dataDir,
      SILVERBELL_WEBHOOK_SECRET: WEBHOOK_SECRET,
      DATABASE_URL: this.database.url,
      ...more,
    });
    if (!read.ok) throw new Error(read.sentences.join(' '));
    return read.settings;
  }
}

const through = (cable: Cable, url: string): string => {
  const other = new URL(url);
  other.port = String(cable.localPort);
  return other.href;
};

/** The api writes JSON lines; they are read back into the logbook. */
function loggerInto(logbook: Logbook): JsonLogger {
  const log = logbook.log('api');
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      for (const line of chunk
        .toString('utf8')
        .split('\n')
        .filter((text) => text !== '')) {
        const { level, event, ...facts } = JSON.parse(line) as { level: number; event?: string } & Record<
          string,
          string
        >;
        log[level >= 50 ? 'error' : level >= 40 ? 'warn' : 'info'](event ?? 'unnamed', {
          facts: JSON.stringify(facts),
        });
      }
      done();
    },
  });
  return new JsonLogger({ process: 'api', level: 'info', destination: destination as never });
}
