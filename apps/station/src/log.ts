import { createWriteStream, existsSync, renameSync, statSync, type WriteStream } from 'node:fs';

const KEPT_BYTES = 10 * 1024 * 1024;
const LEVELS: Readonly<Record<number, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
};

export interface LogLine {
  readonly level: string;
  readonly message: string;
}

/** A log file of one process; the previous one is kept as `….1`. */
export class LogFile {
  private stream: WriteStream | null = null;
  private written = 0;

  constructor(private readonly file: string) {}

  add(line: string): void {
    if (!this.stream || this.written > KEPT_BYTES) this.open();
    this.written += line.length + 1;
    this.stream?.write(`${line}\n`);
  }

  close(): Promise<void> {
    const stream = this.stream;
    this.stream = null;
    return new Promise((closed) => (stream ? stream.end(() => closed()) : closed()));
  }

  private open(): void {
    this.stream?.end();
    const size = existsSync(this.file) ? statSync(this.file).size : 0;
    if (size > KEPT_BYTES) renameSync(this.file, `${this.file}.1`);
    this.written = size > KEPT_BYTES ? 0 : size;
    this.stream = createWriteStream(this.file, { flags: 'a' });
    // A full disk must not end the station: the log is the first thing to give up.
    this.stream.on('error', () => undefined);
  }
}

/** What a line of a child says, whether it is one of our JSON lines or a cry of Node itself. */
export function readLogLine(line: string): LogLine {
  try {
    const parsed: unknown = JSON.parse(line);
    if (typeof parsed === 'object' && parsed !== null) {
      const { level, msg, message } = parsed as { level?: unknown; msg?: unknown; message?: unknown };
      const name = typeof level === 'number' ? LEVELS[level] : level;
      const text = typeof msg === 'string' ? msg : message;
      if (typeof name === 'string' && typeof text === 'string') return { level: name, message: text };
    }
  } catch {
    // not JSON: taken as it is
  }
  return { level: 'raw', message: line };
}
