import { Controller, Inject } from '@nestjs/common';
import { DirectoryQueries, PostgresAccountStore, PostgresAuditLog } from '@silverbell/adapter-postgres';
import { as, fromIso, toIso, type AccountId, type Clock, type Instant } from '@silverbell/kernel';
import type { AnswerOf } from '@silverbell/wire';
import { RegionScope } from '../auth/region-scope.js';
import type { Account } from '../auth/sessions.js';
import { Caller, ValidQuery, type ParsedQuery } from '../http/routes/parameters.js';
import { Serves } from '../http/routes/serves.js';
import { CLOCK } from '../tokens.js';

/** Who saw and did what, for auditors; that they looked is on record too, before the answer. */
@Controller()
export class AuditController {
  constructor(
    private readonly log: PostgresAuditLog,
    private readonly accounts: PostgresAccountStore,
    private readonly directory: DirectoryQueries,
    private readonly scope: RegionScope,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Serves('audit')
  async audit(@Caller() auditor: Account, @ValidQuery() query: ParsedQuery<'audit'>): Promise<AnswerOf<'audit'>> {
    const { subjectId, actorId, cursor, limit } = query;
    const regions = await this.scope.regionsOf(auditor);
    const platform = (await this.accounts.roots()).some((root) => regions.has(root));
    const found = await this.log.find({
      ...{ regionIds: [...regions], platform, subjectId, actorId, limit: limit + 1 },
      ...{
        from: instantOf(query.from),
        to: instantOf(query.to),
        before: cursor === undefined ? undefined : Number(cursor),
      },
    });
    const items = found.slice(0, limit);
    await this.log.append({
      ...{ actor: auditor.id, action: 'audit-read', subjectKind: 'audit-log', subjectId: 'audit' },
      ...{ regionId: auditor.regionId, at: this.clock.now() },
      details: { shown: items.length, ...named({ subjectId, actorId, from: query.from, to: query.to }) },
    });
    const names = await this.directory.names({ accounts: [...new Set(items.map(({ actor }) => actor))] });
    return {
      items: items.map(({ actor, at, details, ...entry }) => ({
        ...entry,
        at: toIso(at),
        actor: { id: actor, name: names.accounts.get(as<AccountId>(actor)) ?? actor },
        details: Object.fromEntries(
          Object.entries(details).map(([name, value]) => [
            name,
            Array.isArray(value) ? [...(value as string[])] : value,
          ]),
        ) as AnswerOf<'audit'>['items'][number]['details'],
      })),
      nextCursor: found.length > limit ? String(items.at(-1)?.id ?? '') : null,
    };
  }
}

const instantOf = (iso: string | undefined): Instant | undefined =>
  iso === undefined ? undefined : (fromIso(iso) ?? undefined);

/** What was asked for, as far as it is a code: a search may be typed by anybody. */
const named = (asked: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(asked).flatMap(([name, value]) =>
      value !== undefined && /^[\w.:@~/+-]{1,160}$/.test(value) ? [[name, value]] : [],
    ),
  );
