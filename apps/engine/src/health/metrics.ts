import { MQTT_METRICS, type MetricName, type Metrics } from '@silverbell/adapter-mqtt';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const LATELY_MS = 60_000;
/** In a flood the figure stays at this; the metric counts on. */
const MOST_RECENT = 1_000;
/** Of the reasons a connection ends for, those that say that something is full. */
const LIMITS: ReadonlySet<string> = new Set(['device-full', 'address-full', 'listener-full']);
const GAUGES: readonly MetricName[] = ['mqtt_connections', 'spool_records', 'intake_lag_seconds'];
const HISTOGRAMS: readonly MetricName[] = ['alert_commit_seconds'];

/** Every number of the engine, under the one prefix of the platform. */
export class EngineMetrics implements Metrics {
  readonly registry = new Registry();
  private readonly byName = new Map<MetricName, Counter | Gauge | Histogram>();

  readonly deadlineLateness = this.histogram(
    'deadline_lateness_seconds',
    'From the due time of a deadline to its firing',
  );
  readonly deadlinesFired = this.counter('deadlines_fired_total', 'Deadlines fired');
  readonly deadlinesFailed = this.counter(
    'deadlines_failed_total',
    'Cases whose deadlines could not be fired this time',
  );
  readonly relayed = this.counter('outbox_relayed_total', 'Outbox rows taken, by channel', ['channel']);
  readonly relayFailed = this.counter(
    'outbox_failed_total',
    'Outbox rows that ran out of attempts or were refused for good, by channel',
    ['channel'],
  );
  readonly backlog = new Gauge({
    name: 'silverbell_outbox_backlog',
    help: 'Outbox rows that are due',
    registers: [this.registry],
  });
  readonly backlogAge = new Gauge({
    name: 'silverbell_outbox_oldest_seconds',
    help: 'Age of the oldest outbox row that is due',
    registers: [this.registry],
  });
  readonly channelBacklogAge = new Gauge({
    name: 'silverbell_outbox_channel_oldest_seconds',
    help: 'Age of the oldest outbox row that is due, by channel',
    labelNames: ['channel'],
    registers: [this.registry],
  });
  readonly oldestOverdue = new Gauge({
    name: 'silverbell_deadline_oldest_overdue_seconds',
    help: 'Age of the oldest deadline that is due and has not fired',
    registers: [this.registry],
  });
  readonly loopHeartbeat = new Gauge({
    name: 'silverbell_loop_heartbeat_age_seconds',
    help: 'Since the last good round of each loop of this engine',
    labelNames: ['engine', 'loop'],
    registers: [this.registry],
  });
  readonly watchNumbers = this.counter(
    'watch_frames_total',
    'Frames over bare connections, by what their number is: registered, ambiguous, let-in, turned-away',
    ['result'],
  );
  readonly deadMan = this.counter('dead_man_total', 'Pings to the outside monitor: sent, failed, withheld', ['result']);
  readonly retentionRemoved = this.counter(
    'retention_removed_total',
    'Rows that went, or were emptied, because their time was over',
    ['what'],
  );
  readonly retentionRuns = this.counter('retention_runs_total', 'Goings through that came to their end', ['what']);
  /** Drills and tests are counted apart. */
  readonly openCases = new Gauge({
    name: 'silverbell_open_cases',
    help: 'Open cases; practice: drill, test, or none for those in earnest',
    labelNames: ['practice'],
    registers: [this.registry],
  });
  readonly clockDrift = new Gauge({
    name: 'silverbell_clock_drift_seconds',
    help: 'How far the wall clock is behind the clock of this process',
    registers: [this.registry],
  });

  /** What platform health shows of the last minute. */
  private readonly recent = new Map<MetricName, readonly { readonly at: number; readonly by: number }[]>();

  /** Of the last message that said it; `null`: none did. */
  intakeLagS: number | null = null;

  constructor() {
    collectDefaultMetrics({ register: this.registry, prefix: 'silverbell_engine_' });
  }

  inc(name: MetricName, labels: Readonly<Record<string, string>> = {}, by = 1): void {
    const metric = this.metricOf(name, labels);
    if (!(metric instanceof Histogram)) metric.inc(labels, by);
    const isLimit = name === 'connections_ended_total' && LIMITS.has(labels['reason'] ?? '');
    if (isLimit || name === 'telemetry_shed_total')
      this.recent.set(name, [...this.lately(name), { at: performance.now(), by }].slice(-MOST_RECENT));
  }

  /** Telemetry that was let go in the last minute. */
  shedLately(): number {
    return sumOf(this.lately('telemetry_shed_total'));
  }

  /** Connections that had to go in the last minute because a limit was reached. */
  limitsLately(): number {
    return sumOf(this.lately('connections_ended_total'));
  }

  private lately(name: MetricName): readonly { readonly at: number; readonly by: number }[] {
    return (this.recent.get(name) ?? []).filter(({ at }) => performance.now() - at <= LATELY_MS);
  }

  observe(name: MetricName, value: number, labels: Readonly<Record<string, string>> = {}): void {
    const metric = this.metricOf(name, labels);
    if (name === 'intake_lag_seconds') this.intakeLagS = value;
    if (metric instanceof Histogram) metric.observe(labels, value);
    else if (metric instanceof Gauge) metric.set(labels, value);
  }

  private metricOf(name: MetricName, labels: Readonly<Record<string, string>>): Counter | Gauge | Histogram {
    const known = this.byName.get(name);
    if (known) return known;
    const labelNames = Object.keys(labels);
    const made = HISTOGRAMS.includes(name)
      ? this.histogram(name, MQTT_METRICS[name])
      : GAUGES.includes(name)
        ? new Gauge({ name: `silverbell_${name}`, help: MQTT_METRICS[name], labelNames, registers: [this.registry] })
        : this.counter(name, MQTT_METRICS[name], labelNames);
    this.byName.set(name, made);
    return made;
  }

  private counter(name: string, help: string, labelNames: readonly string[] = []): Counter {
    return new Counter({ name: `silverbell_${name}`, help, labelNames: [...labelNames], registers: [this.registry] });
  }

  private histogram(name: string, help: string): Histogram {
    return new Histogram({ name: `silverbell_${name}`, help, buckets: SECONDS, registers: [this.registry] });
  }
}

const sumOf = (counts: readonly { readonly by: number }[]): number => counts.reduce((sum, { by }) => sum + by, 0);
