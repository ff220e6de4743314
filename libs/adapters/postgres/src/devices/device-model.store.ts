import type { Instant, Refusal } from '@silverbell/kernel';
import { refuse } from '@silverbell/kernel';
import type { DeviceCapability, DeviceProfile, DeviceRole } from '@silverbell/vocabulary';
import type { DataSource } from 'typeorm';
import { writeOnce } from '../connection/write-once.js';
import type { PostgresAuditLog } from '../privacy/audit-log.store.js';
import { DeviceModelRow } from './device-model.entity.js';
import type { DeviceCommand } from './device-register.store.js';

export interface DeviceModelFile {
  readonly id: string;
  readonly name: string;
  readonly maker: string | null;
  readonly role: DeviceRole;
  readonly profile: DeviceProfile;
  readonly capabilities: readonly DeviceCapability[];
  readonly supervisionS: number | null;
  readonly firmware: string | null;
  /** A day of the calendar. */
  readonly firmwareUntil: string | null;
}

/** The products that are in use; they belong to the platform, not to a region. */
export class PostgresDeviceModelStore {
  constructor(
    private readonly source: DataSource,
    private readonly audit: PostgresAuditLog,
  ) {}

  list(): Promise<readonly DeviceModelFile[]> {
    return this.source.manager.find(DeviceModelRow, { order: { id: 'ASC' } });
  }

  byId(id: string): Promise<(DeviceModelFile & { readonly changedAt: Instant }) | null> {
    return this.source.manager.findOneBy(DeviceModelRow, { id });
  }

  add(model: DeviceModelFile, command: DeviceCommand): Promise<{ readonly id: string } | Refusal> {
    const { by, at, idempotency } = command;
    return writeOnce(this.source, { idempotency, now: at }, async (runner) => {
      const inserted = await runner.manager
        .createQueryBuilder()
        .insert()
        .into(DeviceModelRow)
        .values({ ...model, capabilities: [...model.capabilities], changedBy: by, changedAt: at })
        .orIgnore()
        .returning('id')
        .execute();
      if ((inserted.raw as unknown[]).length === 0) return refuse('device-model-exists');
      const { id, role, profile, capabilities } = model;
      await this.audit.within(runner).append({
        ...{ actor: by, action: 'device-model-added', subjectKind: 'device-model', subjectId: id, regionId: null, at },
        details: { role, profile, capabilities },
      });
      return { id };
    });
  }
}
