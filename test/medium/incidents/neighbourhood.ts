import type { DeviceId, GeoPoint } from '@silverbell/kernel';
import type { DataSource } from 'typeorm';

/** One region with an operator on duty, her console connected, and somebody in every seat; a fictional place. */
export async function foundRegion(source: DataSource): Promise<void> {
  await source.query(`
    insert into region (id, parent_id, level_name, level_no, name, centre_lat, centre_lng) values ('county', null, 'county', 1, '某县', 29.5, 103.6);
    insert into account (id, username, password_hash, display_name) values ('li', 'li', '-', '李');
    insert into account_role (account_id, role, region_id, position) values ('li', 'operator', 'county', 0);
    insert into operator_duty (account_id, on_duty, training, since) values ('li', true, false, now());
    insert into console_presence (account_id, until) values ('li', 'infinity');
    insert into duty_seat (id, region_id, role, person_name, voice_number_sealed)
      select role, 'county', role, role, 'a sealed number' from unnest(array['lead', 'overflow', 'village-cadre', 'station', 'township-duty', 'county-duty']) role`);
}

/** A home with one senior, who wears a pendant. */
export async function settle(source: DataSource, home: string, at: GeoPoint): Promise<DeviceId> {
  const device = `pendant-${home}` as DeviceId;
  await source.query(
    `insert into home (id, region_id, label, address_words, lat, lng, datum, position_source, hazards, has_lift)
     values ($1, 'county', $1, $1, $2, $3, 'wgs84', 'surveyed', '{}', false) on conflict do nothing`,
    [home, at.lat, at.lng],
  );
  await source.query(
    `insert into senior (id, home_id, region_id, name, gender, status, verify_by, dispatch_first, languages, hearing, dementia, care_categories,
       economic_class, protection_flags)
     values ('senior-' || $1, $1, 'county', '某某', 'unknown', 'active', 'voice', false, '{}', 'good', false, '{}', 'other', '{}')
     on conflict do nothing`,
    [home],
  );
  await source.query(
    `insert into device (id, role, profile, region_id, home_id, fixed, status) values ($2, 'pendant', 'native', 'county', $1, false, 'active')
     on conflict do nothing`,
    [home, device],
  );
  return device;
}
