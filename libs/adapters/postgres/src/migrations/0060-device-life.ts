import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A device from the day it is bought to the day it is retired: its model, where it is in its life, its SIM card, where it was installed,
 * and who has to do what about it until when.
 */
export class DeviceLife0060 implements MigrationInterface {
  readonly name = 'DeviceLife1764300000060';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
create table device_model (
  id text primary key,
  name text not null,
  maker text,
  role text not null,
  profile text not null,
  capabilities text[] not null,
  -- silent for longer, a device of this model is reported as offline
  supervision_s integer check (supervision_s between 120 and 2592000),
  firmware text,
  firmware_until date,
  changed_by text not null,
  changed_at timestamptz not null
);

alter table device
  add column model_id text references device_model (id),
  add column stage text not null default 'installed' check (stage in ('bought', 'in-stock', 'installed', 'returned', 'replaced')),
  add column sim_until date,
  add column version integer not null default 1,
  add column changed_by text,
  -- where the installer stood when she tried it out, WGS 84
  add column placed_lat double precision,
  add column placed_lng double precision,
  add column placed_accuracy_m real,
  add column placed_at timestamptz,
  add check ((placed_lat is null) = (placed_lng is null) and (placed_lat is null) = (placed_at is null)),
  add check (stage in ('installed', 'replaced') or (home_id is null and senior_id is null));

alter table device_change
  drop constraint device_change_what_check,
  add constraint device_change_what_check check (what in ('registered', 'bought', 'in-stock', 'bound', 'claimed', 'returned', 'replaced',
    'retired', 'secret-renewed', 'in-use-again', 'place-confirmed')),
  add column home_id text,
  -- the device that took its place, or whose place it took
  add column other_device_id text;

create table device_work (
  id text primary key,
  device_id text not null references device (id),
  kind text not null check (kind in ('recall', 'offline', 'battery-low', 'never-heard', 'test-due', 'sim-expiring', 'firmware-expiring')),
  -- since when it has to be done; older facts than this belong to a work that is over
  since timestamptz not null,
  due_at timestamptz not null,
  owner_account text references account (id),
  reason text,
  opened_by text,
  done_at timestamptz,
  done_by text
);
create unique index device_work_open on device_work (device_id, kind) where done_at is null;
create index device_work_owner on device_work (owner_account) where done_at is null;

-- who called and is on no file: the queue of unknown devices looks at these alone
create index incident_of_devices on incident (last_signal_at) where subject_key like 'device:%' or subject_key like 'unregistered:%';
`);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
