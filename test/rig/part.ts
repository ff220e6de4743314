/** One process of the platform that can be killed and started again, as a service manager would. */
export interface Part {
  readonly name: string;
  /** `null` while it is down. */
  readonly pid: number | null;
  /** Deaths that nobody here asked for. */
  readonly crashes: number;
  /** Resolves when it is up, or throws with its last words. */
  start(): Promise<void>;
  /** SIGKILL, and nobody starts it again before {@link start}. Resolves when it is gone. */
  kill(): Promise<void>;
  /** Asked to leave; resolves when it is gone. */
  stop(): Promise<void>;
  /** Does its work at this moment. */
  isReady(): Promise<boolean>;
}
