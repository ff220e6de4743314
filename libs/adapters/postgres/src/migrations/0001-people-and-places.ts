import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Regions, homes, people, devices, helpers, accounts and duty: mutable rows that can be erased, unlike the log of a case. */
export class PeopleAndPlaces0001 implements MigrationInterface {
  readonly name = 'PeopleAndPlaces1763700000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(places);
    await runner.query(served);
    await runner.query(devices);
    await runner.query(helping);
    await runner.query(accountable);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}

const places = /* sql */ `
create table region (
  id text primary key,
  parent_id text references region (id),
  level_name text not null,
  level_no smallint not null check (level_no between 1 and 9),
  name text not null,
  centre_lat double precision not null check (centre_lat between -90 and 90),
  centre_lng double precision not null check (centre_lng between -180 and 180),
  boundary jsonb,
  check (parent_id is distinct from id)
);
create index region_parent on region (parent_id);

create table region_setting (
  region_id text not null references region (id),
  key text not null,
  valid_from timestamptz not null,
  value jsonb not null,
  source text not null,
  primary key (region_id, key, valid_from)
);

create table facility (
  id text primary key,
  region_id text not null references region (id),
  type text not null,
  level smallint,
  parent_id text references facility (id),
  operator text,
  name text not null,
  phone text,
  address_words text,
  lat double precision check (lat between -90 and 90),
  lng double precision check (lng between -180 and 180),
  check ((lat is null) = (lng is null))
);
create index facility_region on facility (region_id);

create table home (
  id text primary key,
  region_id text not null references region (id),
  label text not null,
  address_words text not null,
  lat double precision not null check (lat between -90 and 90),
  lng double precision not null check (lng between -180 and 180),
  datum text not null check (datum in ('wgs84', 'gcj02', 'bd09', 'unknown')),
  position_source text not null check (position_source in ('surveyed', 'map-click', 'geocoded', 'device', 'unknown')),
  position_checked_at timestamptz,
  hazards text[] not null check (hazards <@ array['dog', 'gas-bottle', 'stairs', 'coal-stove', 'open-well', 'narrow-lane', 'infection', 'violence']),
  floor_no smallint,
  has_lift boolean not null,
  nearest_road_lat double precision check (nearest_road_lat between -90 and 90),
  nearest_road_lng double precision check (nearest_road_lng between -180 and 180),
  entry_note text,
  door_tag text unique,
  entry_code text,
  check ((nearest_road_lat is null) = (nearest_road_lng is null)),
  -- 0/0 is what a receiver without a fix reports; it is never a home
  check (abs(lat) > 0.000001 or abs(lng) > 0.000001)
);
create index home_region on home (region_id);
create index home_place on home using gist (point(lng, lat));
`;

const served = /* sql */ `
create table senior (
  id text primary key,
  home_id text not null references home (id),
  region_id text not null references region (id),
  registration_region_id text references region (id),
  name text not null,
  birth_date date,
  gender text not null check (gender in ('female', 'male', 'unknown')),
  phone text,
  status text not null check (status in ('active', 'moved', 'deceased', 'suspended')),
  verify_by text not null check (verify_by in ('voice', 'text', 'signal', 'visit')),
  dispatch_first boolean not null,
  dispatch_first_reason text,
  languages text[] not null,
  hearing text not null check (hearing in ('good', 'hard-of-hearing', 'deaf', 'unknown')),
  dementia boolean not null,
  electric_medical_device text,
  care_categories text[] not null check (care_categories <@ array['left-behind', 'living-alone', 'disabled', 'lost-only-child', 'empty-nest']),
  economic_class text not null check (economic_class in ('three-noes', 'subsistence', 'near-subsistence', 'destitute', 'other')),
  health_notes text,
  treatment_wishes text,
  usually_at_home text,
  protection_flags text[] not null,
  code_word text,
  away_lat double precision check (away_lat between -90 and 90),
  away_lng double precision check (away_lng between -180 and 180),
  away_label text,
  away_until timestamptz,
  -- who cannot be verified by voice is never asked by voice first (H06)
  check (verify_by = 'voice' or dispatch_first),
  check (not dispatch_first or dispatch_first_reason is not null),
  check ((away_lat is null) = (away_lng is null))
);
create index senior_home on senior (home_id);
create index senior_region on senior (region_id);

create table occupant (
  id text primary key,
  home_id text not null references home (id),
  senior_id text unique references senior (id),
  name text not null,
  relation text not null,
  is_child boolean not null
);
create index occupant_home on occupant (home_id);

create table contact (
  id text primary key,
  senior_id text not null references senior (id),
  position smallint not null check (position >= 1),
  name text not null,
  relation text not null,
  phone text not null,
  notice_level text not null check (notice_level in ('every-press', 'at-risk', 'ending-only')),
  can_come_minutes smallint check (can_come_minutes >= 0),
  may_decide boolean not null,
  conflict boolean not null,
  guardian_proof text,
  time_zone text,
  hours text,
  unique (senior_id, position)
);

create table consent (
  id text primary key,
  senior_id text not null references senior (id),
  purpose text not null check (purpose in ('device', 'position', 'family', 'helper', 'key', 'force', 'recording', 'listening-in', 'photo', 'research')),
  given_by text not null,
  capacity text not null check (capacity in ('self', 'guardian')),
  how text not null check (how in ('signed', 'spoken', 'recorded')),
  given_at timestamptz not null,
  withdrawn_at timestamptz check (withdrawn_at >= given_at)
);
create index consent_senior on consent (senior_id, purpose);
`;

