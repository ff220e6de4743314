import { Controller, Param } from '@nestjs/common';
import type { ServiceKeyRecord } from '@silverbell/adapter-postgres';
import { toIso, type Instant } from '@silverbell/kernel';
import type { AnswerOf, ServiceKey } from '@silverbell/wire';
import { Caller, ValidBody, ValidHeaders, type CommandHeaders, type ParsedBody } from '../http/routes/parameters.js';
import { Serves } from '../http/routes/serves.js';
import { ServiceKeysService } from './service-keys.service.js';
import type { Account } from './sessions.js';

/** For security administrators: which other programs come in, and to what. */
@Controller()
export class ServiceKeysController {
  constructor(private readonly keys: ServiceKeysService) {}

  @Serves('serviceKeys')
  async list(@Caller() keeper: Account, @Param('id') id: string): Promise<AnswerOf<'serviceKeys'>> {
    return { items: (await this.keys.list(keeper, id)).map(wireOf) };
  }

  @Serves('createServiceKey')
  create(
    @Caller() keeper: Account,
    @ValidHeaders() headers: CommandHeaders,
    @Param('id') id: string,
    @ValidBody() body: ParsedBody<'createServiceKey'>,
  ): Promise<AnswerOf<'createServiceKey'>> {
    return this.keys.create(keeper, headers, id, body);
  }

  @Serves('revokeServiceKey')
  async revoke(
    @Caller() keeper: Account,
    @ValidHeaders() headers: CommandHeaders,
    @Param('id') id: string,
    @ValidBody() { reason }: ParsedBody<'revokeServiceKey'>,
  ): Promise<AnswerOf<'revokeServiceKey'>> {
    return wireOf(await this.keys.revoke(keeper, headers, id, reason));
  }
}

const orNull = (at: Instant | null): string | null => (at === null ? null : toIso(at));
const wireOf = (record: ServiceKeyRecord): ServiceKey => ({
  ...{ id: record.id, label: record.label, tail: record.tail, scopes: [...record.scopes], regionId: record.regionId },
  ...{ createdBy: record.createdBy, createdAt: toIso(record.createdAt), expiresAt: toIso(record.expiresAt) },
  ...{ lastUsedAt: orNull(record.lastUsedAt), revokedAt: orNull(record.revokedAt) },
});
