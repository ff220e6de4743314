/** `button`: behind the hub of the home. `lone`: belongs to no home, in another county. `nobody`: not registered. */
export type Sender = 'button' | 'hub' | 'home' | 'lone' | 'nobody';

interface FactChange {
  readonly by?: Sender;
  /** `@` before a name: of this town. */
  readonly sql: string;
}

/** A fictional town in which every fact that decides an alert can be changed by one statement. `@` stands for its name. */
export const TOWN = /* sql */ `
insert into region (id, parent_id, level_name, level_no, name, centre_lat, centre_lng) values
  ('@county', null, 'county', 1, 'x', 29.5, 103.6), ('@district', '@county', 'district', 2, 'x', 29.5, 103.6),
  ('@town', '@county', 'town', 3, 'x', 29.5, 103.6), ('@else', null, 'county', 1, 'x', 31, 104);
insert into home (id, region_id, label, address_words, lat, lng, datum, position_source, hazards, has_lift) values
  ('@home', '@town', 'x', 'lane 1', 29.5, 103.6, 'wgs84', 'surveyed', '{}', false),
  ('@other', '@town', 'x', 'lane 2', 29.6, 103.7, 'wgs84', 'surveyed', '{}', false);
insert into senior (id, home_id, region_id, name, gender, status, verify_by, dispatch_first, languages, hearing, dementia, care_categories,
    economic_class, protection_flags, away_lat, away_lng, away_until)
  select '@' || name, '@' || home, '@town', 'x', 'unknown', 'active', 'voice', false, '{}', 'good', false, '{}', 'other', '{}', lat, lng, till
  from (values ('gran', 'home', 30.0, 104.0, timestamptz '2026-02-01Z'), ('grandpa', 'home', null, null, null),
    ('friend', 'other', null, null, null)) as v (name, home, lat, lng, till);
insert into occupant (id, home_id, senior_id, name, relation, is_child) values
  ('@occupant', '@home', '@gran', 'x', 'x', false), ('@guest', '@other', null, 'x', 'x', false);
insert into contact (id, senior_id, position, name, relation, phone_hash, notice_level, may_decide, conflict) values
  ('@son', '@gran', 1, 'x', 'x', '111', 'every-press', false, false), ('@flagged', '@gran', 2, 'x', 'x', '222', 'every-press', false, true),
  ('@daughter', '@grandpa', 3, 'x', 'x', '333', 'every-press', false, false), ('@stranger', '@friend', 9, 'x', 'x', '444', 'at-risk', false, false);
insert into consent (id, senior_id, purpose, given_by, capacity, how, given_at, withdrawn_at) values
  ('@given', '@gran', 'family', 'x', 'self', 'spoken', '2025-01-01Z', null),
  ('@photo', '@gran', 'photo', 'x', 'self', 'spoken', '2025-01-01Z', '2025-06-01Z'),
  ('@first', '@grandpa', 'family', 'x', 'self', 'spoken', '2025-01-01Z', '2025-02-01Z'),
  ('@again', '@grandpa', 'family', 'x', 'self', 'spoken', '2025-03-01Z', null),
  ('@withdrawn', '@friend', 'family', 'x', 'self', 'spoken', '2025-01-01Z', '2025-02-01Z');
insert into region_setting (region_id, key, valid_from, value, source) values
  ('@town', 'limits.waveSize', '2025-01-01Z', '4', 'x'), ('@town', 'limits.waveSize', '2027-01-01Z', '5', 'x'),
  ('@town', 'retention.outbox', '2025-02-01Z', '6', 'x'), ('@else', 'limits.waveSize', '2025-03-01Z', '6', 'x');
insert into duty_seat (id, region_id, role, person_name, voice_number_sealed, answered_at) values
  ('@lead', '@county', 'lead', 'x', '000', null), ('@lead-of-district', '@district', 'lead', 'x', '000', null),
  ('@lead-of-else', '@else', 'lead', 'x', '000', null), ('@cadre-1', '@town', 'village-cadre', 'x', '000', '2025-01-01Z'),
  ('@cadre-2', '@town', 'village-cadre', 'x', '000', '2025-02-01Z');
insert into account (id, username, password_hash, display_name) values ('@li', '@li', '-', 'x'), ('@family', '@family', '-', 'x');
insert into account_role (account_id, role, region_id, position) values ('@li', 'operator', '@county', 0), ('@family', 'family', '@county', 0);
insert into operator_duty (account_id, on_duty, training, since) values ('@li', true, false, '2025-01-01Z');
insert into console_presence (account_id, until) values ('@li', 'infinity');
insert into device (id, role, profile, region_id, home_id, senior_id, hub_id, child_name, fixed, status) values
  ('@hub', 'hub', 'zigbee2mqtt', '@town', '@home', null, null, null, true, 'active'),
  ('@other-hub', 'hub', 'zigbee2mqtt', '@town', '@other', null, null, null, true, 'active'),
  ('@button', 'sos-button', 'native', '@town', '@home', '@gran', '@hub', 'button', true, 'active'),
  ('@lone', 'pendant', 'native', '@else', null, null, null, null, false, 'active');
insert into device_line (device_id, network, confirmed_at) values ('@lone', 'x', '2025-01-01Z');
insert into test_window (id, device_id, opened_by, opens_at, closes_at) values
  ('@past', '@button', '@li', '2025-01-01Z', '2025-01-02Z'), ('@future', '@button', '@li', '2027-01-01Z', '2027-01-02Z'),
  ('@open', '@lone', '@li', '2025-01-01Z', '2027-01-02Z'), ('@of-hub', '@hub', '@li', '2025-01-01Z', '2027-01-02Z');
`;

