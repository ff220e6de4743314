import type { Log, LogFacts } from '@silverbell/adapter-mqtt';

export interface Line {
  readonly process: 'engine' | 'api';
  readonly level: 'info' | 'warn' | 'error';
  readonly what: string;
  readonly facts: LogFacts;
}

/** What both servers wrote; an error nobody expected fails the scenario. */
export class Logbook {
  readonly lines: Line[] = [];
  private readonly expected = new Set<string>();

  log(process: Line['process']): Log {
    const write =
      (level: Line['level']) =>
      (what: string, facts: LogFacts = {}) => {
        this.lines.push({ process, level, what, facts });
      };
    return { info: write('info'), warn: write('warn'), error: write('error') };
  }

  mayFail(...what: readonly string[]): void {
    for (const one of what) this.expected.add(one);
  }

  unexpectedErrors(): readonly Line[] {
    return this.lines.filter((line) => line.level === 'error' && !this.expected.has(line.what));
  }
}
