import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who provides daytime care, with whom, under which contract, and who is entitled to it (CR-24 … CR-27, SR-44). */
export class Providers0082 implements MigrationInterface {
  readonly name = 'Providers1764300000082';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create table provider (
        id text primary key,
        region_id text not null references region (id),
        name text not null,
        credit_code text not null,
        kind text not null check (kind in ('company', 'ngo', 'institution', 'village')),
        service_region_ids text[] not null,
        bank_name text,
        account_name text,
        account_number_sealed bytea,
        account_number_hash bytea,
        licence_until date,
        insured_until date,
        standing text not null check (standing in ('good', 'warned', 'barred')),
        auto_assign boolean not null,
        active boolean not null,
        version integer not null,
        changed_by text references account (id)
      );
      create unique index provider_credit_code on provider (credit_code);
      create index provider_region on provider (region_id, id);
      create index provider_service_regions on provider using gin (service_region_ids);

      -- a login of the provider: it sees this provider's contracts, workers and orders, and no others
      create table provider_manager (
        account_id text primary key references account (id),
        provider_id text not null references provider (id)
      );
      create index provider_manager_provider on provider_manager (provider_id);

      -- a helper who works for a provider; her person, number and place are those of the helper
      create table care_worker (
        helper_id text primary key references helper (id),
        provider_id text not null references provider (id),
        training text,
        active boolean not null,
        version integer not null,
        changed_by text references account (id)
      );
      create index care_worker_provider on care_worker (provider_id, helper_id);

      alter table helper_certificate add column number text;
      alter table helper_certificate add column valid_from date;

      create table service_contract (
        id text primary key,
        region_id text not null references region (id),
        provider_id text not null references provider (id),
        region_ids text[] not null,
        from_day date not null,
        to_day date not null check (to_day >= from_day),
        -- empty: every item of the catalogue
        items text[] not null,
        rate_fen_per_hour integer not null check (rate_fen_per_hour >= 0),
        pay_basis text not null check (pay_basis in ('delivered', 'approved')),
        self_pay_fen_per_hour integer check (self_pay_fen_per_hour >= 0),
        duties text,
        ended_on date,
        version integer not null,
        changed_by text references account (id)
      );
      create index service_contract_provider on service_contract (provider_id, from_day);
      create index service_contract_region on service_contract (region_id, id);
      create index service_contract_regions on service_contract using gin (region_ids);

      create table entitlement (
        id text primary key,
        senior_id text not null references senior (id),
        state text not null check (state in ('pending', 'active', 'suspended', 'ended')),
        from_day date not null,
        to_day date check (to_day >= from_day - 1),
        local_class text not null check (local_class in ('able', 'semi-disabled', 'disabled')),
        minutes_per_day integer not null check (minutes_per_day between 0 and 1440),
        payee_kind text not null check (payee_kind in ('provider', 'institution')),
        -- of a provider, or of a facility
        payee_id text not null,
        -- {from, to, reason}
        suspensions jsonb not null,
        end_reason text,
        version integer not null,
        changed_by text references account (id)
      );
      create index entitlement_senior on entitlement (senior_id, from_day);
      create index entitlement_state on entitlement (state, id);
      create index entitlement_payee on entitlement (payee_id) where state <> 'ended';

      create table entitlement_step (
        seq bigint generated always as identity primary key,
        entitlement_id text not null references entitlement (id),
        type text not null,
        at timestamptz not null,
        on_day date not null,
        by_account text references account (id),
        reason text,
        details jsonb not null
      );
      create index entitlement_step_entitlement on entitlement_step (entitlement_id, seq);
      create trigger entitlement_step_append_only before update or delete on entitlement_step
        for each row execute function ladder_trail_is_append_only();
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