const quietHours = (values: string, zone = 'Asia/Shanghai'): string =>
  `insert into quiet_hours (contact_id, since, from_time, until_time, time_zone) values (${values}, '${zone}')`;

/** `table.column` with what happens to it; each is seen in what the alert is decided on. */
export const CHANGES: Readonly<Record<string, FactChange>> = {
  'device.id is registered': {
    by: 'nobody',
    sql: `insert into device (id, role, profile, region_id, fixed, status) values ('@nobody', 'pendant', 'native', '@town', false, 'active')`,
  },
  'device.role is another': { sql: `update device set role = 'pull-cord' where id = '@button'` },
  'device.fixed no more': { sql: `update device set fixed = false where id = '@button'` },
  'device.status retired': { sql: `update device set status = 'retired' where id = '@button'` },
  'device.home_id of another home': { sql: `update device set home_id = '@other' where id = '@button'` },
  'device.senior_id of another wearer': { sql: `update device set senior_id = null where id = '@button'` },
  'device.hub_id of another hub': { sql: `update device set hub_id = '@other-hub' where id = '@button'` },
  'device.child_name renamed': { sql: `update device set child_name = 'bell' where id = '@button'` },
  'device.region_id of another region': { by: 'lone', sql: `update device set region_id = '@town' where id = '@lone'` },

  'test_window.id opened': {
    sql: `insert into test_window (id, device_id, opened_by, opens_at, closes_at) values ('@new', '@button', '@li', '2025-01-01Z', '2027-01-01Z')`,
  },
  'test_window.device_id of this device': { sql: `update test_window set device_id = '@button' where id = '@of-hub'` },
  'test_window.opens_at earlier': { sql: `update test_window set opens_at = '2026-01-01Z' where id = '@future'` },
  'test_window.closes_at later': { sql: `update test_window set closes_at = '2027-01-01Z' where id = '@past'` },
  'test_window.ended_at ended': {
    by: 'lone',
    sql: `update test_window set ended_at = '2026-01-01Z', ended_by = '@li' where id = '@open'`,
  },

  'device_line.device_id noted of the hub': {
    sql: `insert into device_line (device_id, network, confirmed_at, suspected_since) values ('@hub', 'x', '2025-01-01Z', '2026-01-01Z')`,
  },
  'device_line.suspected_since suspected': {
    by: 'lone',
    sql: `update device_line set suspected_since = '2026-01-01Z' where device_id = '@lone'`,
  },

  'region.id between': {
    sql: `insert into region (id, parent_id, level_name, level_no, name, centre_lat, centre_lng) values ('@new', '@county', 'x', 2, 'x', 29.5, 103.6);
      insert into duty_seat (id, region_id, role, person_name, voice_number_sealed) values ('@near', '@new', 'lead', 'x', '000');
      update region set parent_id = '@new' where id = '@town'`,
  },
  'region.parent_id of another': { sql: `update region set parent_id = '@district' where id = '@town'` },

  'home.id founded': {
    sql: `insert into home (id, region_id, label, address_words, lat, lng, datum, position_source, hazards, has_lift)
        values ('@new', '@town', 'x', 'lane 3', 29.5, 103.6, 'wgs84', 'surveyed', '{}', false);
      update device set home_id = '@new' where id = '@button'`,
  },
  'home.region_id of another region': { by: 'home', sql: `update home set region_id = '@else' where id = '@home'` },
  'home.address_words of a twin': { sql: `update home set address_words = 'lane 1' where id = '@other'` },
  'home.lat corrected': { sql: `update home set lat = 29.7 where id = '@home'` },
  'home.lng corrected': { by: 'home', sql: `update home set lng = 103.8 where id = '@home'` },

  'senior.id registered': {
    sql: `insert into senior (id, home_id, region_id, name, gender, status, verify_by, dispatch_first, languages, hearing, dementia,
        care_categories, economic_class, protection_flags)
      values ('@new', '@home', '@town', 'x', 'unknown', 'active', 'voice', false, '{}', 'good', false, '{}', 'other', '{}')`,
  },
  'senior.home_id moved': { sql: `update senior set home_id = '@other' where id = '@grandpa'` },
  'senior.status deceased': { sql: `update senior set status = 'deceased' where id = '@gran'` },
  'senior.dispatch_first ordered': {
    by: 'home',
    sql: `update senior set dispatch_first = true, dispatch_first_reason = 'x' where id = '@grandpa'`,
  },
  'senior.dementia diagnosed': { sql: `update senior set dementia = true where id = '@gran'` },
  'senior.away_lat another': { sql: `update senior set away_lat = 30.5 where id = '@gran'` },
  'senior.away_lng another': { sql: `update senior set away_lng = 104.5 where id = '@gran'` },
  'senior.away_from later': { sql: `update senior set away_from = '2026-01-20Z' where id = '@gran'` },
  'senior.away_until over': { sql: `update senior set away_until = '2026-01-01Z' where id = '@gran'` },

  'occupant.id listed elsewhere': {
    sql: `insert into occupant (id, home_id, senior_id, name, relation, is_child) values ('@new', '@other', '@grandpa', 'x', 'x', false)`,
  },
  'occupant.home_id of another home': { sql: `update occupant set home_id = '@other' where id = '@occupant'` },
  'occupant.senior_id known': { sql: `update occupant set senior_id = '@grandpa' where id = '@guest'` },

  'contact.id added': {
    sql: `insert into contact (id, senior_id, position, name, relation, phone_hash, notice_level, may_decide, conflict)
      values ('@new', '@gran', 7, 'x', 'x', '555', 'every-press', false, false)`,
  },
  'contact.senior_id of her family': { sql: `update contact set senior_id = '@gran' where id = '@stranger'` },
  'contact.position last': { sql: `update contact set position = 8 where id = '@son'` },
  'contact.notice_level less': { sql: `update contact set notice_level = 'ending-only' where id = '@son'` },
  'contact.conflict flagged': { sql: `update contact set conflict = true where id = '@son'` },
  'contact.phone_hash of somebody flagged': { sql: `update contact set phone_hash = '222' where id = '@son'` },

  // A choice is never edited: what changes is that another one follows.
  'quiet_hours.contact_id chosen by another': { sql: quietHours(`'@son', '2026-01-02Z', '22:00', '06:00'`) },
  'quiet_hours.since chosen later': { sql: quietHours(`'@son', '2026-01-03Z', '22:00', '06:00'`) },
  'quiet_hours.from_time begins later': { sql: quietHours(`'@son', '2026-01-02Z', '23:00', '06:00'`) },
  'quiet_hours.until_time ends later': { sql: quietHours(`'@son', '2026-01-02Z', '22:00', '07:00'`) },
  'quiet_hours.time_zone of another place': {
    sql: quietHours(`'@son', '2026-01-02Z', '22:00', '06:00'`, 'Asia/Urumqi'),
  },
  'quiet_hours.seq given up': { sql: quietHours(`'@son', '2026-01-02Z', null, null`) },

  'consent.id withdrawn as another': {
    sql: `insert into consent (id, senior_id, purpose, given_by, capacity, how, given_at, withdrawn_at)
      values ('@new', '@gran', 'family', 'x', 'self', 'spoken', '2025-02-01Z', '2026-01-01Z')`,
  },
  'consent.senior_id of her': { sql: `update consent set senior_id = '@gran' where id = '@withdrawn'` },
  'consent.purpose to tell the family': { sql: `update consent set purpose = 'family' where id = '@photo'` },
  'consent.given_at earlier': { sql: `update consent set given_at = '2025-01-15Z' where id = '@again'` },
  'consent.withdrawn_at withdrawn': { sql: `update consent set withdrawn_at = '2026-01-05Z' where id = '@given'` },

  'region_setting.region_id of this region': {
    sql: `update region_setting set region_id = '@town' where region_id = '@else'`,
  },
  'region_setting.key another': {
    sql: `update region_setting set key = 'limits.waveSize' where region_id = '@town' and key = 'retention.outbox'`,
  },
  'region_setting.valid_from now': {
    sql: `update region_setting set valid_from = '2026-01-01Z' where region_id = '@town' and valid_from = '2027-01-01Z'`,
  },
  'region_setting.value another': {
    sql: `update region_setting set value = '5' where region_id = '@town' and valid_from = '2025-01-01Z'`,
  },

  'duty_seat.id filled': {
    sql: `insert into duty_seat (id, region_id, role, person_name, voice_number_sealed) values ('@new', '@town', 'lead', 'x', '000')`,
  },
  'duty_seat.region_id nearer': { sql: `update duty_seat set region_id = '@town' where id = '@lead-of-else'` },
  'duty_seat.role another': { sql: `update duty_seat set role = 'station' where id = '@cadre-1'` },
  'duty_seat.voice_number_sealed emptied': {
    by: 'home',
    sql: `update duty_seat set voice_number_sealed = null where id = '@lead'`,
  },
  'duty_seat.active no more': { sql: `update duty_seat set active = false where id = '@cadre-2'` },
  'duty_seat.answered_at later': { sql: `update duty_seat set answered_at = '2025-03-01Z' where id = '@cadre-1'` },

  'operator_duty.account_id of somebody else': {
    sql: `update operator_duty set account_id = '@family' where account_id = '@li'`,
  },
  'operator_duty.on_duty over': { sql: `update operator_duty set on_duty = false where account_id = '@li'` },
  'operator_duty.training begun': { sql: `update operator_duty set training = true where account_id = '@li'` },
  'account.id on duty': {
    by: 'lone',
    sql: `insert into account (id, username, password_hash, display_name) values ('@chen', '@chen', '-', 'x');
      insert into account_role (account_id, role, region_id, position) values ('@chen', 'lead', '@else', 0);
      insert into operator_duty (account_id, on_duty, training, since) values ('@chen', true, false, '2025-01-01Z');
      insert into console_presence (account_id, until) values ('@chen', 'infinity')`,
  },
  'account_role.account_id of somebody else': {
    sql: `update account_role set account_id = '@family', position = 1 where account_id = '@li'`,
  },
  'account_role.role another': { sql: `update account_role set role = 'auditor' where account_id = '@li'` },
  'account_role.region_id of another region': {
    sql: `update account_role set region_id = '@else' where account_id = '@li'`,
  },
  'account.disabled_at disabled': { sql: `update account set disabled_at = '2026-01-01Z' where id = '@li'` },
  'console_presence.account_id of somebody else': {
    sql: `update console_presence set account_id = '@family' where account_id = '@li'`,
  },
  'console_presence.until over': {
    by: 'home',
    sql: `update console_presence set until = '2026-01-01Z' where account_id = '@li'`,
  },
};
