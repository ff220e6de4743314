import { INTERNAL_FILTER, prefixesOf, publishPrefixesOf } from '@silverbell/mqtt-contract';
import { randomUUID } from 'node:crypto';
import { BrokerConnection } from './broker-connection.js';
import type { Log } from './log.port.js';
import { API_USER } from './replica-login.js';

const ASK = '$CONTROL/dynamic-security/v1';
const ANSWER = '$CONTROL/dynamic-security/v1/response';
const ANSWERED_WITHIN_MS = 10_000;
const PAGE = 1_000;
/** Of the servers themselves: everywhere, `internal/…` included. */
const SERVERS_ROLE = 'silverbell-servers';
/** Of the apis: what servers say to each other, and nothing of any device. */
const API_ROLE = 'silverbell-api';

export interface DeviceLogin {
  readonly deviceId: string;
  readonly secret: string;
}

/** https://mosquitto.org/documentation/dynamic-security/ */
export type SecurityCommand = { readonly command: string } & Readonly<Record<string, unknown>>;
interface SecurityAnswer {
  readonly command: string;
  readonly correlationData?: string;
  readonly error?: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

const acl = (acltype: string, topic: string): object => ({ acltype, topic, priority: 0, allow: true });
const everythingAt = (filter: string): object[] =>
  ['publishClientSend', 'publishClientReceive', 'subscribePattern'].map((type) => acl(type, filter));
const roleOf = (deviceId: string): string => `device-${deviceId}`;

/** One role per device: mosquitto 2.0 puts no user name into the topics of a role. A device speaks and listens below its own prefixes only. */
export function roleCommand(deviceId: string): SecurityCommand {
  return {
    command: 'createRole',
    rolename: roleOf(deviceId),
    textname: 'silverbell',
    acls: [
      ...prefixesOf(deviceId).flatMap((prefix) => everythingAt(`${prefix}#`)),
      ...publishPrefixesOf(deviceId)
        .filter((prefix) => prefix.startsWith('/'))
        .map((prefix) => acl('publishClientSend', `${prefix}#`)),
    ],
  };
}

/**
 * The list of devices that mosquitto keeps by itself (its dynamic security plug-in), written over its control topic. The user in
 * MQTT_URL must be its administrator (`mosquitto_ctrl dynsec init`); the rights of the servers it then gives itself.
 */
export class DynamicSecurity {
  private readonly connection: BrokerConnection;
  private readonly waiting = new Map<string, (answer: SecurityAnswer) => void>();
  private giveUp: ((error: Error) => void)[] = [];

  constructor(
    private readonly settings: { readonly url: string; readonly engineId: string },
    private readonly log: Log,
    /** After every connect: the broker may have lost its list meanwhile. */
    private readonly onConnected: () => void = () => undefined,
  ) {
    const clientId = `silverbell-engine-${settings.engineId}~keys`;
    this.connection = new BrokerConnection({ url: settings.url, clientId, sessionLastsS: 0 }, log, {
      connected: () => this.onConnected(),
      // Changing the servers' rights closes their connections: the answer never arrives.
      left: () => this.giveUp.splice(0).forEach((reject) => reject(new Error('the broker left before it answered'))),
      handle: (packet, done) => {
        if (packet.topic === ANSWER) this.onAnswer(packet.payload.toString());
        done();
      },
    });
  }

  get connected(): boolean {
    return this.connection.connected;
  }

  /** Resolves when it listens. */
  async open(): Promise<void> {
    await this.connection.open({ [ANSWER]: { qos: 1 } });
  }

  close(): Promise<void> {
    return this.connection.close();
  }

