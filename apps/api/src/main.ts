import { readFileSync } from 'node:fs';
import { environmentWithDotenv, JsonLogger, readSettings, whenToldToLeave } from '@silverbell/adapter-nest';
import { startApi } from './start-api.js';

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
  try {
    const api = await startApi({ settings, databaseUrl: settings.databaseUrl, version, logger });
    logger.fact('info', 'listening', { port: api.port, bind: settings.bind });
    process.send?.({ listening: api.port });
    whenToldToLeave((why) => {
      logger.fact('info', 'leaving', { why });
      setTimeout(() => process.exit(1), LONGEST_FAREWELL_MS).unref();
      api.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          logger.fact('error', 'left-badly', {}, error);
          process.exit(1);
        },
      );
    });
  } catch (error) {
    refuse([`The api cannot start: ${error instanceof Error ? error.message : String(error)}.`]);
  }
}

function refuse(sentences: readonly string[]): void {
  process.stderr.write(`${sentences.join('\n')}\n`);
  process.exit(1);
}

await main();
