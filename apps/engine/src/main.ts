import { JsonLogger, readSettings, startWhenAvailable, type LogFacts } from '@silverbell/adapter-runtime';
import { errorFacts, type Log } from '@silverbell/adapter-mqtt';
import { isTemporary } from '@silverbell/adapter-postgres';
import { startEngine, type Engine } from './engine.js';

const read = readSettings(process.env);
if (!read.ok) {
  new JsonLogger({ process: 'engine', level: 'error' }).fatal(read.sentences.join(' '));
  process.exit(1);
}
const logger = new JsonLogger({ process: 'engine', level: read.settings.logLevel });
const line =
  (level: 'info' | 'warn' | 'error') =>
  (what: string, facts: LogFacts = {}): void =>
    logger.fact(level, what, facts);
const log: Log = { info: line('info'), warn: line('warn'), error: line('error') };

let isShuttingDown = false;
let engine: Engine | null = null;

/** Room can be made while the process waits for it. */
const isDiskFull = (error: unknown): boolean =>
  ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException | null)?.code ?? '');

function shutdown(why: string): void {
  if (isShuttingDown) return;
  isShuttingDown = true;
  log.info('leaving', { why });
  // Whatever hangs must not keep the next start waiting.
  setTimeout(() => process.exit(1), 12_000).unref();
  void (engine?.stop() ?? Promise.resolve()).then(() => process.exit(0));
}

process.on('SIGTERM', () => shutdown('SIGTERM'));
process.on('SIGINT', () => shutdown('SIGINT'));
// The station's end of this pipe closes when it dies, whatever killed it.
if (!process.stdin.isTTY)
  process.stdin
    .resume()
    .once('end', () => shutdown('stdin-closed'))
    .once('error', () => shutdown('stdin-closed'));
process.on('unhandledRejection', (error) => log.error('unhandled', errorFacts(error)));
process.on('uncaughtException', (error) => {
  // Its state is unknown now; a fresh process is safer, and everything that counts is in the database.
  logger.fact('error', 'uncaught', errorFacts(error), error);
  process.exit(1);
});

try {
  const { settings } = read;
  engine = await startWhenAvailable({
    start: () => startEngine({ settings, log }),
    isTemporary: (error) => isTemporary(error) || isDiskFull(error),
    address: settings.enginePort === null ? null : { port: settings.enginePort, host: '127.0.0.1' },
    onWait: (error, attempt) => log.warn('start-waits', { attempt, ...errorFacts(error) }),
  });
  if (isShuttingDown) await engine.stop();
} catch (error) {
  const sentence = error instanceof Error ? error.message : 'The engine does not start.';
  logger.fatal(sentence);
  process.exit(1);
}