  /** Those that the broker has now with the given secret; the others are to be told again. */
  async tell(logins: readonly DeviceLogin[]): Promise<readonly string[]> {
    if (logins.length === 0) return [];
    const made = await this.ask(
      logins.flatMap(({ deviceId, secret }) => [
        roleCommand(deviceId),
        {
          command: 'createClient',
          username: deviceId,
          password: secret,
          textname: 'silverbell',
          roles: [{ rolename: roleOf(deviceId) }],
        },
      ]),
    );
    const isThere = logins.filter((_, n) => isKnown(made[2 * n + 1]));
    // It was there before: its password may be an older one, and so may what it is allowed.
    const mended = await this.ask(
      isThere.flatMap(({ deviceId, secret }) => [
        { command: 'setClientPassword', username: deviceId, password: secret },
        { ...roleCommand(deviceId), command: 'modifyRole' },
        { command: 'addClientRole', username: deviceId, rolename: roleOf(deviceId) },
      ]),
    );
    const failed = [
      ...made.map((answer, n) => (isKnown(answer) ? null : answer?.error && logins[n >> 1]?.deviceId)),
      ...mended.map((answer, n) => (n % 3 === 2 ? null : answer?.error && isThere[Math.floor(n / 3)]?.deviceId)),
    ].filter((id) => typeof id === 'string' && id !== '');
    if (failed.length > 0) this.log.error('broker-access-refused', { devices: failed.length });
    return logins.map(({ deviceId }) => deviceId).filter((id) => !failed.includes(id));
  }

  /** Every name that may log in at the broker. */
  async names(): Promise<ReadonlySet<string>> {
    const names = new Set<string>();
    for (;;) {
      const [answer] = await this.ask([{ command: 'listClients', count: PAGE, offset: names.size }]);
      const page = (answer?.data?.['clients'] ?? []) as readonly string[];
      const before = names.size;
      for (const name of page) names.add(name);
      if (page.length < PAGE || names.size === before) return names;
    }
  }

  /** The administrator that `dynsec init` made may write this list, and publish nowhere else. */
  async letServersIn(): Promise<void> {
    const username = decodeURIComponent(new URL(this.settings.url).username);
    const [client] = await this.ask([{ command: 'getClient', username }]);
    const roles = (
      (client?.data?.['client'] as { roles?: readonly { rolename: string }[] } | undefined)?.roles ?? []
    ).map(({ rolename }) => rolename);
    if (roles.includes(SERVERS_ROLE)) return;
    await this.ask([
      { command: 'createRole', rolename: SERVERS_ROLE, textname: 'silverbell', acls: everythingAt('#') },
      { command: 'addClientRole', username, rolename: SERVERS_ROLE },
    ]);
  }

  /** Makes the login of the apis, or mends it: the word is another one when the platform's secret was changed. */
  async letApisIn(password: string): Promise<void> {
    const role = { rolename: API_ROLE, textname: 'silverbell', acls: everythingAt(INTERNAL_FILTER) };
    const roles = [{ rolename: API_ROLE }];
    const made = await this.ask([
      { command: 'createRole', ...role },
      { command: 'createClient', username: API_USER, password, textname: 'silverbell', roles },
    ]);
    if (!isKnown(made[1])) return;
    await this.ask([
      { command: 'setClientPassword', username: API_USER, password },
      { command: 'modifyRole', ...role },
      { command: 'addClientRole', username: API_USER, rolename: API_ROLE },
    ]);
  }

  /** One answer per command, in order. Rejects when the broker does not answer all of them. */
  private async ask(commands: readonly SecurityCommand[]): Promise<readonly (SecurityAnswer | undefined)[]> {
    if (commands.length === 0) return [];
    const named = commands.map((command) => ({ ...command, correlationData: randomUUID() }));
    const answers = named.map(
      ({ correlationData }) => new Promise<SecurityAnswer>((answer) => this.waiting.set(correlationData, answer)),
    );
    let timer: NodeJS.Timeout | undefined;
    try {
      await this.connection.publish(ASK, JSON.stringify({ commands: named }), 1);
      return await Promise.race([
        Promise.all(answers),
        new Promise<never>((_, reject) => {
          this.giveUp.push(reject);
          timer = setTimeout(
            () => reject(new Error('the broker does not answer about its logins')),
            ANSWERED_WITHIN_MS,
          );
        }),
      ]);
    } finally {
      clearTimeout(timer);
      this.giveUp = [];
      for (const { correlationData } of named) this.waiting.delete(correlationData);
    }
  }

  private onAnswer(text: string): void {
    try {
      const { responses } = JSON.parse(text) as { responses?: readonly SecurityAnswer[] };
      for (const answer of responses ?? []) this.waiting.get(answer.correlationData ?? '')?.(answer);
    } catch {
      this.log.warn('broker-access-unreadable');
    }
  }
}

/** The role or the client was there before. */
const isKnown = (answer: SecurityAnswer | undefined): boolean => /already exists/i.test(answer?.error ?? '');
