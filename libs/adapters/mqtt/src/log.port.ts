/** One line per fact: a code and the ids it concerns. Never a payload, a secret or a name. */
export interface Log {
  info(what: string, facts?: LogFacts): void;
  warn(what: string, facts?: LogFacts): void;
  error(what: string, facts?: LogFacts): void;
}
export type LogFacts = Readonly<Record<string, string | number | boolean | null>>;

export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** What may be said of an error: its name and code. A database driver's message may quote a row. */
export const errorFacts = (error: unknown): { error: string; code: string | null } => ({
  error: error instanceof Error ? error.name : typeof error,
  code: codeOf(error),
});

/** SQLSTATE, errno or library code, wherever the driver hid it. */
export function codeOf(error: unknown): string | null {
  for (let at: unknown = error, depth = 0; typeof at === 'object' && at !== null && depth < 4; depth += 1) {
    if ('code' in at && typeof at.code === 'string') return at.code;
    at = 'driverError' in at ? at.driverError : 'cause' in at ? at.cause : null;
  }
  return null;
}
