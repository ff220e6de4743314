import { randomUUID } from 'node:crypto';
import {
  DeviceSecretHashing,
  EmbeddedBroker,
  Intake,
  INTAKE_LIMITS,
  QuietMessages,
  type Delivery,
  type IntakeLimits,
  type Log,
  type LastSeenRow,
  type TlsSettings,
} from '@silverbell/adapter-mqtt';
import { ListenerGuard, type GuardEvent, type ProcessLimits } from '@silverbell/adapter-tcp';
import { as, instant, type Clock, type DeviceId, type IncidentId } from '@silverbell/kernel';
import type { DeviceBinding } from '@silverbell/profiles';
import type { InboundSignal, Received } from '@silverbell/usecases';
import { spawn } from 'node:child_process';
import { connectAsync, type IClientOptions, type MqttClient } from 'mqtt';

export const SECRET = 'a secret of one device';
export const ALERT = 'care/v1/pendant-1/alert';
export const sos = (id = 'p1', more: object = {}): string => JSON.stringify({ id, kind: 'sos', ...more });
const DEVICES = ['pendant-1', 'pendant-2', 'hub-1'];

/** The real broker and the real intake; the use case behind them is a list, and can be told to fail. */
export async function brokerWorld(
  limits: Partial<IntakeLimits> = {},
  tls: TlsSettings | null = null,
  connections?: ProcessLimits,
) {
  const clock: Clock = { now: () => instant(Date.now()) };
  const hashing = new DeviceSecretHashing('the secret of the platform');
  const signals: InboundSignal[] = [];
  const seen: LastSeenRow[] = [];
  const spooled: Delivery[] = [];
  const lines: string[] = [];
  /** Who was kept out, and why. */
  const refused: string[] = [];
  const guardEvents: GuardEvent[] = [];
  const counted = new Map<string, number>();
  const note = (what: string, facts: object = {}): void => void lines.push(JSON.stringify({ what, ...facts }));
  const log: Log = { info: note, warn: note, error: note };
  const state = {
    answer: (_: InboundSignal): Promise<Received> =>
      Promise.resolve({ incidentId: as<IncidentId>('i1'), how: 'raised' }),
    binding: null as DeviceBinding | null,
    registerAway: false,
  };
  const metrics = {
    inc: (name: string, labels: Readonly<Record<string, string>> = {}, by = 1): void => {
      const key = [name, ...Object.values(labels)].join(' ');
      counted.set(key, (counted.get(key) ?? 0) + by);
    },
    observe: () => undefined,
  };
  const isTemporary = (error: unknown): boolean => error instanceof DatabaseAway;
  const heard = { seen: { note: (row: LastSeenRow) => void seen.push(row) }, log };
  const intake = new Intake(
    {
      receive: async (signal, along = []) => {
        const received = await state.answer(signal);
        signals.push(signal, ...along);
        return received;
      },
      bindings: { bindingOf: () => Promise.resolve(state.binding) },
      spool: { append: (delivery) => Promise.resolve(void spooled.push(delivery)) },
      ...heard,
      isTemporary,
      clock,
      newId: randomUUID,
      metrics,
      engineId: 'engine-1',
    },
    { ...INTAKE_LIMITS, bindingLastsMs: 0, ...limits },
  );
  const guard = new ListenerGuard({
    ...(connections && { limits: connections }),
    onEvent: (event) => void guardEvents.push(event),
  });
  const broker = new EmbeddedBroker(
    {
      intake,
      quiet: new QuietMessages(heard),
      guard,
      refusals: {
        refused: (id, reason, address) => void refused.push(`${id} ${reason} ${address ?? ''}`),
        admitted: (id) => void refused.push(`${id} admitted`),
      },
      credentials: {
        secretHashOf: (id) =>
          state.registerAway
            ? Promise.reject(new DatabaseAway())
            : Promise.resolve(DEVICES.includes(id) ? hashing.hash(id, SECRET) : null),
      },
      hashing,
      isTemporary,
      clock,
      metrics,
      log,
    },
    { bind: '127.0.0.1', port: 0, wsPort: 0, tls },
  );
  const { port, wsPort, tlsPort } = await broker.listen();
  const clients: MqttClient[] = [];
  const connect = async (
    deviceId: string,
    options: IClientOptions = {},
    url = `mqtt://127.0.0.1:${port}`,
  ): Promise<MqttClient> => {
    const client = await connectAsync(
      url,
      {
        clientId: `${deviceId}~${clients.length}`,
        username: deviceId,
        password: SECRET,
        reconnectPeriod: 0,
        connectTimeout: 3_000,
        ...options,
      },
      false,
    );
    client.on('error', () => undefined);
    clients.push(client);
    return client;
  };
  return {
    ...{ refused, guardEvents, broker, intake, signals, seen, spooled, lines, state, port, wsPort, tlsPort, connect },
    count: (key: string): number => counted.get(key) ?? 0,
    close: async () => {
      await Promise.all(clients.map((client) => client.endAsync(true).catch(() => undefined)));
      await broker.close();
      guard.close();
    },
  };
}
export type BrokerWorld = Awaited<ReturnType<typeof brokerWorld>>;

/** What a store throws that is not there at the moment. */
export class DatabaseAway extends Error {
  readonly code = '57P01';
}

export const deviceId = (id: string): DeviceId => as<DeviceId>(id);

/** Waits for a named fact; the test's own time-out says when it never comes. */
export async function until(what: string, fact: () => boolean | Promise<boolean>, withinMs = 45_000): Promise<void> {
  const begun = Date.now();
  while (!(await fact())) {
    if (Date.now() - begun > withinMs) throw new Error(`it never came to be that ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Resolves when the other side has closed the connection. */
export const cutOff = (client: MqttClient): Promise<void> =>
  new Promise((resolve) => client.once('close', () => resolve()));

/** A client that nobody here wrote. */
export function mosquittoPub(
  port: number,
  user: string,
  args: readonly string[],
  input?: Uint8Array,
): Promise<{ status: number | null; said: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('mosquitto_pub', ['-h', '127.0.0.1', '-p', String(port), '-u', user, ...args], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let said = '';
    child.stdout.on('data', (text: Buffer) => (said += text.toString()));
    child.stderr.on('data', (text: Buffer) => (said += text.toString()));
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, said }));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? '');
  });
}
