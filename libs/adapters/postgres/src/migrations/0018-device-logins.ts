import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Devices that were registered in the product: what a broker with a list of its own must be told, and who did what to a device. */
export class DeviceLogins0018 implements MigrationInterface {
  readonly name = 'DeviceLogins1763700000018';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
create sequence device_login_revision;
create table device_login (
  device_id text primary key references device (id),
  -- rises with every new secret
  revision bigint not null default nextval('device_login_revision'),
  -- the secret itself, under a key drawn from the platform's: a broker that lost its list is told again
  sealed bytea not null,
  told_revision bigint,
  changed_at timestamptz not null
);
create index device_login_untold on device_login (revision) where told_revision is distinct from revision;

create table device_change (
  id text primary key,
  device_id text not null references device (id),
  what text not null check (what in ('registered', 'secret-renewed', 'retired', 'in-use-again')),
  by_account text not null,
  reason text,
  at timestamptz not null
);
create index device_change_device on device_change (device_id, at);
create trigger device_change_append_only before update or delete on device_change
  for each row execute function incident_event_is_append_only();
`);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
