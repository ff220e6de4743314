import type { AccountId } from '@silverbell/kernel';
import type { DataSource } from 'typeorm';

/** For whom an account speaks in daytime care: a provider, or a senior for whom it may decide. */
export class ProviderLogins {
  constructor(private readonly source: DataSource) {}

  async providerOf(accountId: AccountId): Promise<string | null> {
    const [row] = await this.source.query<{ id: string }[]>(
      'select provider_id as id from provider_manager where account_id = $1',
      [accountId],
    );
    return row?.id ?? null;
  }

  /** The contact of this login stands in the list of several people under one number; each entry says whether he may decide for her. */
  async mayDecide(accountId: AccountId, seniorId: string): Promise<boolean> {
    const [row] = await this.source.query<{ may: boolean }[]>(
      `select exists (select from account a join contact me on me.id = a.contact_id
         join contact c on c.senior_id = $2 and c.may_decide and (c.id = me.id or c.phone_hash = me.phone_hash)
         where a.id = $1) as may`,
      [accountId, seniorId],
    );
    return row?.may === true;
  }
}
