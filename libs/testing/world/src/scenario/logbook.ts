import type { Log, LogFacts } from '@silverbell/adapter-mqtt';

export interface LogEntry {
  readonly process: 'engine' | 'api';
  readonly level: 'info' | 'warn' | 'error';
  readonly what: string;
  readonly facts: LogFacts;
}

/** What both servers wrote; an unexpected error fails the scenario. */
export class Logbook {
  readonly entries: LogEntry[] = [];
  private readonly expected = new Set<string>();
  private readonly withoutDatabase = new Set<LogEntry['process']>();

  log(process: LogEntry['process']): Log {
    const write =
      (level: LogEntry['level']) =>
      (what: string, facts: LogFacts = {}) => {
        this.entries.push({ process, level, what, facts });
      };
    return { info: write('info'), warn: write('warn'), error: write('error') };
  }

  mayFail(...what: readonly string[]): void {
    for (const one of what) this.expected.add(one);
  }

  /** From now on a lost connection is no fault of this process, whichever of its loops meets it. */
  mayLoseTheDatabase(process: LogEntry['process']): void {
    this.withoutDatabase.add(process);
  }

  unexpectedErrors(): readonly LogEntry[] {
    return this.entries.filter(
      (line) =>
        line.level === 'error' &&
        !this.expected.has(line.what) &&
        !(this.withoutDatabase.has(line.process) && isLostDatabase(line)),
    );
  }
}

/** The driver names no SQLSTATE when the line is cut in the middle of a statement; the server says 57P01 when it ends it. */
function isLostDatabase({ what, facts }: LogEntry): boolean {
  const code = typeof facts['code'] === 'string' ? facts['code'] : null;
  if (code !== null) return /^(08|57|53)/.test(code) || code.startsWith('ECONN') || code === 'EPIPE';
  return CUT_OFF.has(String(facts['error'])) || what === 'stopping';
}

const CUT_OFF = new Set(['QueryFailedError', 'DriverAdapterError', 'Error']);
