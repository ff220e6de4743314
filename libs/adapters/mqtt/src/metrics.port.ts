/** Counting, so that what was refused or doubted can be seen; an app binds it to its exporter. Labels carry codes, never ids of people. */
export interface Metrics {
  inc(name: MetricName, labels?: Readonly<Record<string, string>>, by?: number): void;
  observe(name: MetricName, value: number, labels?: Readonly<Record<string, string>>): void;
}

/** Every number this adapter reports, with the sentence an exporter shows beside it. */
export const MQTT_METRICS = {
  mqtt_connections: 'Connections now',
  mqtt_connections_refused_total: 'Connections refused, by reason',
  connections_ended_total:
    'Connections ended or refused because a limit was reached, by listener (mqtt, mqtt-ws, mqtt-tls, watch) and reason: device-full, address-full, listener-full, silent, lingering',
  listener_errors_total: 'Connections the system could not accept, by listener and code (EMFILE: no descriptor left)',
  mqtt_publish_refused_total: 'Publishes refused, by reason',
  mqtt_subscribe_refused_total: 'Subscriptions refused, by reason',
  mqtt_oversize_total: 'Packets above the socket cap, by what was done: cut or skipped',
  alerts_total:
    'Messages on an alert path, by result: raised, joined, repeated, noted, copy, spooled, postponed, quarantined',
  messages_not_understood_total: 'Messages that were neither telemetry nor an alarm, by what the profile says of them',
  alert_doubts_total: 'Doubts noted on alerts',
  alerts_coalesced_total:
    'Presses of chattering devices that were counted in one step of their case with the one before',
  alert_commit_seconds: 'From the arrival of an alert to its commit',
  intake_lag_seconds: 'How long a message waits in the queue of an outside broker before this engine has it',
  spool_records: 'Presses waiting in the local spool',
  spool_skipped_bytes_total: 'Bytes of the spool that no record could be read from',
  seen_total: 'Heartbeats, telemetry and status messages, by result: written, dropped',
  telemetry_shed_total:
    'Heartbeats, telemetry and readings that were let go so that alerts keep their bar, by buffer and reason: full, not-written',
  signs_total: 'Readings and presses that may be a sign of a person, by result: written, dropped',
  receipts_total: 'Receipts to devices, by stage',
} as const;
export type MetricName = keyof typeof MQTT_METRICS;

export const noMetrics: Metrics = { inc: () => undefined, observe: () => undefined };
