import {
  assertMigrated,
  ExportRows,
  ImportWorkStore,
  openDatabase,
  PostgresHeartbeatStore,
  PersonKeys,
  PgNotificationListener,
  PostgresAttachmentStore,
  PostgresAuditLog,
  PostgresAccountStore,
  PostgresCareDueStore,
  PostgresDemoCareClock,
  PostgresDeviceWorkStore,
  PostgresExerciseStore,
  PostgresExportStore,
  PostgresImportStore,
  RegionIndexQueries,
} from '@silverbell/adapter-postgres';
import {
  Heartbeat,
  HEARTBEAT_EVERY_MS,
  ProcessClock,
  type JsonLogger,
  type Settings,
} from '@silverbell/adapter-runtime';
import type { Clock } from '@silverbell/kernel';
import { randomUUID } from 'node:crypto';
import { Logger, parseCronItems, run, type TaskList } from 'graphile-worker';
import type { DataSource } from 'typeorm';
import { BatchPause } from './batch-pause.js';
import { CareLoop } from './care/care-loop.js';
import { careJobs } from './care/jobs.js';
import { ExportTask } from './exports/export-task.js';
import { forgetRows } from './imports/forget-rows.js';
import { ImportTask } from './imports/import-task.js';

export interface WorkerOptions {
  readonly settings: Pick<Settings, 'secret' | 'timeZone' | 'demoCareClock'>;
  readonly databaseUrl: string;
  readonly logger: Pick<JsonLogger, 'fact'>;
  /** A test moves its own. */
  readonly clock?: Clock;
}

export interface RunningWorker {
  /** The batch under way comes to its end; what is left goes on with the next start. */
  stop(): Promise<void>;
}

/** What every task works with. */
export interface WorkerDeps {
  readonly source: DataSource;
  readonly keys: PersonKeys;
  /** SILVERBELL_SECRET. */
  readonly secret: string;
  readonly imports: PostgresImportStore;
  readonly work: ImportWorkStore;
  readonly regions: RegionIndexQueries;
  readonly exports: PostgresExportStore;
  readonly exportRows: ExportRows;
  readonly accounts: PostgresAccountStore;
  readonly attachments: PostgresAttachmentStore;
  readonly clock: Clock;
  readonly timeZone: string;
  readonly logger: Pick<JsonLogger, 'fact'>;
  readonly pause: BatchPause;
  /** Between two batches: the process was told to leave. */
  readonly isLeaving: () => boolean;
}

const POLL_WAITING_MS = 5_000;