const devices = /* sql */ `
create table device (
  id text primary key,
  role text not null check (role in ('sos-button', 'pendant', 'watch', 'fall-sensor', 'smoke', 'heat', 'gas', 'carbon-monoxide', 'water', 'motion', 'door', 'bed', 'temperature', 'pull-cord', 'hub')),
  profile text not null,
  region_id text not null references region (id),
  home_id text references home (id),
  senior_id text references senior (id),
  hub_id text references device (id),
  child_name text,
  room text,
  fixed boolean not null,
  status text not null check (status in ('active', 'moved', 'retired')),
  secret_hash text,
  key_id text,
  installed_at timestamptz,
  -- a child speaks through its hub and has no login of its own; everything else has
  check ((hub_id is null) = (child_name is null)),
  check ((secret_hash is null) = (key_id is null)),
  check ((secret_hash is null) or (hub_id is null))
);
create unique index device_hub_child on device (hub_id, child_name) where hub_id is not null;
create index device_home on device (home_id);
create index device_senior on device (senior_id);
create index device_region on device (region_id);
`;

const helping = /* sql */ `
create table helper (
  id text primary key,
  kind text not null check (kind in ('aide', 'grid-worker', 'neighbour', 'volunteer', 'carer', 'village-doctor')),
  name text not null,
  family_name text not null,
  phone text not null,
  birth_date date not null,
  region_id text not null references region (id),
  lat double precision not null check (lat between -90 and 90),
  lng double precision not null check (lng between -180 and 180),
  languages text[] not null,
  night_calls boolean not null,
  can_lift boolean not null,
  transport text not null check (transport in ('walk', 'bicycle', 'e-bike', 'car')),
  turnout_day_s integer not null check (turnout_day_s >= 0),
  turnout_night_s integer not null check (turnout_night_s >= 0),
  acceptance_chance real not null check (acceptance_chance between 0 and 1),
  standing_availability boolean not null,
  suspended_at timestamptz
);
create index helper_region on helper (region_id);
create index helper_base on helper using gist (point(lng, lat));

create table helper_certificate (
  helper_id text not null references helper (id),
  kind text not null check (kind in ('health', 'first-aid', 'carer', 'physician')),
  valid_until timestamptz not null,
  primary key (helper_id, kind)
);

-- who must not be sent to whom; shown to leads only (H10)
create table helper_conflict (
  id text primary key,
  helper_id text not null references helper (id),
  senior_id text references senior (id),
  home_id text references home (id),
  noted_at timestamptz not null,
  check (num_nonnulls(senior_id, home_id) = 1),
  unique nulls not distinct (helper_id, senior_id, home_id)
);
create index helper_conflict_senior on helper_conflict (senior_id);
create index helper_conflict_home on helper_conflict (home_id);

create table helper_pair (
  helper_id text not null references helper (id),
  home_id text not null references home (id),
  primary key (helper_id, home_id)
);
create index helper_pair_home on helper_pair (home_id);

create table helper_duty (
  helper_id text primary key references helper (id),
  on_duty boolean not null,
  since timestamptz not null
);

create table helper_position (
  helper_id text primary key references helper (id),
  lat double precision not null check (lat between -90 and 90),
  lng double precision not null check (lng between -180 and 180),
  accuracy_m real check (accuracy_m >= 0),
  at timestamptz not null,
  received_at timestamptz not null
);
create index helper_position_place on helper_position using gist (point(lng, lat));

create table key_holding (
  id text primary key,
  home_id text not null references home (id),
  holder_kind text not null check (holder_kind in ('contact', 'neighbour', 'station', 'property-office')),
  holder_name text not null,
  holder_phone text,
  holder_contact_id text references contact (id),
  helper_id text references helper (id),
  facility_id text references facility (id),
  sealed_number text,
  last_fit_test_at timestamptz,
  consent_use boolean not null,
  consent_force boolean not null,
  check (num_nonnulls(holder_contact_id, helper_id, facility_id) <= 1)
);
create index key_holding_home on key_holding (home_id);
`;

const accountable = /* sql */ `
create table account (
  id text primary key,
  username text not null unique check (username = lower(username)),
  password_hash text not null,
  role text not null check (role in ('admin', 'lead', 'operator', 'helper', 'family', 'supervisor', 'auditor')),
  display_name text not null,
  region_id text not null references region (id),
  helper_id text unique references helper (id),
  contact_id text unique references contact (id),
  disabled_at timestamptz,
  check ((role = 'helper') = (helper_id is not null)),
  check (contact_id is null or role = 'family')
);

create table family_link (
  account_id text not null references account (id),
  senior_id text not null references senior (id),
  primary key (account_id, senior_id)
);
create index family_link_senior on family_link (senior_id);

create table operator_duty (
  account_id text primary key references account (id),
  on_duty boolean not null,
  since timestamptz not null
);

create table test_window (
  id text primary key,
  device_id text not null references device (id),
  opened_by text not null references account (id),
  opens_at timestamptz not null,
  closes_at timestamptz not null,
  check (closes_at > opens_at)
);
create index test_window_device on test_window (device_id, closes_at);

create table duty_seat (
  id text primary key,
  region_id text not null references region (id),
  role text not null check (role in ('lead', 'overflow', 'village-cadre', 'station', 'township-duty', 'county-duty', 'fire-post')),
  person_name text not null,
  voice_number text not null,
  answered_at timestamptz
);
create index duty_seat_region on duty_seat (region_id, role);

create table emergency_number (
  region_id text not null references region (id),
  service text not null check (service in ('120', '119', '110', 'gas', 'power', 'water')),
  number text not null,
  checked_at timestamptz,
  primary key (region_id, service)
);
`;
