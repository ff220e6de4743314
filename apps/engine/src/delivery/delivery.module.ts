import { Global, Inject, Module, type OnModuleDestroy } from '@nestjs/common';
import { DeviceSender, errorFacts, type Log } from '@silverbell/adapter-mqtt';
import {
  DirectoryQueries,
  PostgresAuditLog,
  PostgresDeviceStore,
  PostgresFileStore,
  PostgresTaskStore,
  type IncidentStores,
} from '@silverbell/adapter-postgres';
import type { Settings } from '@silverbell/adapter-runtime';
import type { Clock } from '@silverbell/kernel';
import { PlatformSender, type RelayDeps, type Sender } from '@silverbell/usecases';
import { DataSource } from 'typeorm';
import type { MqttEndpoint } from '../broker/mqtt-endpoint.js';
import { EngineMetrics } from '../health/metrics.js';
import { ProviderHealth } from '../health/provider-health.js';
import { ImmediateReceiptSender } from '../immediate-receipt-sender.js';
import { IntakeModule } from '../intake/intake.module.js';
import { incidentCardsOf, peopleSenders, phoneBookOf } from '../people-senders.js';
import {
  BASE_DEPS,
  CLOCK,
  GIVEN_SENDERS,
  INCIDENT_STORES,
  LOG,
  MQTT_ENDPOINT,
  SENDERS,
  SETTINGS,
  USE_CASE_DEPS,
} from '../tokens.js';

const deviceSender = (
  { publisher }: MqttEndpoint,
  directory: DirectoryQueries,
  around: { readonly clock: Clock; readonly metrics: EngineMetrics; readonly log: Log },
  addressOf: ConstructorParameters<typeof DeviceSender>[0]['addressOf'],
): DeviceSender =>
  new DeviceSender({
    ...{ ...around, publisher, addressOf },
    helperCards: (id) => directory.helperForDevice(id),
  });

/** Receipts to devices and messages to people. */
@Global()
@Module({
  imports: [IntakeModule],
  providers: [
    { provide: ProviderHealth, useFactory: () => new ProviderHealth() },
    {
      provide: ImmediateReceiptSender,
      inject: [MQTT_ENDPOINT, DirectoryQueries, INCIDENT_STORES, CLOCK, EngineMetrics, LOG],
      useFactory: (
        endpoint: MqttEndpoint,
        directory: DirectoryQueries,
        { outbox }: IncidentStores,
        clock: Clock,
        metrics: EngineMetrics,
        log: Log,
      ) => {
        // A device that just pressed has its own connection: its first receipt goes back there, without a query for the address.
        const devices = deviceSender(endpoint, directory, { clock, metrics, log }, (id) => Promise.resolve(id));
        return new ImmediateReceiptSender({ devices, outbox, clock, log });
      },
    },
    {
      provide: USE_CASE_DEPS,
      inject: [BASE_DEPS, ImmediateReceiptSender],
      useFactory: (base: RelayDeps, immediateDelivery: ImmediateReceiptSender): RelayDeps => ({
        ...base,
        immediateDelivery,
      }),
    },
    {
      provide: SENDERS,
      inject: [
        ...[MQTT_ENDPOINT, DirectoryQueries, PostgresDeviceStore, USE_CASE_DEPS, GIVEN_SENDERS],
        ...[INCIDENT_STORES, DataSource, SETTINGS, CLOCK, EngineMetrics, LOG],
      ],
      useFactory: (
        endpoint: MqttEndpoint,
        directory: DirectoryQueries,
        register: PostgresDeviceStore,
        deps: RelayDeps,
        given: readonly Sender[] | null,
        { queries, keys }: IncidentStores,
        source: DataSource,
        settings: Settings,
        clock: Clock,
        metrics: EngineMetrics,
        log: Log,
      ): readonly Sender[] => {
        const audit = new PostgresAuditLog(source, settings.secret);
        const composing = { phoneBook: phoneBookOf(directory, clock), cards: incidentCardsOf(queries, directory) };
        return [
          deviceSender(endpoint, directory, { clock, metrics, log }, (id) => register.receiptAddressOf(id)),
          new PlatformSender(
            deps,
            { files: new PostgresFileStore(source, keys, audit) },
            new PostgresTaskStore(source, audit, keys),
          ),
          ...(given ?? peopleSenders(settings, composing, clock)),
        ];
      },
    },
  ],
  exports: [IntakeModule, ProviderHealth, ImmediateReceiptSender, USE_CASE_DEPS, SENDERS],
})
export class DeliveryModule implements OnModuleDestroy {
  constructor(
    private readonly receipts: ImmediateReceiptSender,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async onModuleDestroy(): Promise<void> {
    await this.receipts.close().catch((error: unknown) => this.log.error('stopping', errorFacts(error)));
  }
}
