import type { AccountId, Instant, RegionId } from '@silverbell/kernel';
import type { Agent } from '@silverbell/usecases';
import type { AgentChoice } from '@silverbell/vocabulary';
import type { DataSource } from 'typeorm';

const AGENT = `select jsonb_build_object('id', a.id, 'name', a.display_name) as account, p.extension, p.choice,
  case when exists (select from account_role r where r.account_id = a.id and r.role = 'lead') then 'lead' else 'operator' end as role,
  ms_of(p.since)::double precision as since from agent_phone p join account a on a.id = p.account_id`;

/** The telephones on the desks: extension, and what each agent says of herself. */
export class PostgresAgentStore {
  constructor(private readonly source: DataSource) {}

  async of(accountId: AccountId): Promise<Agent | null> {
    const rows: Agent[] = await this.source.query(`${AGENT} where p.account_id = $1`, [accountId]);
    return rows[0] ?? null;
  }

  /** Of people with a role in one of these regions. */
  async within(regionIds: readonly RegionId[]): Promise<readonly Agent[]> {
    return this.source.query(
      `${AGENT} where a.disabled_at is null and p.choice <> 'offline'
         and exists (select from account_role r where r.account_id = a.id and r.region_id = any ($1)) order by a.display_name limit 200`,
      [regionIds],
    );
  }

  /** `false`: another agent has this extension. */
  async choose(accountId: AccountId, choice: AgentChoice, extension: string | null, at: Instant): Promise<boolean> {
    const taken: unknown[] = await this.source.query(
      'select 1 from agent_phone where extension = $2 and account_id <> $1',
      [accountId, extension],
    );
    if (taken.length > 0) return false;
    await this.source.query(
      `insert into agent_phone (account_id, extension, choice, since) values ($1, $2, $3, instant_of($4))
       on conflict (account_id) do update set extension = $2, choice = $3,
         since = case when agent_phone.choice = $3 and agent_phone.choice <> 'ready' then agent_phone.since else instant_of($4) end`,
      [accountId, extension, choice, at],
    );
    return true;
  }
}
