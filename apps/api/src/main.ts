import { readFileSync } from 'node:fs';
import {
  environmentWithDotenv,
  JsonLogger,
  readSettings,
  startWhenAvailable,
  onShutdownSignal,
} from '@silverbell/adapter-runtime';
import { isTemporary, NotMigratedYet } from '@silverbell/adapter-postgres';
import { startApi, type RunningApi } from './start-api.js';

/** Longer than any request lasts; what still hangs then is cut. */
const LONGEST_FAREWELL_MS = 10_000;

async function main(): Promise<void> {
  const read = readSettings(environmentWithDotenv(process.env, process.cwd()));
  if (!read.ok) return refuse(read.sentences);
  const { settings } = read;
  if (settings.databaseUrl === null)
    return refuse(['DATABASE_URL must be set for the api alone; `npm start` brings its own database.']);
  const logger = new JsonLogger({ process: 'api', level: settings.logLevel });
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  // A promise that fails unheard is a defect to be logged, not a reason to cut the line of every page.
  process.on('unhandledRejection', (error) => logger.fact('error', 'unhandled', {}, error));
  let api: RunningApi | null = null;
  onShutdownSignal((why) => {
    logger.fact('info', 'leaving', { why });
    setTimeout(() => process.exit(1), LONGEST_FAREWELL_MS).unref();
    (api?.stop() ?? Promise.resolve()).then(
      () => process.exit(0),
      (error: unknown) => {
        logger.fact('error', 'left-badly', {}, error);
        process.exit(1);
      },
    );
  });
  const { databaseUrl } = settings;
  try {
    api = await startWhenAvailable({
      start: () => startApi({ settings, databaseUrl, version, logger }),
      isTemporary: (error) => isTemporary(error) || error instanceof NotMigratedYet,
      address: { port: settings.httpPort, host: settings.bind },
      onWait: (error, attempt) => logger.fact('warn', 'start-waits', { attempt }, error),
    });
    logger.fact('info', 'listening', { port: api.port, bind: settings.bind });
    process.send?.({ listening: api.port });
  } catch (error) {
    refuse([`The api cannot start: ${error instanceof Error ? error.message : String(error)}.`]);
  }
}

function refuse(sentences: readonly string[]): void {
  process.stderr.write(`${sentences.join('\n')}\n`);
  process.exit(1);
}

await main();
