/** What stands in the place of a word that is gone: people must see that it was erased, and not that it was never known. */
const GONE = `'已删除'`;

/**
 * $1: a senior. Rows that an incident names by id stay, without anything that says who she was. Of events nothing is touched: they carry ids
 * and codes. The texts lie under her key, which goes with this.
 */
export const FORGET_PERSON: readonly string[] = [
  // her family's logins, where they led to no other senior
  `update account a set username = 'erased-' || a.id, display_name = ${GONE}, password_hash = '', disabled_at = coalesce(disabled_at,
       (select erased_at from erased_person where senior_id = $1))
   where not exists (select from account_role r where r.account_id = a.id and r.role <> 'family') and (exists (select from family_link f where f.account_id = a.id and f.senior_id = $1)
       or a.contact_id in (select id from contact where senior_id = $1))
     and not exists (select from family_link f where f.account_id = a.id and f.senior_id <> $1)`,
  `update account set contact_id = null where contact_id in (select id from contact where senior_id = $1)`,
  // her number and those of her contacts, in the calls that came from them
  `update phone_call set number_sealed = null, number_hash = null where number_hash in (select phone_hash from senior where id = $1
     union select phone_hash from contact where senior_id = $1)`,
  `delete from family_link where senior_id = $1`,
  `delete from family_invitation where senior_id = $1`,
  `delete from key_holding where holder_contact_id in (select id from contact where senior_id = $1)`,
  `delete from contact where senior_id = $1`,
  `delete from former_contact where senior_id = $1`,
  `update consent set given_by = ${GONE} where senior_id = $1`,
  `update occupant set name = ${GONE}, relation = ${GONE} where senior_id = $1`,
  `delete from code_word where senior_id = $1`,
  `delete from assessment where senior_id = $1`,
  // photos and scans: hers, and those of incidents in which she was with others
  `delete from attachment where senior_id = $1 or incident_id in (select id from incident where senior_ids @> array[$1])`,
  `delete from senior_photo where senior_id = $1`,
  `delete from class_proof where senior_id = $1`,
  `delete from children_statement where senior_id = $1`,
  // visits and orders stay as what was owed, done and paid; words about her lie under her key, worries and suspicions go
  `delete from worry_signal where senior_id = $1`,
  `delete from protected_referral where senior_id = $1`,
  `delete from task where senior_id = $1 and kind = 'protected-referral'`,
  `delete from worker_replacement where senior_id = $1`,
  `update welfare_visit set report_sealed = null where senior_id = $1`,
  `update service_order set report_sealed = null where senior_id = $1`,
  `delete from silence_rule where senior_id = $1`,
  `delete from silence_change where senior_id = $1`,
  `delete from silence_told where senior_id = $1`,
  `delete from sign_of_life where senior_id = $1`,
  `update device_seen set lat = null, lng = null, accuracy_m = null, fix_at = null, position_source = null, positioned_at = null
   where device_id in (select id from device where senior_id = $1)`,
  `update senior set name = ${GONE}, name_initials = '', birth_date = null, gender = 'unknown', phone_sealed = null, phone_hash = null, phone_tail = null, registration_region_id = null,
     status = case status when 'active' then 'moved' else status end, verify_by = 'voice', dispatch_first = false, dispatch_first_reason = null,
     languages = '{}', hearing = 'unknown', dementia = false, electric_medical_device = null, care_categories = '{}', economic_class = 'other',
     health_notes = null, treatment_wishes = null, usually_at_home = null, protection_flags = '{}', code_word = null,
     id_number = null, id_number_hash = null, registered_at = null, status_reason = null, medication = null, allergies = null,
     preferred_hospital = null, family_doctor = null, ability = null, alone_evidence = null,
     away_lat = null, away_lng = null, away_label = null, away_until = null, away_from = null, away_reason = null
   where id = $1`,
  `delete from response_track where incident_id in (select id from incident where senior_ids @> array[$1])`,
  // what was rendered or addressed for people; of what is still to be sent nothing can be, since no incident is open
  `update outbox set recipient = 'erased', body = jsonb_build_object('kind', body -> 'kind') where channel in ('sms', 'voice')
     and incident_id in (select id from incident where senior_ids @> array[$1])`,
];

/** $1: a home in which no one else on file lives. Its place becomes that of its region: devices still there are heard, and are asked about. */
export const FORGET_HOME: readonly string[] = [
  `delete from key_holding where home_id = $1`,
  `update occupant set name = ${GONE}, relation = ${GONE} where home_id = $1`,
  `delete from water_reading where home_id = $1`,
  // not what a hold keeps, and not what is of people who lived here before and are not forgotten
  `delete from attachment a where a.home_id = $1
     and not exists (select from legal_hold l where l.lifted_at is null and l.incident_id = a.incident_id)
     and not exists (select from senior s where (s.id = a.senior_id or s.id = any((select i.senior_ids from incident i where i.id = a.incident_id)::text[]))
       and not exists (select from erased_person e where e.senior_id = s.id))`,
  // the names people gave to the devices of her rooms
  `delete from hub_announcement where hub_id in (select id from device where home_id = $1)`,
  `update home h set label = ${GONE}, address_words = ${GONE}, lat = r.centre_lat, lng = r.centre_lng, datum = 'unknown',
     position_source = 'unknown', position_checked_at = null, position_checked_by = null, hazards = '{}', floor_no = null, has_lift = false, nearest_road_lat = null,
     nearest_road_lng = null, entry_note = null, door_tag = null, entry_code_sealed = null
   from region r where h.id = $1 and r.id = h.region_id`,
];
