import { setPriority } from 'node:os';
import { isTemporary, NotMigratedYet } from '@silverbell/adapter-postgres';
import {
  environmentWithDotenv,
  JsonLogger,
  onShutdownSignal,
  readSettings,
  startWhenAvailable,
} from '@silverbell/adapter-runtime';
import { startWorker, type RunningWorker } from './worker.js';

/** A batch comes to its end, or is rolled back and done again by the next start. */
const LONGEST_STOP_MS = 10_000;
/** Alerts and pages on this machine come first. */
const NICENESS = 10;

async function main(): Promise<void> {
  const read = readSettings(environmentWithDotenv(process.env, process.cwd()));
  if (!read.ok) return refuse(read.sentences);
  const { settings } = read;
  const { databaseUrl } = settings;
  if (databaseUrl === null)
    return refuse(['DATABASE_URL must be set for the worker alone; `npm start` brings its own database.']);
  const logger = new JsonLogger({ process: 'worker', level: settings.logLevel });
  setPriority(NICENESS);
  process.on('unhandledRejection', (error) => logger.fact('error', 'unhandled', {}, error));
  let worker: RunningWorker | null = null;
  onShutdownSignal((why) => {
    logger.fact('info', 'leaving', { why });
    setTimeout(() => process.exit(1), LONGEST_STOP_MS).unref();
    (worker?.stop() ?? Promise.resolve()).then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
  try {
    worker = await startWhenAvailable({
      start: () => startWorker({ settings, databaseUrl, logger }),
      isTemporary: (error) => isTemporary(error) || error instanceof NotMigratedYet,
      address: null,
      onWait: (error, attempt) => logger.fact('warn', 'start-waits', { attempt }, error),
    });
    logger.fact('info', 'worker-ready');
  } catch (error) {
    refuse([`The worker cannot start: ${error instanceof Error ? error.message : String(error)}.`]);
  }
}

function refuse(sentences: readonly string[]): void {
  process.stderr.write(`${sentences.join('\n')}\n`);
  process.exit(1);
}

await main();