/** Jobs of the office, one at a time: a file of half a million rows is memory enough. */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { settings, databaseUrl, logger, clock = new ProcessClock() } = options;
  const source = await openDatabase(databaseUrl, {
    ...{ applicationName: 'silverbell-worker', poolSize: 4, statementTimeoutMs: 120_000, relaxedCommits: true },
  });
  let stopping = false;
  const pause = new BatchPause();
  let listener: PgNotificationListener | null = null;
  try {
    await assertMigrated(source);
    const keys = new PersonKeys(source, settings.secret);
    await keys.assertSecretFits();
    const audit = new PostgresAuditLog(source, settings.secret);
    const exercises = new PostgresExerciseStore(source);
    const deviceWork = new PostgresDeviceWorkStore(source, exercises, audit, settings.timeZone);
    const deps: WorkerDeps = {
      ...{
        source,
        keys,
        clock,
        logger,
        timeZone: settings.timeZone,
        secret: settings.secret,
        isLeaving: () => stopping,
        pause,
      },
      imports: new PostgresImportStore(source, keys),
      work: new ImportWorkStore(source, keys),
      regions: new RegionIndexQueries(source),
      exports: new PostgresExportStore(source, keys),
      exportRows: new ExportRows(source, keys, deviceWork, settings.timeZone),
      accounts: new PostgresAccountStore(source),
      attachments: new PostgresAttachmentStore(source, audit, keys),
    };
    const { demoCareClock, timeZone } = settings;
    if (demoCareClock !== null) await new PostgresDemoCareClock(source, demoCareClock, timeZone).begin();
    const care = new CareLoop(new PostgresCareDueStore(source), careJobs(deps), { ...deps, demoCareClock });
    await care.start();
    listener = await PgNotificationListener.start(
      {
        ...{ url: databaseUrl, applicationName: 'silverbell-worker' },
        onTrouble: (error) => logger.fact('warn', 'wake-lost', {}, error),
      },
      (what) => (what === 'cases' ? pause.incidentChanged() : undefined),
    );
    const queue = await run({
      connectionString: databaseUrl,
      ...{ concurrency: 1, maxPoolSize: 3, pollInterval: 2_000, noHandleSignals: true },
      logger: quietLogger(logger),
      taskList: tasksOf(deps),
      parsedCronItems: parseCronItems([{ task: 'expire', match: '17 * * * *', options: { maxAttempts: 3 } }]),
    });
    const enqueueWaiting = (): void =>
      void deps.work
        .enqueueWaiting()
        .catch((error: unknown) => logger.fact('warn', 'polling-for-work-failed', {}, error));
    enqueueWaiting();
    const polling = setInterval(enqueueWaiting, POLL_WAITING_MS);
    const heartbeat = heartbeatOf(source, logger);
    await heartbeat.start();
    return {
      stop: async () => {
        stopping = true;
        clearInterval(polling);
        await care.stop();
        await queue.stop();
        await heartbeat.stop();
        await listener?.close();
        await source.destroy();
      },
    };
  } catch (error) {
    await listener?.close();
    await source.destroy();
    throw error;
  }
}

function heartbeatOf(source: DataSource, logger: WorkerOptions['logger']): Heartbeat {
  const [store, id] = [new PostgresHeartbeatStore(source), randomUUID()];
  return new Heartbeat({
    everyMs: HEARTBEAT_EVERY_MS,
    write: () => store.beat(id, 'worker', {}),
    onEnd: () => store.leave(id),
    onTrouble: (error) => logger.fact('warn', 'heartbeat-failed', {}, error),
  });
}

function tasksOf(deps: WorkerDeps): TaskList {
  const [imports, exports] = [new ImportTask(deps), new ExportTask(deps)];
  /** The queue tries it again later; why it failed is told here. */
  const told = async (task: string, work: Promise<void>): Promise<void> => {
    try {
      await work;
    } catch (error) {
      deps.logger.fact('error', 'task-failed', { task }, error);
      throw error;
    }
  };
  const expire = async (): Promise<void> => {
    const now = deps.clock.now();
    const gone = {
      imports: await deps.imports.expire(now),
      exports: await deps.exports.expire(now),
      attachments: await deps.attachments.expire(now),
    };
    for (const one of await deps.imports.pastTheirTime()) if (!(await forgetRows(deps, one))) return;
    if (Object.values(gone).some((files) => files > 0)) deps.logger.fact('info', 'files-expired', gone);
  };
  return {
    import: (payload) => told('import', imports.run(idOf(payload))),
    export: (payload) => told('export', exports.run(idOf(payload))),
    expire: () => told('expire', expire()),
  };
}

const idOf = (payload: unknown): string => {
  const id = typeof payload === 'object' && payload !== null && 'id' in payload ? payload.id : null;
  if (typeof id !== 'string') throw new Error('a task without an id');
  return id;
};

/** Its messages may quote a payload; what we log of it is that it complains. */
const quietLogger = (logger: Pick<JsonLogger, 'fact'>): Logger =>
  new Logger(({ taskIdentifier }) => (level) => {
    const name = String(level);
    if (name === 'error' || name === 'warning')
      logger.fact(name === 'error' ? 'error' : 'warn', 'queue-complains', { task: taskIdentifier ?? null });
  });
