/** What a list of the registry is asked for. */
export interface RegistryList {
  readonly regionIds: readonly string[];
  /** In the name. */
  readonly q?: string | undefined;
  /** The id of the last row of the page before. */
  readonly cursor?: string | undefined;
  readonly take: number;
}

/** For `like`: the text itself, wherever it stands. */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
