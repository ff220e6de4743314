import { API_USER, isApi } from '@silverbell/adapter-mqtt/secrets';
import { Controller, Headers, Inject } from '@nestjs/common';
import type { Settings } from '@silverbell/adapter-runtime';
import { ValidBody, type ParsedBody } from '../http/routes/parameters.js';
import { ProblemError } from '../http/problems/problem-error.js';
import { Serves } from '../http/routes/serves.js';
import { isTemporary, PostgresDeviceStore } from '@silverbell/adapter-postgres';
import { as, type DeviceId } from '@silverbell/kernel';
import { RefusedDevices } from '@silverbell/usecases';
import { isClientIdOf, isDeviceId, isInternal, mayPublish, maySubscribe } from '@silverbell/mqtt-contract';
import type { AnswerOf } from '@silverbell/wire';
import { sameWords, DeviceSecretService } from './device-secret.service.js';
import { SETTINGS } from '../tokens.js';

const REMEMBERED = 200_000;
const DENY = { result: 'deny', is_superuser: false } as const;

/**
 * EMQX asks us about every login and every topic (its HTTP authenticator and authorizer). 200 with allow or deny; anything else it
 * takes for "ask the next one", and none should be configured.
 */
@Controller()
export class EmqxHookController {
  readonly #hashes = new Map<string, string>();

  constructor(
    private readonly register: PostgresDeviceStore,
    private readonly keeping: DeviceSecretService,
    private readonly refusals: RefusedDevices,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Serves('brokerLogin')
  async mayConnect(
    @ValidBody() { username, password, clientid, peerhost, cert_common_name: certified }: ParsedBody<'brokerLogin'>,
    @Headers('authorization') authorization?: string,
  ): Promise<AnswerOf<'brokerLogin'>> {
    this.refuseStrangers(authorization);
    if (this.isServer(username ?? '', password ?? '')) return { result: 'allow', is_superuser: true };
    if (isApi(this.settings.secret, username ?? '', password ?? '')) return { result: 'allow', is_superuser: false };
    const name = username ?? '';
    if (!isDeviceId(name) || this.isServerName(name)) return DENY;
    const deviceId = as<DeviceId>(name);
    const known = await this.secretHashOf(deviceId);
    const byCertificate = known !== null && certified === name;
    const isProven = byCertificate || this.keeping.matches(name, password ?? '', known);
    if (isProven && isClientIdOf(name, clientid ?? '')) {
      void this.refusals.admitted(deviceId);
      return { result: 'allow', is_superuser: false };
    }
    if (known !== null)
      void this.refusals.refused(deviceId, isProven ? 'foreign-client-id' : 'wrong-secret', peerhost ?? null);
    return DENY;
  }

  @Serves('brokerAct')
  mayAct(
    @ValidBody() { username, topic, action }: ParsedBody<'brokerAct'>,
    @Headers('authorization') authorization?: string,
  ): AnswerOf<'brokerAct'> {
    this.refuseStrangers(authorization);
    const name = username ?? '';
    const mayDevice = action === 'publish' ? mayPublish(name, topic) : maySubscribe(name, topic);
    const may = this.isServerName(name) || (name === API_USER ? isInternal(topic) : mayDevice);
    // EMQX admitted it by our answer, so the name is proven; the publish is denied and reaches no subscriber.
    if (!may && action === 'publish' && name !== API_USER && isDeviceId(name))
      void this.refusals.refused(as<DeviceId>(name), 'foreign-topic', null);
    return { result: may ? 'allow' : 'deny' };
  }

  private refuseStrangers(authorization = ''): void {
    const { mqttHookSecret } = this.settings;
    if (mqttHookSecret === null || !sameWords(authorization, `Bearer ${mqttHookSecret}`))
      throw new ProblemError('not-allowed');
  }

  /** The servers come with the name and password that stand in MQTT_URL. */
  private isServer(name: string, password: string): boolean {
    return this.isServerName(name) && sameWords(password, decodeURIComponent(this.broker()?.password ?? ''));
  }

  private isServerName(name: string): boolean {
    const broker = this.broker();
    return (
      broker !== null &&
      broker.username !== '' &&
      broker.password !== '' &&
      name === decodeURIComponent(broker.username)
    );
  }

  private broker(): URL | null {
    return this.settings.mqttUrl === null ? null : new URL(this.settings.mqttUrl);
  }

  /** While the database is away a device that was let in before is let in again: it may hold a press. */
  private async secretHashOf(id: DeviceId): Promise<string | null> {
    try {
      const hash = await this.register.secretHashOf(id);
      this.#hashes.delete(id);
      if (hash !== null && this.#hashes.size < REMEMBERED) this.#hashes.set(id, hash);
      return hash;
    } catch (error) {
      const remembered = this.#hashes.get(id);
      if (remembered !== undefined && isTemporary(error)) return remembered;
      throw new ProblemError('unavailable');
    }
  }
}
