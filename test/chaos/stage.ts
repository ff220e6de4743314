import type { Fault } from './audit.js';
import type { Kept } from './spooling.js';

export interface Killed {
  readonly who: string;
  /** Of the SIGKILL, by the monotonic clock. */
  readonly at: number;
}

export interface SelfDeaths {
  readonly name: string;
  readonly times: number;
  /** A process of the platform; a database whose disk is full may end by its own rules. */
  readonly ours: boolean;
}

/** Where the play is given: a platform whose processes can be killed, whose lines can be cut and whose clocks can jump. */
export interface Stage {
  /** What can be killed at any moment. */
  readonly targets: readonly string[];
  /** Moments at which an engine can be caught. */
  readonly points: readonly string[];
  /** Lines that can be cut, slowed down, or made mute. */
  readonly lines: readonly string[];
  /** Processes whose wall clock can be set wrong. */
  readonly clocks: readonly string[];
  /** What can be full. */
  readonly disks: readonly string[];
  readonly folder: string;
  readonly databaseUrl: string;
  /** The way of device number `index` to the broker. */
  mqttUrlFor(index: number): string;
  /** Ports of the apis. */
  readonly httpPorts: readonly number[];
  /** SIGKILL of a target, or of whoever comes to a point; dead for `downMs`, then started again. */
  kill(target: string, downMs: number): Promise<Killed>;
  trouble(line: string, how: 'cut' | 'slow' | 'mute'): void;
  mend(line: string): void;
  setClock(whose: string, byMs: number): void;
  /** Where engines keep presses while the database is away. */
  readonly spools: readonly string[];
  /** Presses that were whole in a spool when its engine died. */
  readonly kept: readonly Kept[];
  /** Of each kill at a named moment, whether an engine was caught there. */
  readonly named: readonly boolean[];
  setFull(disk: string, full: boolean): void;
  /** Who does not do its work at this moment. */
  notReady(): Promise<readonly string[]>;
  /** Who ended although no kill asked for it. */
  selfDeaths(): readonly SelfDeaths[];
  /** What only this stage can tell when everything is quiet. */
  lastLook(): Promise<readonly Fault[]>;
  close(keepFolder: boolean): Promise<void>;
}

export const SLOW_MS = 400;
