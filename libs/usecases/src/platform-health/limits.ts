/** When the platform itself counts as late, in seconds. A deployment may bring its own. */
export interface PlatformLimits {
  /** Age of the oldest deadline that is due and has not fired. */
  readonly overdueS: number;
  /** Age of the oldest message that is due and has not left, on a channel that needs no open page. */
  readonly backlogS: number;
  /** Since the last good round of the deadline ticker. */
  readonly tickerS: number;
  /** Since the last good round of a relay: the slowest provider may take a batch's time. */
  readonly relayS: number;
  /** Since the last good round of any other loop. */
  readonly otherLoopS: number;
  /** Since an engine last wrote that it lives: a restart by the station takes some seconds. */
  readonly engineS: number;
  /** Since a worker last wrote that it lives: one batch of a long import may take some seconds. */
  readonly workerS: number;
  /** Since the database answered last. */
  readonly databaseS: number;
  /** How long a message waits in the queue of an outside broker. */
  readonly intakeLagS: number;
  /** Between the wall clock and the clock of the process, either way. */
  readonly clockS: number;
  /** A provider that was asked has taken nothing: a few of its time-outs. */
  readonly providerS: number;
  /** Since this api last heard the others. */
  readonly replicasS: number;
}

/**
 * `overdueS`: issue "The promise kept", point 3 (5 s); `clockS`: architecture, section 5, Time (1 s). The others are our own choice: some
 * twenty missed rounds of the ticker, a provider's time-out times two, a restart of the engine (five of its heartbeats).
 */
export const PLATFORM_LIMITS: PlatformLimits = {
  overdueS: 5,
  backlogS: 30,
  tickerS: 10,
  relayS: 60,
  otherLoopS: 300,
  engineS: 10,
  workerS: 60,
  databaseS: 5,
  intakeLagS: 5,
  clockS: 1,
  providerS: 10,
  replicasS: 10,
};
