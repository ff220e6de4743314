-- The whole schema, as every migration and sql/functions leave it. Made by `npm run schema` and compared by the medium floor: a change of
-- the schema is read here, in its own lines. Functions stand with their signatures; their bodies are sql/functions/*.sql.

create domain incident_family as text CHECK ((VALUE = ANY (ARRAY['emergency'::text, 'outage'::text, 'work'::text, 'test'::text, 'drill'::text])));
create domain outbox_channel as text CHECK ((VALUE = ANY (ARRAY['device'::text, 'socket'::text, 'sms'::text, 'voice'::text, 'platform'::text])));
create domain outbox_state as text CHECK ((VALUE = ANY (ARRAY['pending'::text, 'sending'::text, 'sent'::text, 'delivered'::text, 'read'::text, 'failed'::text, 'skipped'::text])));
create domain sealed_frame as bytea CHECK ((octet_length(VALUE) <= (65536 + 64)));

create sequence audit_entry_id_seq as bigint start 1 increment 1;
create sequence care_call_step_seq_seq as bigint start 1 increment 1;
create sequence care_complaint_seq_seq as bigint start 1 increment 1;
create sequence care_due_id_seq as bigint start 1 increment 1;
create sequence care_follow_up_step_seq_seq as bigint start 1 increment 1;
create sequence device_login_revision as bigint start 1 increment 1;
create sequence duty_shift_step_seq_seq as bigint start 1 increment 1;
create sequence entitlement_step_seq_seq as bigint start 1 increment 1;
create sequence incident_number as bigint start 1 increment 1;
create sequence key_step_seq_seq as bigint start 1 increment 1;
create sequence ladder_step_seq_seq as bigint start 1 increment 1;
create sequence meal_step_seq_seq as bigint start 1 increment 1;
create sequence quality_step_seq_seq as bigint start 1 increment 1;
create sequence quiet_hours_seq_seq as bigint start 1 increment 1;
create sequence referral_step_seq_seq as bigint start 1 increment 1;
create sequence schema_migration_id_seq as integer start 1 increment 1;
create sequence senior_photo_seq_seq as bigint start 1 increment 1;
create sequence service_order_step_seq_seq as bigint start 1 increment 1;
create sequence silence_change_seq_seq as bigint start 1 increment 1;
create sequence welfare_visit_step_seq_seq as bigint start 1 increment 1;

create table account (
  id text not null,
  username text not null,
  password_hash text not null,
  display_name text not null,
  helper_id text,
  contact_id text,
  disabled_at timestamp with time zone,
  kind text default 'person'::text not null,
  version integer default 1 not null,
  changed_by text,
  constraint file_changed TRIGGER DEFERRABLE INITIALLY DEFERRED,
  constraint account_pkey PRIMARY KEY (id),
  constraint account_contact_id_key UNIQUE (contact_id),
  constraint account_helper_id_key UNIQUE (helper_id),
  constraint account_username_key UNIQUE (username),
  constraint account_kind_check CHECK (kind = ANY (ARRAY['person'::text, 'service'::text])),
  constraint account_username_check CHECK (username = lower(username)),
  constraint account_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES contact(id),
  constraint account_helper_id_fkey FOREIGN KEY (helper_id) REFERENCES helper(id)
);
CREATE CONSTRAINT TRIGGER file_changed AFTER INSERT OR DELETE OR UPDATE ON public.account DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION file_changed();

create table account_identity (
  account_id text not null,
  issuer text not null,
  subject text not null,
  bound_by text not null,
  bound_at timestamp with time zone not null,
  constraint account_identity_pkey PRIMARY KEY (account_id),
  constraint account_identity_issuer_subject_key UNIQUE (issuer, subject),
  constraint account_identity_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint account_identity_bound_by_fkey FOREIGN KEY (bound_by) REFERENCES account(id)
);

create table account_login (
  account_id text not null,
  one_time_until timestamp with time zone,
  totp_secret bytea,
  totp_confirmed_at timestamp with time zone,
  totp_last_step bigint,
  disabled_reason text,
  constraint account_login_pkey PRIMARY KEY (account_id),
  constraint account_login_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
);

create table account_role (
  account_id text not null,
  role text not null,
  region_id text not null,
  "position" smallint not null,
  constraint file_changed TRIGGER DEFERRABLE INITIALLY DEFERRED,
  constraint account_role_pkey PRIMARY KEY (account_id, role, region_id),
  constraint account_role_account_id_position_key UNIQUE (account_id, "position"),
  constraint account_role_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint account_role_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(id)
);
CREATE INDEX account_role_region ON public.account_role USING btree (region_id);
CREATE CONSTRAINT TRIGGER file_changed AFTER INSERT OR DELETE OR UPDATE ON public.account_role DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION file_changed();

create table agent_phone (
  account_id text not null,
  extension text,
  choice text not null,
  since timestamp with time zone not null,
  constraint agent_phone_pkey PRIMARY KEY (account_id),
  constraint agent_phone_extension_key UNIQUE (extension),
  constraint agent_phone_choice_check CHECK (choice = ANY (ARRAY['ready'::text, 'break'::text, 'offline'::text])),
  constraint agent_phone_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
);

create table assessment (
  id text not null,
  senior_id text not null,
  scheme text not null,
  scheme_version text not null,
  scores jsonb not null,
  level integer not null,
  assessors jsonb not null,
  assessed_on date not null,
  valid_until date not null,
  extended_until date,
  extended_reason text,
  by_account text,
  at timestamp with time zone not null,
  constraint assessment_pkey PRIMARY KEY (id),
  constraint assessment_check CHECK (valid_until >= assessed_on),
  constraint assessment_level_check CHECK (level >= 0 AND level <= 4),
  constraint assessment_by_account_fkey FOREIGN KEY (by_account) REFERENCES account(id),
  constraint assessment_senior_id_fkey FOREIGN KEY (senior_id) REFERENCES senior(id)
);
CREATE INDEX assessment_senior ON public.assessment USING btree (senior_id, assessed_on DESC, id);

create table assignment (
  id text not null,
  incident_id text not null,
  offer_id text not null,
  helper_id text not null,
  role text not null,
  state text not null,
  live boolean generated always as ((state = ANY (ARRAY['accepted'::text, 'departed'::text, 'arrived'::text]))) stored not null,
  accepted_at timestamp with time zone not null,
  eta_at timestamp with time zone not null,
  departed_at timestamp with time zone,
  arrived_at timestamp with time zone,
  finished_at timestamp with time zone,
  constraint assignment_pkey PRIMARY KEY (id),
  constraint assignment_role_check CHECK (role = ANY (ARRAY['primary'::text, 'backup'::text, 'standby'::text])),
  constraint assignment_state_check CHECK (state = ANY (ARRAY['accepted'::text, 'departed'::text, 'arrived'::text, 'finished'::text, 'withdrawn'::text])),
  constraint assignment_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incident(id)
);
CREATE INDEX assignment_helper ON public.assignment USING btree (helper_id, accepted_at DESC);
CREATE INDEX assignment_helper_live ON public.assignment USING btree (helper_id) WHERE live;
CREATE INDEX assignment_incident ON public.assignment USING btree (incident_id);
CREATE UNIQUE INDEX assignment_one_live_primary ON public.assignment USING btree (incident_id) WHERE (live AND (role = 'primary'::text));

create table attachment (
  id text not null,
  kind text not null,
  bytes integer not null,
  hash bytea not null,
  owner_kind text,
  owner_id text,
  region_id text,
  senior_id text,
  home_id text,
  incident_id text,
  uploaded_by text not null,
  idempotency_key text,
  taken_at timestamp with time zone,
  at timestamp with time zone not null,
  purpose text,
  constraint attachment_pkey PRIMARY KEY (id),
  constraint attachment_bytes_check CHECK (bytes >= 1 AND bytes <= 5242880),
  constraint attachment_check CHECK ((owner_kind IS NULL) = (owner_id IS NULL) AND (owner_kind IS NULL) = (region_id IS NULL)),
  constraint attachment_check1 CHECK (purpose IS NULL OR purpose = 'signature'::text AND owner_kind = 'service-order'::text AND kind = 'png'::text),
  constraint attachment_kind_check CHECK (kind = ANY (ARRAY['jpeg'::text, 'png'::text, 'pdf'::text])),
  constraint attachment_owner_kind_check CHECK (owner_kind = ANY (ARRAY['device'::text, 'assignment'::text, 'service-order'::text, 'welfare-visit'::text, 'complaint'::text, 'senior'::text])),
  constraint attachment_home_id_fkey FOREIGN KEY (home_id) REFERENCES home(id),
  constraint attachment_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incident(id),
  constraint attachment_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(id),
  constraint attachment_senior_id_fkey FOREIGN KEY (senior_id) REFERENCES senior(id),
  constraint attachment_uploaded_by_fkey FOREIGN KEY (uploaded_by) REFERENCES account(id)
);
CREATE INDEX attachment_age ON public.attachment USING btree (at, id);
CREATE INDEX attachment_by ON public.attachment USING btree (uploaded_by, at);
CREATE INDEX attachment_hash ON public.attachment USING btree (hash);
CREATE UNIQUE INDEX attachment_key ON public.attachment USING btree (uploaded_by, idempotency_key) WHERE (idempotency_key IS NOT NULL);
CREATE INDEX attachment_of_home ON public.attachment USING btree (home_id) WHERE (home_id IS NOT NULL);
CREATE INDEX attachment_of_incident ON public.attachment USING btree (incident_id) WHERE (incident_id IS NOT NULL);
CREATE INDEX attachment_of_senior ON public.attachment USING btree (senior_id) WHERE (senior_id IS NOT NULL);
CREATE UNIQUE INDEX attachment_once ON public.attachment USING btree (owner_kind, owner_id, hash) WHERE (owner_id IS NOT NULL);

create table attachment_piece (
  attachment_id text not null,
  no integer not null,
  sealed bytea not null,
  constraint attachment_piece_pkey PRIMARY KEY (attachment_id, no),
  constraint attachment_piece_attachment_id_fkey FOREIGN KEY (attachment_id) REFERENCES attachment(id) ON DELETE CASCADE
);

create table audit_chain (
  "position" bigint not null,
  entry_id bigint not null,
  hash bytea not null,
  constraint audit_chain_pkey PRIMARY KEY ("position"),
  constraint audit_chain_entry_id_key UNIQUE (entry_id)
);
CREATE TRIGGER audit_chain_is_append_only BEFORE DELETE OR UPDATE ON public.audit_chain FOR EACH ROW EXECUTE FUNCTION audit_entry_is_append_only();
CREATE TRIGGER audit_chain_is_not_emptied BEFORE TRUNCATE ON public.audit_chain FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_is_append_only();

create table audit_entry (
  id bigint generated by default as identity not null,
  actor text not null,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  region_id text,
  at timestamp with time zone not null,
  details jsonb not null,
  mac bytea,
  constraint audit_entry_pkey PRIMARY KEY (id)
);
CREATE INDEX audit_entry_actor ON public.audit_entry USING btree (actor, id DESC);
CREATE INDEX audit_entry_reading ON public.audit_entry USING btree (region_id, at DESC) WHERE (action = 'record-read'::text);
CREATE INDEX audit_entry_region ON public.audit_entry USING btree (region_id, id DESC);
CREATE INDEX audit_entry_subject ON public.audit_entry USING btree (subject_id, id DESC);
CREATE TRIGGER audit_entry_is_append_only BEFORE DELETE OR UPDATE ON public.audit_entry FOR EACH ROW EXECUTE FUNCTION audit_entry_is_append_only();
CREATE TRIGGER audit_entry_is_not_emptied BEFORE TRUNCATE ON public.audit_entry FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_is_append_only();

create table calendar_day (
  date date not null,
  kind text not null,
  name text not null,
  source text not null,
  constraint calendar_day_pkey PRIMARY KEY (date),
  constraint calendar_day_kind_check CHECK (kind = ANY (ARRAY['off'::text, 'work'::text]))
);

create table calendar_year (
  year integer not null,
  days jsonb not null,
  source text not null,
  state text not null,
  proposed_by text,
  proposed_at timestamp with time zone not null,
  confirmed_by text,
  confirmed_at timestamp with time zone,
  version integer not null,
  constraint calendar_year_pkey PRIMARY KEY (year),
  constraint calendar_year_state_check CHECK (state = ANY (ARRAY['proposed'::text, 'published'::text])),
  constraint calendar_year_year_check CHECK (year >= 2000 AND year <= 2200),
  constraint calendar_year_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES account(id),
  constraint calendar_year_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES account(id)
);

create table care_call (
  id text not null,
  version integer not null,
  state text not null,
  plan_id text,
  senior_id text not null,
  day date not null,
  due_on date not null,
  fold jsonb not null,
  changed_by text,
  order_id text,
  constraint care_call_pkey PRIMARY KEY (id),
  constraint care_call_of_one CHECK (num_nonnulls(plan_id, order_id) = 1),
  constraint care_call_state_check CHECK (state = ANY (ARRAY['to-call'::text, 'to-ask'::text, 'warning'::text, 'spoken'::text, 'seen'::text, 'explained'::text, 'missed'::text, 'cancelled'::text])),
  constraint care_call_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES account(id),
  constraint care_call_order_id_fkey FOREIGN KEY (order_id) REFERENCES service_order(id),
  constraint care_call_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES service_plan(id),
  constraint care_call_senior_id_fkey FOREIGN KEY (senior_id) REFERENCES senior(id)
);
CREATE INDEX care_call_day ON public.care_call USING btree (day);
CREATE INDEX care_call_list ON public.care_call USING btree (due_on, ((fold ->> 'starts'::text)), id);
CREATE UNIQUE INDEX care_call_of_order ON public.care_call USING btree (order_id);
CREATE UNIQUE INDEX care_call_of_plan ON public.care_call USING btree (plan_id, day);
CREATE INDEX care_call_open ON public.care_call USING btree (due_on, ((fold ->> 'starts'::text)), id) WHERE (state = ANY (ARRAY['to-call'::text, 'to-ask'::text, 'warning'::text]));
CREATE INDEX care_call_senior ON public.care_call USING btree (senior_id, day);

create table care_call_step (
  id text not null,
  seq bigint generated always as identity not null,
  call_id text not null,
  type text not null,
  at timestamp with time zone not null,
  role text not null,
  by_account text,
  details jsonb not null,
  note_sealed bytea,
  constraint care_call_step_pkey PRIMARY KEY (id),
  constraint care_call_step_by_account_fkey FOREIGN KEY (by_account) REFERENCES account(id),
  constraint care_call_step_call_id_fkey FOREIGN KEY (call_id) REFERENCES care_call(id)
);
CREATE INDEX care_call_step_call ON public.care_call_step USING btree (call_id, seq);
CREATE TRIGGER care_call_step_append_only BEFORE DELETE OR UPDATE ON public.care_call_step FOR EACH ROW EXECUTE FUNCTION ladder_trail_is_append_only();

create table care_clock (
  one boolean default true not null,
  now timestamp with time zone not null,
  wanted timestamp with time zone not null,
  constraint care_clock_pkey PRIMARY KEY (one),
  constraint care_clock_check CHECK (wanted >= now),
  constraint care_clock_one_check CHECK (one)
);

create table care_complaint (
  id text not null,
  seq bigint generated always as identity not null,
  version integer not null,
  state text not null,
  kind text not null,
  worker_id text,
  provider_id text,
  order_id text,
  senior_id text,
  home_id text,
  region_id text not null,
  received_on date not null,
  due_on date,
  counts boolean not null,
  fold jsonb not null,
  by_sealed bytea,
  text_sealed bytea,
  answer_sealed bytea,
  changed_by text,
  constraint care_complaint_pkey PRIMARY KEY (id),
  constraint care_complaint_seq_key UNIQUE (seq),
  constraint care_complaint_state_check CHECK (state = ANY (ARRAY['received'::text, 'acknowledged'::text, 'answered'::text, 'withdrawn'::text])),
  constraint care_complaint_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES account(id),
  constraint care_complaint_home_id_fkey FOREIGN KEY (home_id) REFERENCES home(id),
  constraint care_complaint_order_id_fkey FOREIGN KEY (order_id) REFERENCES service_order(id),
  constraint care_complaint_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(id),
  constraint care_complaint_senior_id_fkey FOREIGN KEY (senior_id) REFERENCES senior(id),
  constraint care_complaint_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES helper(id)
);
CREATE INDEX care_complaint_day ON public.care_complaint USING btree (received_on, id);
CREATE INDEX care_complaint_due ON public.care_complaint USING btree (region_id, due_on) WHERE (due_on IS NOT NULL);
CREATE INDEX care_complaint_order ON public.care_complaint USING btree (order_id) WHERE (order_id IS NOT NULL);
CREATE INDEX care_complaint_region ON public.care_complaint USING btree (region_id, id);
CREATE INDEX care_complaint_senior ON public.care_complaint USING btree (senior_id) WHERE (senior_id IS NOT NULL);
CREATE INDEX care_complaint_words ON public.care_complaint USING btree (id) WHERE ((by_sealed IS NOT NULL) OR (text_sealed IS NOT NULL) OR (answer_sealed IS NOT NULL));
CREATE INDEX care_complaint_worker ON public.care_complaint USING btree (worker_id, received_on) WHERE (worker_id IS NOT NULL);

create table care_concern (
  id text not null,
  order_id text,
  senior_id text not null,
  home_id text not null,
  worker_id text,
  kind text not null,
  code text,
  fire boolean not null,
  proof text not null,
  asked_at timestamp with time zone not null,
  incident_id text,
  done_at timestamp with time zone,
  visit_id text,
  call_id text,
  constraint care_concern_pkey PRIMARY KEY (id),
  constraint care_concern_kind_check CHECK (kind = ANY (ARRAY['no-entry'::text, 'alarm'::text, 'serious'::text, 'visit-empty'::text, 'call-unanswered'::text])),
  constraint care_concern_of_one CHECK (num_nonnulls(order_id, visit_id, call_id) = 1),
  constraint care_concern_call_id_fkey FOREIGN KEY (call_id) REFERENCES care_call(id),
  constraint care_concern_home_id_fkey FOREIGN KEY (home_id) REFERENCES home(id),
  constraint care_concern_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incident(id),
  constraint care_concern_order_id_fkey FOREIGN KEY (order_id) REFERENCES service_order(id),
  constraint care_concern_senior_id_fkey FOREIGN KEY (senior_id) REFERENCES senior(id),
  constraint care_concern_visit_id_fkey FOREIGN KEY (visit_id) REFERENCES welfare_visit(id),
  constraint care_concern_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES helper(id)
);
CREATE INDEX care_concern_call ON public.care_concern USING btree (call_id) WHERE (call_id IS NOT NULL);
CREATE INDEX care_concern_open ON public.care_concern USING btree (asked_at) WHERE (done_at IS NULL);
CREATE INDEX care_concern_order ON public.care_concern USING btree (order_id);
CREATE INDEX care_concern_visit ON public.care_concern USING btree (visit_id) WHERE (visit_id IS NOT NULL);

create table care_due (
  id bigint generated always as identity not null,
  kind text not null,
  subject text not null,
  due_at timestamp with time zone not null,
  due_on date not null,
  attempts integer default 0 not null,
  constraint care_due_pkey PRIMARY KEY (id),
  constraint care_due_kind_subject_due_at_key UNIQUE (kind, subject, due_at)
);
CREATE INDEX care_due_next ON public.care_due USING btree (due_at, id);
CREATE INDEX care_due_subject ON public.care_due USING btree (subject, kind);

create table care_follow_up (
  id text not null,
  version integer not null,
  about text not null,
  order_id text,
  complaint_id text,
  senior_id text not null,
  worker_id text,
  kind text not null,
  state text not null,
  due_at timestamp with time zone not null,
  due_on date not null,
  tried_on date[] not null,
  result text,
  satisfaction text,
  changed_by text,
  constraint care_follow_up_pkey PRIMARY KEY (id),
  constraint care_follow_up_complaint_id_key UNIQUE (complaint_id),
  constraint care_follow_up_order_id_key UNIQUE (order_id),
  constraint care_follow_up_about_check CHECK (about = ANY (ARRAY['order'::text, 'complaint'::text])),
  constraint care_follow_up_check CHECK (num_nonnulls(order_id, complaint_id) = 1),
  constraint care_follow_up_kind_check CHECK (kind = ANY (ARRAY['call'::text, 'visit'::text])),
  constraint care_follow_up_state_check CHECK (state = ANY (ARRAY['open'::text, 'done'::text])),
  constraint care_follow_up_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES account(id),
  constraint care_follow_up_complaint_id_fkey FOREIGN KEY (complaint_id) REFERENCES care_complaint(id),
  constraint care_follow_up_order_id_fkey FOREIGN KEY (order_id) REFERENCES service_order(id),
  constraint care_follow_up_senior_id_fkey FOREIGN KEY (senior_id) REFERENCES senior(id),
  constraint care_follow_up_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES helper(id)
);
CREATE INDEX care_follow_up_open ON public.care_follow_up USING btree (due_at, id) WHERE (state = 'open'::text);
CREATE INDEX care_follow_up_senior ON public.care_follow_up USING btree (senior_id);

create table care_follow_up_step (
  id text not null,
  seq bigint generated always as identity not null,
  follow_up_id text not null,
  at timestamp with time zone not null,
  by_account text not null,
  result text not null,
  satisfaction text,
  note_sealed bytea,
  constraint care_follow_up_step_pkey PRIMARY KEY (id),
  constraint care_follow_up_step_by_account_fkey FOREIGN KEY (by_account) REFERENCES account(id),
  constraint care_follow_up_step_follow_up_id_fkey FOREIGN KEY (follow_up_id) REFERENCES care_follow_up(id)
);
CREATE INDEX care_follow_up_step_follow_up ON public.care_follow_up_step USING btree (follow_up_id, seq);
CREATE TRIGGER care_follow_up_step_append_only BEFORE DELETE OR UPDATE ON public.care_follow_up_step FOR EACH ROW EXECUTE FUNCTION ladder_trail_is_append_only();

create table care_reminder (
  kind text not null,
  subject text not null,
  owner text not null,
  region_id text not null,
  due_on date not null,
  at timestamp with time zone not null,
  constraint care_reminder_pkey PRIMARY KEY (kind, subject, owner, due_on, at),
  constraint care_reminder_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(id)
);

create table care_setting (
  id text not null,
  region_id text not null,
  key text not null,
  valid_from date not null,
  value jsonb not null,
  source text not null,
  state text not null,
  proposed_by text not null,
  proposed_at timestamp with time zone not null,
  agreed_by text,
  agreed_at timestamp with time zone,
  constraint care_setting_pkey PRIMARY KEY (id),
  constraint care_setting_state_check CHECK (state = ANY (ARRAY['proposed'::text, 'in-force'::text, 'replaced'::text])),
  constraint care_setting_agreed_by_fkey FOREIGN KEY (agreed_by) REFERENCES account(id),
  constraint care_setting_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES account(id),
  constraint care_setting_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(id)
);
CREATE UNIQUE INDEX care_setting_once ON public.care_setting USING btree (region_id, key, valid_from) WHERE (state = 'in-force'::text);
CREATE UNIQUE INDEX care_setting_one_proposal ON public.care_setting USING btree (region_id, key, valid_from) WHERE (state = 'proposed'::text);

create table care_verification (
  id text not null,
  version integer not null,
  state text not null,
  worker_id text not null,
  provider_id text,
  region_id text not null,
  opened_on date not null,
  due_on date,
  complaints_until bigint,
  ratings_until bigint,
  fold jsonb not null,
  changed_by text,
  constraint care_verification_pkey PRIMARY KEY (id),
  constraint care_verification_state_check CHECK (state = ANY (ARRAY['open'::text, 'replacing'::text, 'closed'::text])),
  constraint care_verification_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES account(id),
  constraint care_verification_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(id),
  constraint care_verification_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES helper(id)
);
CREATE INDEX care_verification_due ON public.care_verification USING btree (region_id, due_on) WHERE (due_on IS NOT NULL);
CREATE UNIQUE INDEX care_verification_open ON public.care_verification USING btree (worker_id) WHERE (state = 'open'::text);
CREATE INDEX care_verification_region ON public.care_verification USING btree (region_id, id);
CREATE INDEX care_verification_waiting ON public.care_verification USING gin (((fold -> 'waiting'::text))) WHERE (state = 'replacing'::text);
CREATE INDEX care_verification_worker ON public.care_verification USING btree (worker_id, opened_on);

create table care_worker (
  helper_id text not null,
  provider_id text not null,
  training text,
  active boolean not null,
  version integer not null,
  changed_by text,
  constraint care_worker_pkey PRIMARY KEY (helper_id),
  constraint care_worker_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES account(id),
  constraint care_worker_helper_id_fkey FOREIGN KEY (helper_id) REFERENCES helper(id),
  constraint care_worker_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES provider(id)
);
CREATE INDEX care_worker_provider ON public.care_worker USING btree (provider_id, helper_id);

create table catalogue_item (
  code text not null,
  region_id text,
  from_day date not null,
  "position" integer not null,
  name text not null,
  aid text not null,
  content text not null,
  classes text[] not null,
  standard text not null,
  unit text not null,
  price_fen integer not null,
  subsidised boolean not null,
  two_people boolean not null,
  certificate text,
  constraint catalogue_item_pkey PRIMARY KEY (code),
  constraint catalogue_item_price_fen_check CHECK (price_fen >= 0),
  constraint catalogue_item_unit_check CHECK (unit = ANY (ARRAY['hour'::text, 'time'::text, 'meal'::text, 'month'::text])),
  constraint catalogue_item_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(id)
);

create table catalogue_override (
  code text not null,
  region_id text not null,
  valid_from date not null,
  price_fen integer,
  standard text,
  classes text[],
  hidden boolean,
  source text not null,
  by_account text not null,
  at timestamp with time zone not null,
  constraint catalogue_override_pkey PRIMARY KEY (region_id, code, valid_from),
  constraint catalogue_override_price_fen_check CHECK (price_fen >= 0),
  constraint catalogue_override_by_account_fkey FOREIGN KEY (by_account) REFERENCES account(id),
  constraint catalogue_override_code_fkey FOREIGN KEY (code) REFERENCES catalogue_item(code),
  constraint catalogue_override_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(id)
);

create table channel_test (
  id text not null,
  helper_id text not null,
  channel text not null,
  code text,
  day date not null,
  sent_at timestamp with time zone not null,
  answer_by timestamp with time zone not null,
  worked_at timestamp with time zone,
  failed_at timestamp with time zone,
  error text,
  constraint channel_test_pkey PRIMARY KEY (id),
  constraint channel_test_helper_id_channel_day_key UNIQUE (helper_id, channel, day),
  constraint channel_test_channel_check CHECK (channel = ANY (ARRAY['app'::text, 'sms'::text, 'voice'::text])),
  constraint channel_test_check CHECK ((channel = 'app'::text) = (code IS NULL)),
  constraint channel_test_check1 CHECK ((failed_at IS NULL) = (error IS NULL)),
  constraint channel_test_helper_id_fkey FOREIGN KEY (helper_id) REFERENCES helper(id)
);
CREATE INDEX channel_test_latest ON public.channel_test USING btree (helper_id, channel, sent_at DESC);

create table channel_work (
  id text not null,
  helper_id text not null,
  channel text not null,
  since timestamp with time zone not null,
  due_at timestamp with time zone not null,
  owner_account text not null,
  opened_by text not null,
  constraint channel_work_pkey PRIMARY KEY (id),
  constraint channel_work_helper_id_channel_key UNIQUE (helper_id, channel),
  constraint channel_work_channel_check CHECK (channel = ANY (ARRAY['app'::text, 'sms'::text, 'voice'::text])),
  constraint channel_work_helper_id_fkey FOREIGN KEY (helper_id) REFERENCES helper(id),
  constraint channel_work_opened_by_fkey FOREIGN KEY (opened_by) REFERENCES account(id),
  constraint channel_work_owner_account_fkey FOREIGN KEY (owner_account) REFERENCES account(id)
);

create table children_statement (
  senior_id text not null,
  children jsonb not null,
  version integer not null,
  changed_by text,
  at timestamp with time zone not null,
  constraint children_statement_pkey PRIMARY KEY (senior_id),
  constraint children_statement_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES account(id),
  constraint children_statement_senior_id_fkey FOREIGN KEY (senior_id) REFERENCES senior(id)
);

create table class_proof (
  id text not null,
  senior_id text not null,
  economic_class text not null,
  certificate text not null,
  from_day date not null,
  until_day date,
  by_account text,
  at timestamp with time zone not null,
  constraint class_proof_pkey PRIMARY KEY (id),
  constraint class_proof_check CHECK (until_day >= from_day),
  constraint class_proof_economic_class_check CHECK (economic_class = ANY (ARRAY['three-noes'::text, 'subsistence'::text, 'near-subsistence'::text, 'destitute'::text, 'other'::text])),
  constraint class_proof_by_account_fkey FOREIGN KEY (by_account) REFERENCES account(id),
  constraint class_proof_senior_id_fkey FOREIGN KEY (senior_id) REFERENCES senior(id)
);
CREATE INDEX class_proof_senior ON public.class_proof USING btree (senior_id, from_day DESC, id);

create table clear_text_left (
  since timestamp with time zone not null
);

create table code_word (
  senior_id text not null,
  text_id text not null,
  constraint code_word_pkey PRIMARY KEY (senior_id),
  constraint code_word_senior_id_fkey FOREIGN KEY (senior_id) REFERENCES senior(id),
  constraint code_word_text_id_fkey FOREIGN KEY (text_id) REFERENCES secret_text(id)
);

create table consent (
  id text not null,
  senior_id text not null,
  purpose text not null,
  given_by text not null,
  capacity text not null,
  how text not null,
  given_at timestamp with time zone not null,
  withdrawn_at timestamp with time zone,
  constraint file_changed TRIGGER DEFERRABLE INITIALLY DEFERRED,
  constraint consent_pkey PRIMARY KEY (id),
  constraint consent_capacity_check CHECK (capacity = ANY (ARRAY['self'::text, 'guardian'::text])),
  constraint consent_check CHECK (withdrawn_at >= given_at),
  constraint consent_how_check CHECK (how = ANY (ARRAY['signed'::text, 'spoken'::text, 'recorded'::text])),
  constraint consent_purpose_check CHECK (purpose = ANY (ARRAY['device'::text, 'position'::text, 'family'::text, 'helper'::text, 'key'::text, 'force'::text, 'recording'::text, 'listening-in'::text, 'photo'::text, 'research'::text])),
  constraint consent_senior_id_fkey FOREIGN KEY (senior_id) REFERENCES senior(id)
);
CREATE INDEX consent_senior ON public.consent USING btree (senior_id, purpose);
CREATE CONSTRAINT TRIGGER file_changed AFTER INSERT OR DELETE OR UPDATE ON public.consent DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION file_changed();

create table console_presence (
  account_id text not null,
  until timestamp with time zone not null,
  constraint console_presence_pkey PRIMARY KEY (account_id),
  constraint console_presence_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE
) with (fillfactor=50);

create table contact (
  id text not null,
  senior_id text not null,
  "position" smallint not null,
  name text not null,
  relation text not null,
  notice_level text not null,
  can_come_minutes smallint,
  may_decide boolean not null,
  conflict boolean not null,
  guardian_proof text,
  time_zone text,
  hours text,
  phone_sealed bytea,
  phone_hash bytea,
  phone_tail bytea,
  constraint file_changed TRIGGER DEFERRABLE INITIALLY DEFERRED,
  constraint contact_pkey PRIMARY KEY (id),
  constraint contact_senior_id_position_key UNIQUE (senior_id, "position") DEFERRABLE INITIALLY DEFERRED,
  constraint contact_can_come_minutes_check CHECK (can_come_minutes >= 0),
  constraint contact_notice_level_check CHECK (notice_level = ANY (ARRAY['every-press'::text, 'at-risk'::text, 'ending-only'::text])),
  constraint contact_position_check CHECK ("position" >= 1),
  constraint contact_senior_id_fkey FOREIGN KEY (senior_id) REFERENCES senior(id)
);
CREATE INDEX contact_phone_hash ON public.contact USING btree (phone_hash) WHERE (phone_hash IS NOT NULL);
CREATE INDEX contact_phone_tail ON public.contact USING btree (phone_tail) WHERE (phone_tail IS NOT NULL);
CREATE CONSTRAINT TRIGGER file_changed AFTER INSERT OR DELETE OR UPDATE ON public.contact DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION file_changed();

create table device (
  id text not null,
  role text not null,
  profile text not null,
  region_id text not null,
  home_id text,
  senior_id text,
  hub_id text,
  child_name text,
  room text,
  fixed boolean not null,
  status text not null,
  secret_hash text,
  key_id text,
  installed_at timestamp with time zone,
  model_id text,
  stage text default 'installed'::text not null,
  sim_until date,
  version integer default 1 not null,
  changed_by text,
  placed_lat double precision,
  placed_lng double precision,
  placed_accuracy_m real,
  placed_at timestamp with time zone,
  constraint file_changed TRIGGER DEFERRABLE INITIALLY DEFERRED,
  constraint device_pkey PRIMARY KEY (id),
  constraint device_check CHECK ((hub_id IS NULL) = (child_name IS NULL)),
  constraint device_check1 CHECK ((secret_hash IS NULL) = (key_id IS NULL)),
  constraint device_check2 CHECK (secret_hash IS NULL OR hub_id IS NULL),
  constraint device_check3 CHECK ((placed_lat IS NULL) = (placed_lng IS NULL) AND (placed_lat IS NULL) = (placed_at IS NULL)),
  constraint device_check4 CHECK ((stage = ANY (ARRAY['installed'::text, 'replaced'::text])) OR home_id IS NULL AND senior_id IS NULL),
  constraint device_role_check CHECK (role = ANY (ARRAY['sos-button'::text, 'pendant'::text, 'watch'::text, 'fall-sensor'::text, 'smoke'::text, 'heat'::text, 'gas'::text, 'carbon-monoxide'::text, 'water'::text, 'motion'::text, 'door'::text, 'bed'::text, 'temperature'::text, 'pull-cord'::text, 'hub'::text])),
  constraint device_stage_check CHECK (stage = ANY (ARRAY['bought'::text, 'in-stock'::text, 'installed'::text, 'returned'::text, 'replaced'::text])),
  constraint device_status_check CHECK (status = ANY (ARRAY['active'::text, 'moved'::text, 'retired'::text])),
  constraint device_home_id_fkey FOREIGN KEY (home_id) REFERENCES home(id),
  constraint device_hub_id_fkey FOREIGN KEY (hub_id) REFERENCES device(id),
  constraint device_model_id_fkey FOREIGN KEY (model_id) REFERENCES device_model(id),
  constraint device_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(id),
  constraint device_senior_id_fkey FOREIGN KEY (senior_id) REFERENCES senior(id)
);
CREATE INDEX device_home ON public.device USING btree (home_id);
CREATE UNIQUE INDEX device_hub_child ON public.device USING btree (hub_id, child_name) WHERE (hub_id IS NOT NULL);
CREATE INDEX device_region ON public.device USING btree (region_id);
CREATE INDEX device_senior ON public.device USING btree (senior_id);
CREATE INDEX device_watch_numbers ON public.device USING gin (watch_numbers(id)) WHERE ((role = 'watch'::text) OR (profile = 'watch'::text));
CREATE CONSTRAINT TRIGGER file_changed AFTER INSERT OR DELETE OR UPDATE ON public.device DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION file_changed();

create table device_change (
  id text not null,
  device_id text not null,
  what text not null,
  by_account text not null,
  reason text,
  at timestamp with time zone not null,
  home_id text,
  other_device_id text,
  constraint device_change_pkey PRIMARY KEY (id),
  constraint device_change_what_check CHECK (what = ANY (ARRAY['registered'::text, 'bought'::text, 'in-stock'::text, 'bound'::text, 'claimed'::text, 'returned'::text, 'replaced'::text, 'retired'::text, 'secret-renewed'::text, 'in-use-again'::text, 'place-confirmed'::text]))
);
CREATE INDEX device_change_device ON public.device_change USING btree (device_id, at);
CREATE TRIGGER device_change_append_only BEFORE DELETE OR UPDATE ON public.device_change FOR EACH ROW EXECUTE FUNCTION incident_event_is_append_only();

create table device_line (
  device_id text not null,
  network text,
  gateway text,
  confirmed_at timestamp with time zone not null,
  confirmed_by text,
  suspected_since timestamp with time zone,
  told boolean default false not null,
  constraint file_changed TRIGGER DEFERRABLE INITIALLY DEFERRED,
  constraint device_line_pkey PRIMARY KEY (device_id),
  constraint device_line_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES account(id),
  constraint device_line_device_id_fkey FOREIGN KEY (device_id) REFERENCES device(id)
);
CREATE CONSTRAINT TRIGGER file_changed AFTER INSERT OR DELETE OR UPDATE ON public.device_line DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION file_changed();

create table device_login (
  device_id text not null,
  revision bigint default nextval('device_login_revision'::regclass) not null,
  sealed bytea not null,
  told_revision bigint,
  changed_at timestamp with time zone not null,
  constraint device_login_pkey PRIMARY KEY (device_id),
  constraint device_login_device_id_fkey FOREIGN KEY (device_id) REFERENCES device(id)
);
CREATE INDEX device_login_untold ON public.device_login USING btree (revision) WHERE (told_revision IS DISTINCT FROM revision);

create table device_model (
  id text not null,
  name text not null,
  maker text,
  role text not null,
  profile text not null,
  capabilities text[] not null,
  supervision_s integer,
  firmware text,
  firmware_until date,
  changed_by text not null,
  changed_at timestamp with time zone not null,
  constraint device_model_pkey PRIMARY KEY (id),
  constraint device_model_supervision_s_check CHECK (supervision_s >= 120 AND supervision_s <= 2592000)
);

create table device_seen (
  device_id text not null,
  seen_at timestamp with time zone not null,
  online boolean,
  battery_pct real,
  rssi_dbm real,
  firmware text,
  network text,
  lat double precision,
  lng double precision,
  accuracy_m real,
  fix_at text,
  position_source text,
  positioned_at timestamp with time zone,
  heartbeat_at timestamp with time zone,
  gateway text,
  unproven boolean default false not null,
  constraint device_seen_pkey PRIMARY KEY (device_id),
  constraint device_seen_check CHECK ((lat IS NULL) = (lng IS NULL))
) with (fillfactor=70);
CREATE INDEX device_seen_at ON public.device_seen USING btree (seen_at);

create table device_watch (
  device_id text not null,
  state text not null,
  since timestamp with time zone not null,
  hearing_since timestamp with time zone,
  turns integer not null,
  turned_at timestamp with time zone not null,
  battery_low_since timestamp with time zone,
  battery_told boolean not null,
  told text,
  constraint device_watch_pkey PRIMARY KEY (device_id),
  constraint device_watch_state_check CHECK (state = ANY (ARRAY['present'::text, 'absent'::text])),
  constraint device_watch_told_check CHECK (told = ANY (ARRAY['work'::text, 'outage'::text, 'with-hub'::text])),
  constraint device_watch_turns_check CHECK (turns >= 0),
  constraint device_watch_device_id_fkey FOREIGN KEY (device_id) REFERENCES device(id)
) with (fillfactor=70);

create table device_work (
  id text not null,
  device_id text not null,
  kind text not null,
  since timestamp with time zone not null,
  due_at timestamp with time zone not null,
  owner_account text,
  reason text,
  opened_by text,
  done_at timestamp with time zone,
  done_by text,
  constraint device_work_pkey PRIMARY KEY (id),
  constraint device_work_kind_check CHECK (kind = ANY (ARRAY['recall'::text, 'offline'::text, 'battery-low'::text, 'never-heard'::text, 'test-due'::text, 'sim-expiring'::text, 'firmware-expiring'::text])),
  constraint device_work_device_id_fkey FOREIGN KEY (device_id) REFERENCES device(id),
  constraint device_work_owner_account_fkey FOREIGN KEY (owner_account) REFERENCES account(id)
);
CREATE UNIQUE INDEX device_work_open ON public.device_work USING btree (device_id, kind) WHERE (done_at IS NULL);
CREATE INDEX device_work_owner ON public.device_work USING btree (owner_account) WHERE (done_at IS NULL);

create table drill (
  id text not null,
  region_id text not null,
  purpose text not null,
  home_ids text[] not null,
  device_ids text[] not null,
  helper_ids text[] not null,
  opened_by text not null,
  opened_at timestamp with time zone not null,
  until_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_by text,
  constraint drill_pkey PRIMARY KEY (id),
  constraint drill_check CHECK (until_at > opened_at),
  constraint drill_check1 CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
  constraint drill_purpose_check CHECK (purpose = ANY (ARRAY['regular'::text, 'new-operators'::text, 'new-helpers'::text, 'new-devices'::text, 'joint-exercise'::text])),
  constraint drill_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES account(id),
  constraint drill_opened_by_fkey FOREIGN KEY (opened_by) REFERENCES account(id),
  constraint drill_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(id)
);
CREATE INDEX drill_open ON public.drill USING btree (until_at) WHERE (ended_at IS NULL);

create table duty_seat (
  id text not null,
  region_id text not null,
  role text not null,
  person_name text not null,
  answered_at timestamp with time zone,
  version integer default 1 not null,
  changed_by text,
  active boolean default true not null,
  voice_number_sealed bytea,
  voice_number_hash bytea,
  keeps_rota boolean default false not null,
  constraint file_changed TRIGGER DEFERRABLE INITIALLY DEFERRED,
  constraint duty_seat_pkey PRIMARY KEY (id),
  constraint duty_seat_role_check CHECK (role = ANY (ARRAY['lead'::text, 'overflow'::text, 'village-cadre'::text, 'station'::text, 'township-duty'::text, 'county-duty'::text, 'fire-post'::text])),
  constraint duty_seat_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES account(id),
  constraint duty_seat_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(id)
);
CREATE INDEX duty_seat_region ON public.duty_seat USING btree (region_id, role);
CREATE CONSTRAINT TRIGGER file_changed AFTER INSERT OR DELETE OR UPDATE ON public.duty_seat DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION file_changed();

create table duty_shift (
  id text not null,
  seat_id text not null,
  person_name text not null,
  voice_number_sealed bytea,
  voice_number_hash bytea,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  state text not null,
  version integer not null,
  changed_by text,
  constraint duty_shift_pkey PRIMARY KEY (id),
  constraint duty_shift_check CHECK (ends_at > starts_at),
  constraint duty_shift_state_check CHECK (state = ANY (ARRAY['planned'::text, 'absent'::text, 'cancelled'::text])),
  constraint duty_shift_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES account(id),
  constraint duty_shift_seat_id_fkey FOREIGN KEY (seat_id) REFERENCES duty_seat(id)
);
CREATE INDEX duty_shift_seat ON public.duty_shift USING btree (seat_id, ends_at);

create table duty_shift_step (
  seq bigint generated always as identity not null,
  shift_id text not null,
  what text not null,
  person_name text not null,
  reason text,
  by_account text not null,
  at timestamp with time zone not null,
  constraint duty_shift_step_pkey PRIMARY KEY (seq),
  constraint duty_shift_step_what_check CHECK (what = ANY (ARRAY['planned'::text, 'swapped'::text, 'stood-in'::text, 'absent'::text, 'cancelled'::text])),
  constraint duty_shift_step_by_account_fkey FOREIGN KEY (by_account) REFERENCES account(id),
  constraint duty_shift_step_shift_id_fkey FOREIGN KEY (shift_id) REFERENCES duty_shift(id)
);
CREATE INDEX duty_shift_step_shift ON public.duty_shift_step USING btree (shift_id, seq);
CREATE TRIGGER duty_shift_step_append_only BEFORE DELETE OR UPDATE ON public.duty_shift_step FOR EACH ROW EXECUTE FUNCTION ladder_trail_is_append_only();

create table emergency_number (
  region_id text not null,
  service text not null,
  number text not null,
  checked_at timestamp with time zone,
  changed_by text,
  checked_by text,
  constraint emergency_number_pkey PRIMARY KEY (region_id, service),
  constraint emergency_number_service_check CHECK (service = ANY (ARRAY['120'::text, '119'::text, '110'::text, 'gas'::text, 'power'::text, 'water'::text])),
  constraint emergency_number_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES account(id),
  constraint emergency_number_checked_by_fkey FOREIGN KEY (checked_by) REFERENCES account(id),
  constraint emergency_number_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(id)
);

create table entitlement (
  id text not null,
  senior_id text not null,
  state text not null,
  from_day date not null,
  to_day date,
  local_class text not null,
  minutes_per_day integer not null,
  payee_kind text not null,
  payee_id text not null,
  suspensions jsonb not null,
  end_reason text,
  version integer not null,
  changed_by text,
  constraint entitlement_pkey PRIMARY KEY (id),
  constraint entitlement_check CHECK (to_day >= (from_day - 1)),
  constraint entitlement_local_class_check CHECK (local_class = ANY (ARRAY['able'::text, 'semi-disabled'::text, 'disabled'::text])),
  constraint entitlement_minutes_per_day_check CHECK (minutes_per_day >= 0 AND minutes_per_day <= 1440),
  constraint entitlement_payee_kind_check CHECK (payee_kind = ANY (ARRAY['provider'::text, 'institution'::text])),
  constraint entitlement_state_check CHECK (state = ANY (ARRAY['pending'::text, 'active'::text, 'suspended'::text, 'ended'::text])),
  constraint entitlement_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES account(id),
  constraint entitlement_senior_id_fkey FOREIGN KEY (senior_id) REFERENCES senior(id)
);
CREATE INDEX entitlement_payee ON public.entitlement USING btree (payee_id) WHERE (state <> 'ended'::text);
CREATE INDEX entitlement_senior ON public.entitlement USING btree (senior_id, from_day);
CREATE INDEX entitlement_state ON public.entitlement USING btree (state, id);

create table entitlement_step (
  seq bigint generated always as identity not null,
  entitlement_id text not null,
  type text not null,
  at timestamp with time zone not null,
  on_day date not null,
  by_account text,
  reason text,
  details jsonb not null,
  constraint entitlement_step_pkey PRIMARY KEY (seq),
  constraint entitlement_step_by_account_fkey FOREIGN KEY (by_account) REFERENCES account(id),
  constraint entitlement_step_entitlement_id_fkey FOREIGN KEY (entitlement_id) REFERENCES entitlement(id)
);
CREATE INDEX entitlement_step_entitlement ON public.entitlement_step USING btree (entitlement_id, seq);
CREATE TRIGGER entitlement_step_append_only BEFORE DELETE OR UPDATE ON public.entitlement_step FOR EACH ROW EXECUTE FUNCTION ladder_trail_is_append_only();

create table erased_person (
  senior_id text not null,
  erased_at timestamp with time zone not null,
  erased_by text,
  reason text not null,
  constraint erased_person_pkey PRIMARY KEY (senior_id),
  constraint erased_person_reason_check CHECK (reason = ANY (ARRAY['own-wish'::text, 'guardian-wish'::text, 'left-the-service'::text, 'time-limit'::text, 'order'::text])),
  constraint erased_person_erased_by_fkey FOREIGN KEY (erased_by) REFERENCES account(id)
);
CREATE TRIGGER erased_person_append_only BEFORE DELETE OR UPDATE ON public.erased_person FOR EACH ROW EXECUTE FUNCTION erased_person_is_append_only();

create table export_file (
  export_id text not null,
  no integer not null,
  sealed bytea not null,
  constraint export_file_pkey PRIMARY KEY (export_id, no),
  constraint export_file_export_id_fkey FOREIGN KEY (export_id) REFERENCES export_job(id)
);

create table export_job (
  id text not null,
  list text not null,
  format text not null,
  filter bytea,
  purpose text,
  language text not null,
  in_full boolean not null,
  state text not null,
  region_id text not null,
  region_ids text[],
  created_by text not null,
  created_at timestamp with time zone not null,
  idempotency_key text,
  file_name bytea,
  file_bytes bigint default 0 not null,
  rows integer default 0 not null,
  progress double precision default 0 not null,
  changed_at timestamp with time zone not null,
  provider_id text,
  constraint export_job_pkey PRIMARY KEY (id),
  constraint export_job_format_check CHECK (format = ANY (ARRAY['xlsx'::text, 'csv'::text])),
  constraint export_job_list_check CHECK (list = ANY (ARRAY['regions'::text, 'facilities'::text, 'homes'::text, 'seniors'::text, 'helpers'::text, 'devices'::text, 'service-orders'::text, 'complaints'::text, 'welfare-visits'::text, 'duty-seats'::text, 'accounts'::text, 'audit'::text, 'device-work'::text, 'follow-ups'::text, 'care-follow-ups'::text, 'village-scores'::text, 'service-plans'::text, 'verifications'::text, 'meals'::text, 'care-calls'::text])),
  constraint export_job_region_ids_check CHECK (region_ids IS NOT NULL OR provider_id IS NOT NULL),
  constraint export_job_state_check CHECK (state = ANY (ARRAY['waiting'::text, 'writing'::text, 'ready'::text, 'expired'::text])),
  constraint export_job_created_by_fkey FOREIGN KEY (created_by) REFERENCES account(id),
  constraint export_job_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES provider(id),
  constraint export_job_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(id)
);
CREATE UNIQUE INDEX export_job_once ON public.export_job USING btree (created_by, idempotency_key) WHERE (idempotency_key IS NOT NULL);
CREATE INDEX export_job_work ON public.export_job USING btree (id) WHERE (state = ANY (ARRAY['waiting'::text, 'writing'::text]));

create table facility (
  id text not null,
  region_id text not null,
  type text not null,
  level smallint,
  parent_id text,
  operator text,
  name text not null,
  phone text,
  address_words text,
  lat double precision,
  lng double precision,
  version integer default 1 not null,
  changed_by text,
  functions text[] default '{}'::text[] not null,
  capacity integer,
  hours text,
  active boolean default true not null,
  constraint facility_pkey PRIMARY KEY (id),
  constraint facility_capacity_check CHECK (capacity >= 0),
  constraint facility_check CHECK ((lat IS NULL) = (lng IS NULL)),
  constraint facility_lat_check CHECK (lat >= '-90'::integer::double precision AND lat <= 90::double precision),
  constraint facility_lng_check CHECK (lng >= '-180'::integer::double precision AND lng <= 180::double precision),
  constraint facility_parent_is_another CHECK (parent_id IS DISTINCT FROM id),
  constraint facility_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES account(id),
  constraint facility_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES facility(id),
  constraint facility_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(id)
);
CREATE INDEX facility_parent ON public.facility USING btree (parent_id);
CREATE INDEX facility_region ON public.facility USING btree (region_id);

create table family_invitation (
  id text not null,
  senior_id text not null,
  contact_id text not null,
  made_by text not null,
  made_at timestamp with time zone not null,
  capacity text,
  how text,
  guardian_contact_id text,
  accepted_by text,
  accepted_at timestamp with time zone,
  code_hash bytea,
  expires_at timestamp with time zone,
  used_by text,
  used_at timestamp with time zone,
  ended_at timestamp with time zone,
  constraint family_invitation_pkey PRIMARY KEY (id),
  constraint family_invitation_capacity_check CHECK (capacity = ANY (ARRAY['self'::text, 'guardian'::text])),
  constraint family_invitation_how_check CHECK (how = ANY (ARRAY['signed'::text, 'spoken'::text, 'recorded'::text])),
  constraint family_invitation_accepted_by_fkey FOREIGN KEY (accepted_by) REFERENCES account(id),
  constraint family_invitation_made_by_fkey FOREIGN KEY (made_by) REFERENCES account(id),
  constraint family_invitation_senior_id_fkey FOREIGN KEY (senior_id) REFERENCES senior(id),
  constraint family_invitation_used_by_fkey FOREIGN KEY (used_by) REFERENCES account(id)
);
CREATE UNIQUE INDEX family_invitation_code ON public.family_invitation USING btree (code_hash) WHERE ((used_at IS NULL) AND (ended_at IS NULL));
CREATE INDEX family_invitation_contact ON public.family_invitation USING btree (contact_id) WHERE ((used_at IS NULL) AND (ended_at IS NULL));
CREATE INDEX family_invitation_senior ON public.family_invitation USING btree (senior_id, made_at DESC);

create table family_link (
  account_id text not null,
  senior_id text not null,
  contact_id text,
  bound_at timestamp with time zone,
  constraint family_link_pkey PRIMARY KEY (account_id, senior_id),
  constraint family_link_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint family_link_senior_id_fkey FOREIGN KEY (senior_id) REFERENCES senior(id)
);
CREATE INDEX family_link_contact ON public.family_link USING btree (contact_id) WHERE (contact_id IS NOT NULL);
CREATE INDEX family_link_senior ON public.family_link USING btree (senior_id);

create table file_version (
  one boolean default true not null,
  version bigint not null,
  constraint file_version_pkey PRIMARY KEY (one),
  constraint file_version_one_check CHECK (one)
) with (fillfactor=10);

create table former_contact (
  id text not null,
  senior_id text not null,
  name text not null,
  relation text not null,
  reason text not null,
  ended_at timestamp with time zone not null,
  constraint former_contact_pkey PRIMARY KEY (id),
  constraint former_contact_senior_id_fkey FOREIGN KEY (senior_id) REFERENCES senior(id)
);
CREATE INDEX former_contact_senior ON public.former_contact USING btree (senior_id);

create table handover (
  id text not null,
  region_id text not null,
  from_id text not null,
  to_id text not null,
  opened_at timestamp with time zone not null,
  constraint handover_pkey PRIMARY KEY (id),
  constraint handover_check CHECK (from_id <> to_id),
  constraint handover_from_id_fkey FOREIGN KEY (from_id) REFERENCES account(id),
  constraint handover_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(id),
  constraint handover_to_id_fkey FOREIGN KEY (to_id) REFERENCES account(id)
);
CREATE INDEX handover_newest ON public.handover USING btree (region_id, opened_at DESC);

create table handover_event (
  handover_id text not null,
  seq integer not null,
  type text not null,
  item_kind text,
  item_id text,
  item_count integer,
  by_id text not null,
  at timestamp with time zone not null,
  constraint handover_event_pkey PRIMARY KEY (handover_id, seq),
  constraint handover_event_check CHECK ((type = ANY (ARRAY['listed'::text, 'accepted'::text])) = (item_kind IS NOT NULL)),
  constraint handover_event_type_check CHECK (type = ANY (ARRAY['listed'::text, 'accepted'::text, 'signed'::text, 'withdrawn'::text])),
  constraint handover_event_by_id_fkey FOREIGN KEY (by_id) REFERENCES account(id),
  constraint handover_event_handover_id_fkey FOREIGN KEY (handover_id) REFERENCES handover(id)
);
CREATE TRIGGER handover_event_append_only BEFORE DELETE OR UPDATE ON public.handover_event FOR EACH ROW EXECUTE FUNCTION ladder_trail_is_append_only();

create table helper (
  id text not null,
  kind text not null,
  name text not null,
  family_name text not null,
  birth_date date not null,
  region_id text not null,
  lat double precision not null,
  lng double precision not null,
  languages text[] not null,
  night_calls boolean not null,
  can_lift boolean not null,
  transport text not null,
  turnout_day_s integer not null,
  turnout_night_s integer not null,
  acceptance_chance real not null,
  standing_availability boolean not null,
  suspended_at timestamp with time zone,
  version integer default 1 not null,
  changed_by text,
  phone_sealed bytea,
  phone_hash bytea,
  name_initials text default ''::text not null,
  constraint helper_pkey PRIMARY KEY (id),
  constraint helper_acceptance_chance_check CHECK (acceptance_chance >= 0::double precision AND acceptance_chance <= 1::double precision),
  constraint helper_kind_check CHECK (kind = ANY (ARRAY['aide'::text, 'grid-worker'::text, 'neighbour'::text, 'volunteer'::text, 'carer'::text, 'village-doctor'::text, 'social-worker'::text])),
  constraint helper_lat_check CHECK (lat >= '-90'::integer::double precision AND lat <= 90::double precision),
  constraint helper_lng_check CHECK (lng >= '-180'::integer::double precision AND lng <= 180::double precision),
  constraint helper_transport_check CHECK (transport = ANY (ARRAY['walk'::text, 'bicycle'::text, 'e-bike'::text, 'car'::text])),
  constraint helper_turnout_day_s_check CHECK (turnout_day_s >= 0),
  constraint helper_turnout_night_s_check CHECK (turnout_night_s >= 0),
  constraint helper_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES account(id),
  constraint helper_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(id)
);
CREATE INDEX helper_base ON public.helper USING gist (point(lng, lat));
CREATE INDEX helper_name_initials ON public.helper USING btree (name_initials text_pattern_ops);
CREATE INDEX helper_phone_hash ON public.helper USING btree (phone_hash) WHERE (phone_hash IS NOT NULL);
CREATE INDEX helper_region ON public.helper USING btree (region_id);
CREATE INDEX helper_suspended ON public.helper USING btree (id) WHERE (suspended_at IS NOT NULL);
CREATE TRIGGER helper_reach AFTER INSERT OR UPDATE OF lat, lng, standing_availability ON public.helper FOR EACH ROW EXECUTE FUNCTION helper_reach_of_helper();

create table helper_calendar (
  helper_id text not null,
  places jsonb not null,
  weekly jsonb not null,
  exceptions jsonb not null,
  version integer not null,
  changed_by text,
  constraint helper_calendar_pkey PRIMARY KEY (helper_id),
  constraint helper_calendar_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES account(id),
  constraint helper_calendar_helper_id_fkey FOREIGN KEY (helper_id) REFERENCES helper(id)
);

create table helper_certificate (
  helper_id text not null,
  kind text not null,
  valid_until timestamp with time zone not null,
  number text,
  valid_from date,
  constraint helper_certificate_pkey PRIMARY KEY (helper_id, kind),
  constraint helper_certificate_kind_check CHECK (kind = ANY (ARRAY['health'::text, 'first-aid'::text, 'carer'::text, 'physician'::text])),
  constraint helper_certificate_helper_id_fkey FOREIGN KEY (helper_id) REFERENCES helper(id)
);

create table helper_conflict (
  id text not null,
  helper_id text not null,
  senior_id text,
  home_id text,
  noted_at timestamp with time zone not null,
  constraint helper_conflict_pkey PRIMARY KEY (id),
  constraint helper_conflict_helper_id_senior_id_home_id_key UNIQUE NULLS NOT DISTINCT (helper_id, senior_id, home_id),
  constraint helper_conflict_check CHECK (num_nonnulls(senior_id, home_id) = 1),
  constraint helper_conflict_helper_id_fkey FOREIGN KEY (helper_id) REFERENCES helper(id),
  constraint helper_conflict_home_id_fkey FOREIGN KEY (home_id) REFERENCES home(id),
  constraint helper_conflict_senior_id_fkey FOREIGN KEY (senior_id) REFERENCES senior(id)
);
CREATE INDEX helper_conflict_home ON public.helper_conflict USING btree (home_id);
CREATE INDEX helper_conflict_senior ON public.helper_conflict USING btree (senior_id);

create table helper_duty (
  helper_id text not null,
  on_duty boolean not null,
  since timestamp with time zone not null,
  constraint helper_duty_pkey PRIMARY KEY (helper_id),
  constraint helper_duty_helper_id_fkey FOREIGN KEY (helper_id) REFERENCES helper(id)
);
CREATE TRIGGER helper_reach AFTER INSERT OR DELETE OR UPDATE ON public.helper_duty FOR EACH ROW EXECUTE FUNCTION helper_reach_of_part();

create table helper_pair (
  helper_id text not null,
  home_id text not null,
  constraint helper_pair_pkey PRIMARY KEY (helper_id, home_id),
  constraint helper_pair_helper_id_fkey FOREIGN KEY (helper_id) REFERENCES helper(id),
  constraint helper_pair_home_id_fkey FOREIGN KEY (home_id) REFERENCES home(id)
);
CREATE INDEX helper_pair_home ON public.helper_pair USING btree (home_id);

create table helper_phone (
  helper_id text not null,
  behind_ms double precision default 0 not null,
  said_at timestamp with time zone,
  heard_at timestamp with time zone,
  constraint helper_phone_pkey PRIMARY KEY (helper_id),
  constraint helper_phone_helper_id_fkey FOREIGN KEY (helper_id) REFERENCES helper(id) ON DELETE CASCADE
);

create table helper_position (
  helper_id text not null,
  lat double precision not null,
  lng double precision not null,
  accuracy_m real,
  at timestamp with time zone not null,
  received_at timestamp with time zone not null,
  constraint helper_position_pkey PRIMARY KEY (helper_id),
  constraint helper_position_accuracy_m_check CHECK (accuracy_m >= 0::double precision),
  constraint helper_position_lat_check CHECK (lat >= '-90'::integer::double precision AND lat <= 90::double precision),
  constraint helper_position_lng_check CHECK (lng >= '-180'::integer::double precision AND lng <= 180::double precision),
  constraint helper_position_taken_first CHECK (at <= received_at),
  constraint helper_position_helper_id_fkey FOREIGN KEY (helper_id) REFERENCES helper(id)
);
CREATE INDEX helper_position_place ON public.helper_position USING gist (point(lng, lat));
CREATE TRIGGER helper_reach AFTER INSERT OR DELETE OR UPDATE ON public.helper_position FOR EACH ROW EXECUTE FUNCTION helper_reach_of_part();
comment on column helper_position.at is 'when the fix was taken, by our clock; never after received_at';

create table helper_reach (
  helper_id text not null,
  base point not null,
  available boolean not null,
  on_duty boolean not null,
  spot point,
  spot_at timestamp with time zone,
  constraint helper_reach_pkey PRIMARY KEY (helper_id),
  constraint helper_reach_helper_id_fkey FOREIGN KEY (helper_id) REFERENCES helper(id) ON DELETE CASCADE
) with (fillfactor=70);
CREATE INDEX helper_reach_base ON public.helper_reach USING gist (base) WHERE available;
CREATE INDEX helper_reach_resting ON public.helper_reach USING gist (base) WHERE (NOT available);
CREATE INDEX helper_reach_spot ON public.helper_reach USING gist (spot) WHERE (on_duty AND (spot IS NOT NULL));

create table helper_suspension (
  id text not null,
  helper_id text not null,
  reason text not null,
  note_id text,
  suspended_by text,
  suspended_at timestamp with time zone not null,
  command_key text,
  lifted_reason text,
  lifted_note_id text,
  lifted_by text,
  lifted_at timestamp with time zone,
  lifted_key text,
  constraint helper_suspension_pkey PRIMARY KEY (id),
  constraint helper_suspension_check CHECK (num_nulls(lifted_reason, lifted_by, lifted_at) = ANY (ARRAY[0, 3])),
  constraint helper_suspension_check1 CHECK (lifted_at >= suspended_at),
  constraint helper_suspension_lifted_reason_check CHECK (lifted_reason = ANY (ARRAY['unfounded'::text, 'settled'::text, 'fit-again'::text, 'own-request'::text, 'by-mistake'::text])),
  constraint helper_suspension_reason_check CHECK (reason = ANY (ARRAY['allegation'::text, 'abuse'::text, 'money'::text, 'privacy'::text, 'unreliable'::text, 'unfit'::text, 'own-request'::text])),
  constraint helper_suspension_helper_id_fkey FOREIGN KEY (helper_id) REFERENCES helper(id),
  constraint helper_suspension_lifted_by_fkey FOREIGN KEY (lifted_by) REFERENCES account(id),
  constraint helper_suspension_lifted_note_id_fkey FOREIGN KEY (lifted_note_id) REFERENCES secret_text(id),
  constraint helper_suspension_note_id_fkey FOREIGN KEY (note_id) REFERENCES secret_text(id),
  constraint helper_suspension_suspended_by_fkey FOREIGN KEY (suspended_by) REFERENCES account(id)
);
CREATE INDEX helper_suspension_book ON public.helper_suspension USING btree (helper_id, suspended_at DESC);
CREATE UNIQUE INDEX helper_suspension_now ON public.helper_suspension USING btree (helper_id) WHERE (lifted_at IS NULL);

create table home (
  id text not null,
  region_id text not null,
  label text not null,
  address_words text not null,
  lat double precision not null,
  lng double precision not null,
  datum text not null,
  position_source text not null,
  position_checked_at timestamp with time zone,
  hazards text[] not null,
  floor_no smallint,
  has_lift boolean not null,
  nearest_road_lat double precision,
  nearest_road_lng double precision,
  entry_note text,
  door_tag text,
  version integer default 1 not null,
  changed_by text,
  position_checked_by text,
  entry_code_sealed bytea,
  constraint file_changed TRIGGER DEFERRABLE INITIALLY DEFERRED,
  constraint home_pkey PRIMARY KEY (id),
  constraint home_door_tag_key UNIQUE (door_tag),
  constraint home_check CHECK ((nearest_road_lat IS NULL) = (nearest_road_lng IS NULL)),
  constraint home_check1 CHECK (abs(lat) > 0.000001::double precision OR abs(lng) > 0.000001::double precision),
  constraint home_datum_check CHECK (datum = ANY (ARRAY['wgs84'::text, 'gcj02'::text, 'bd09'::text, 'unknown'::text])),
  constraint home_hazards_check CHECK (hazards <@ ARRAY['dog'::text, 'gas-bottle'::text, 'stairs'::text, 'coal-stove'::text, 'open-well'::text, 'narrow-lane'::text, 'infection'::text, 'violence'::text]),
  constraint home_lat_check CHECK (lat >= '-90'::integer::double precision AND lat <= 90::double precision),
  constraint home_lng_check CHECK (lng >= '-180'::integer::double precision AND lng <= 180::double precision),
  constraint home_nearest_road_lat_check CHECK (nearest_road_lat >= '-90'::integer::double precision AND nearest_road_lat <= 90::double precision),
  constraint home_nearest_road_lng_check CHECK (nearest_road_lng >= '-180'::integer::double precision AND nearest_road_lng <= 180::double precision),
  constraint home_position_source_check CHECK (position_source = ANY (ARRAY['surveyed'::text, 'map-click'::text, 'geocoded'::text, 'device'::text, 'unknown'::text])),
  constraint home_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES account(id),
  constraint home_position_checked_by_fkey FOREIGN KEY (position_checked_by) REFERENCES account(id),
  constraint home_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(id)
);
CREATE INDEX home_address ON public.home USING btree (region_id, md5(address_words));
CREATE INDEX home_pages ON public.home USING btree (region_id, id);
CREATE INDEX home_place ON public.home USING gist (point(lng, lat));
CREATE CONSTRAINT TRIGGER file_changed AFTER INSERT OR DELETE OR UPDATE ON public.home DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION file_changed();

create table hub_announcement (
  hub_id text not null,
  announced jsonb not null,
  announced_at timestamp with time zone not null,
  constraint hub_announcement_pkey PRIMARY KEY (hub_id),
  constraint hub_announcement_is_small CHECK (pg_column_size(announced) <= 2097152),
  constraint hub_announcement_hub_id_fkey FOREIGN KEY (hub_id) REFERENCES device(id) ON DELETE CASCADE
);

create table idempotency (
  account_id text not null,
  key text not null,
  body_hash text not null,
  status integer not null,
  answer jsonb,
  at timestamp with time zone not null,
  constraint idempotency_pkey PRIMARY KEY (account_id, key)
);
CREATE INDEX idempotency_age ON public.idempotency USING btree (at, account_id, key);

create table import_file (
  import_id text not null,
  no integer not null,
  sealed bytea not null,
  at timestamp with time zone not null,
  constraint import_file_pkey PRIMARY KEY (import_id, no)
);

create table import_job (
  id text not null,
  kind text not null,
  state text not null,
  work text,
  failure text,
  region_id text not null,
  region_ids text[] not null,
  created_by text not null,
  created_at timestamp with time zone not null,
  idempotency_key text,
  file_name bytea not null,
  file_hash bytea not null,
  file_bytes bigint not null,
  datum text not null,
  headings bytea,
  mapping bytea,
  rows integer default 0 not null,
  accepted integer default 0 not null,
  rejected integer default 0 not null,
  warnings integer default 0 not null,
  "position" integer default 0 not null,
  progress double precision default 0 not null,
  committed_by text,
  committed_at timestamp with time zone,
  undone_by text,
  changed_at timestamp with time zone not null,
  expired_at timestamp with time zone,
  first_rows bytea,
  asked_for_columns boolean default false not null,
  constraint import_job_pkey PRIMARY KEY (id),
  constraint import_job_datum_check CHECK (datum = ANY (ARRAY['wgs84'::text, 'gcj02'::text, 'bd09'::text, 'unknown'::text])),
  constraint import_job_kind_check CHECK (kind = ANY (ARRAY['regions'::text, 'facilities'::text, 'people'::text, 'helpers'::text, 'devices'::text])),
  constraint import_job_state_check CHECK (state = ANY (ARRAY['reading'::text, 'checked'::text, 'committing'::text, 'committed'::text, 'undone'::text, 'failed'::text])),
  constraint import_job_work_check CHECK (work = ANY (ARRAY['read'::text, 'commit'::text, 'undo'::text])),
  constraint import_job_works CHECK (work IS NULL OR (state = ANY (ARRAY['reading'::text, 'committing'::text, 'committed'::text]))),
  constraint import_job_committed_by_fkey FOREIGN KEY (committed_by) REFERENCES account(id),
  constraint import_job_created_by_fkey FOREIGN KEY (created_by) REFERENCES account(id),
  constraint import_job_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(id),
  constraint import_job_undone_by_fkey FOREIGN KEY (undone_by) REFERENCES account(id)
);
CREATE UNIQUE INDEX import_job_once ON public.import_job USING btree (created_by, idempotency_key) WHERE (idempotency_key IS NOT NULL);
CREATE INDEX import_job_region ON public.import_job USING btree (region_id, created_at DESC);
CREATE INDEX import_job_work ON public.import_job USING btree (id) WHERE (work IS NOT NULL);

create table import_mapping (
  account_id text not null,
  kind text not null,
  heading text not null,
  field text not null,
  constraint import_mapping_pkey PRIMARY KEY (account_id, kind, heading),
  constraint import_mapping_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
);

create table import_row (
  import_id text not null,
  no integer not null,
  sheet smallint not null,
  sheet_row integer not null,
  state text not null,
  key bytea,
  same bytea,
  sealed bytea,
  faults jsonb not null,
  warnings jsonb not null,
  made jsonb,
  constraint import_row_pkey PRIMARY KEY (import_id, no),
  constraint import_row_state_check CHECK (state = ANY (ARRAY['accepted'::text, 'rejected'::text, 'written'::text, 'unchanged'::text, 'undone'::text, 'kept'::text])),
  constraint import_row_import_id_fkey FOREIGN KEY (import_id) REFERENCES import_job(id)
) with (fillfactor=80);
CREATE INDEX import_row_key ON public.import_row USING btree (import_id, key) WHERE (key IS NOT NULL);
CREATE INDEX import_row_reason ON public.import_row USING btree (import_id, no) WHERE (faults <> '[]'::jsonb);

create table inbox (
  device_id text not null,
  alert_id text not null,
  kind text not null,
  payload_hash text not null,
  nth integer,
  engine_id text not null,
  topic text not null,
  incident_id text,
  id text not null,
  received_at timestamp with time zone not null,
  dedupe_key text not null,
  key_id text,
  frame sealed_frame,
  said sealed_frame,
  constraint inbox_pkey PRIMARY KEY (id),
  constraint inbox_frame_has_key CHECK (key_id IS NOT NULL OR frame IS NULL)
);
CREATE UNIQUE INDEX inbox_copy ON public.inbox USING btree (device_id, dedupe_key, kind, payload_hash, nth);
CREATE INDEX inbox_frame_age ON public.inbox USING btree (received_at, id) WHERE ((frame IS NOT NULL) OR (said IS NOT NULL));
CREATE INDEX inbox_incident ON public.inbox USING btree (incident_id);

create table inbox_handed (
  engine_id text not null,
  device_id text not null,
  kind text not null,
  payload_hash text not null,
  handed integer not null,
  dedupe_key text not null,
  constraint inbox_handed_pkey PRIMARY KEY (engine_id, device_id, dedupe_key, kind, payload_hash)
);

create table incident (
  id text not null,
  number bigint default nextval('incident_number'::regclass) not null,
  subject_key text not null,
  family incident_family not null,
  region_id text not null,
  home_id text,
  senior_ids text[] not null,
  version integer not null,
  state jsonb not null,
  policy_key text not null,
  phase text not null,
  class text not null,
  severity smallint not null,
  open boolean not null,
  raised_at timestamp with time zone not null,
  last_signal_at timestamp with time zone not null,
  last_change_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  next_due_at timestamp with time zone,
  lease_until timestamp with time zone,
  last_progress_at timestamp with time zone not null,
  signal_count integer not null,
  constraint incident_pkey PRIMARY KEY (id),
  constraint incident_number_key UNIQUE (number),
  constraint incident_check CHECK (open = (closed_at IS NULL)),
  constraint incident_open_has_next_due CHECK (NOT open OR next_due_at IS NOT NULL),
  constraint incident_severity_check CHECK (severity >= 1 AND severity <= 3),
  constraint incident_version_check CHECK (version > 0),
  constraint incident_policy_key_fkey FOREIGN KEY (policy_key) REFERENCES policy(key),
  constraint incident_subject_key_fkey FOREIGN KEY (subject_key) REFERENCES subject(key)
) with (fillfactor=70);
CREATE INDEX incident_closed_list ON public.incident USING btree (closed_at DESC, id DESC) WHERE (NOT open);
CREATE INDEX incident_due ON public.incident USING btree (next_due_at) WHERE (next_due_at IS NOT NULL);
CREATE INDEX incident_follow_up ON public.incident USING btree ((((state ->> 'followUpDueAt'::text))::bigint), id) WHERE ((NOT open) AND ((state ->> 'followUpDueAt'::text) IS NOT NULL));
CREATE INDEX incident_last_closed ON public.incident USING btree (subject_key, family, closed_at DESC) WHERE (NOT open);
CREATE INDEX incident_of_devices ON public.incident USING btree (closed_at) WHERE ((subject_key ~~ 'device:%'::text) OR (subject_key ~~ 'unregistered:%'::text));
CREATE UNIQUE INDEX incident_one_open ON public.incident USING btree (subject_key, family) WHERE open;
CREATE INDEX incident_open_drill ON public.incident USING btree (subject_key) WHERE (open AND ((family)::text = 'drill'::text));
CREATE INDEX incident_open_list ON public.incident USING btree (severity, raised_at, id) WHERE open;
CREATE INDEX incident_open_outage ON public.incident USING btree (raised_at) WHERE (open AND ((family)::text = 'outage'::text));
CREATE INDEX incident_seniors ON public.incident USING gin (senior_ids);
CREATE INDEX incident_unregistered ON public.incident USING btree (subject_key) WHERE (open AND (subject_key ~~ 'unregistered:%'::text));

create table incident_event (
  incident_id text not null,
  seq integer not null,
  id text not null,
  type text not null,
  at timestamp with time zone not null,
  actor_kind text not null,
  actor_id text not null,
  body jsonb not null,
  transaction_id xid8 default pg_current_xact_id(),
  constraint incident_event_pkey PRIMARY KEY (incident_id, seq),
  constraint incident_event_seq_check CHECK (seq > 0)
);
CREATE INDEX incident_event_transaction ON public.incident_event USING btree (transaction_id) WHERE (transaction_id IS NOT NULL);
CREATE TRIGGER incident_event_append_only BEFORE DELETE OR UPDATE ON public.incident_event FOR EACH ROW EXECUTE FUNCTION incident_event_is_append_only();
CREATE TRIGGER incident_event_names_its_transaction BEFORE INSERT ON public.incident_event FOR EACH ROW WHEN ((new.transaction_id IS DISTINCT FROM pg_current_xact_id())) EXECUTE FUNCTION incident_event_names_its_transaction();
CREATE TRIGGER incident_event_not_emptied BEFORE TRUNCATE ON public.incident_event FOR EACH STATEMENT EXECUTE FUNCTION incident_event_is_append_only();

create table key_holding (
  id text not null,
  home_id text not null,
  holder_kind text not null,
  holder_name text not null,
  holder_contact_id text,
  helper_id text,
  facility_id text,
  sealed_number text,
  last_fit_test_at timestamp with time zone,
  consent_use boolean not null,
  consent_force boolean not null,
  fits boolean,
  returned_at timestamp with time zone,
  holder_phone_sealed bytea,
  holder_phone_hash bytea,
  constraint key_holding_pkey PRIMARY KEY (id),
  constraint key_holding_check CHECK (num_nonnulls(holder_contact_id, helper_id, facility_id) <= 1),
  constraint key_holding_holder_kind_check CHECK (holder_kind = ANY (ARRAY['contact'::text, 'neighbour'::text, 'station'::text, 'property-office'::text])),
  constraint key_holding_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint key_holding_helper_id_fkey FOREIGN KEY (helper_id) REFERENCES helper(id),
  constraint key_holding_holder_contact_id_fkey FOREIGN KEY (holder_contact_id) REFERENCES contact(id),
  constraint key_holding_home_id_fkey FOREIGN KEY (home_id) REFERENCES home(id)
);
CREATE INDEX key_holding_home ON public.key_holding USING btree (home_id);

create table key_step (
  id text not null,
  seq bigint generated always as identity not null,
  key_id text not null,
  what text not null,
  holder_kind text not null,
  by_account text not null,
  at timestamp with time zone not null,
  constraint key_step_pkey PRIMARY KEY (id),
  constraint key_step_what_check CHECK (what = ANY (ARRAY['deposited'::text, 'handed-over'::text, 'fits'::text, 'does-not-fit'::text, 'returned'::text, 'holder-deceased'::text])),
  constraint key_step_by_account_fkey FOREIGN KEY (by_account) REFERENCES account(id),
  constraint key_step_key_id_fkey FOREIGN KEY (key_id) REFERENCES key_holding(id) ON DELETE CASCADE
);
CREATE INDEX key_step_key ON public.key_step USING btree (key_id, seq);

create table ladder_draft (
  id text not null,
  region_id text not null,
  author text not null,
  reason text not null,
  edit jsonb not null,
  changes jsonb not null,
  proposed_at timestamp with time zone not null,
  state text not null,
  decided_by text,
  decided_at timestamp with time zone,
  decision text,
  effective_at timestamp with time zone,
  constraint ladder_draft_pkey PRIMARY KEY (id),
  constraint ladder_draft_check CHECK ((state = 'open'::text) = (decided_at IS NULL)),
  constraint ladder_draft_check1 CHECK ((decided_by IS NULL) = (decided_at IS NULL)),
  constraint ladder_draft_check2 CHECK ((state = 'approved'::text) = (effective_at IS NOT NULL)),
  constraint ladder_draft_check3 CHECK (effective_at >= decided_at),
  constraint ladder_draft_four_eyes CHECK (state = 'open'::text OR state = 'withdrawn'::text AND decided_by = author OR state <> 'withdrawn'::text AND decided_by <> author),
  constraint ladder_draft_state_check CHECK (state = ANY (ARRAY['open'::text, 'approved'::text, 'rejected'::text, 'withdrawn'::text])),
  constraint ladder_draft_author_fkey FOREIGN KEY (author) REFERENCES account(id),
  constraint ladder_draft_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES account(id),
  constraint ladder_draft_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(id)
);
CREATE INDEX ladder_draft_region ON public.ladder_draft USING btree (region_id, proposed_at DESC);
CREATE TRIGGER ladder_draft_only_decided BEFORE DELETE OR UPDATE ON public.ladder_draft FOR EACH ROW EXECUTE FUNCTION ladder_draft_only_decided();

create table ladder_set (
  key text not null,
  body jsonb not null,
  constraint ladder_set_pkey PRIMARY KEY (key),
  constraint ladder_set_key_check CHECK (key <> 'default'::text)
);
CREATE TRIGGER ladder_set_append_only BEFORE DELETE OR UPDATE ON public.ladder_set FOR EACH ROW EXECUTE FUNCTION ladder_trail_is_append_only();

create table ladder_step (
  id text not null,
  seq bigint generated always as identity not null,
  draft_id text not null,
  region_id text not null,
  type text not null,
  actor text not null,
  at timestamp with time zone not null,
  reason text,
  fingerprint text,
  cases integer,
  constraint ladder_step_pkey PRIMARY KEY (id),
  constraint ladder_step_check CHECK ((type = ANY (ARRAY['dry-run'::text, 'approved'::text])) = (fingerprint IS NOT NULL)),
  constraint ladder_step_type_check CHECK (type = ANY (ARRAY['proposed'::text, 'dry-run'::text, 'approved'::text, 'rejected'::text, 'withdrawn'::text])),
  constraint ladder_step_actor_fkey FOREIGN KEY (actor) REFERENCES account(id),
  constraint ladder_step_draft_id_fkey FOREIGN KEY (draft_id) REFERENCES ladder_draft(id),
  constraint ladder_step_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(id)
);
CREATE INDEX ladder_step_draft ON public.ladder_step USING btree (draft_id, seq);
CREATE TRIGGER ladder_step_append_only BEFORE DELETE OR UPDATE ON public.ladder_step FOR EACH ROW EXECUTE FUNCTION ladder_trail_is_append_only();

create table ladder_version (
  region_id text not null,
  valid_from timestamp with time zone not null,
  key text not null,
  draft_id text not null,
  constraint ladder_version_pkey PRIMARY KEY (region_id, valid_from),
  constraint ladder_version_draft_id_key UNIQUE (draft_id),
  constraint ladder_version_draft_id_fkey FOREIGN KEY (draft_id) REFERENCES ladder_draft(id),
  constraint ladder_version_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(id)
);
CREATE TRIGGER ladder_version_append_only BEFORE DELETE OR UPDATE ON public.ladder_version FOR EACH ROW EXECUTE FUNCTION ladder_trail_is_append_only();

create table legal_hold (
  id text not null,
  incident_id text,
  reason text not null,
  placed_at timestamp with time zone not null,
  placed_by text not null,
  lifted_at timestamp with time zone,
  lifted_by text,
  senior_id text,
  lifted_reason text,
  constraint legal_hold_pkey PRIMARY KEY (id),
  constraint legal_hold_check CHECK ((lifted_at IS NULL) = (lifted_by IS NULL)),
  constraint legal_hold_check1 CHECK (lifted_at >= placed_at),
  constraint legal_hold_lifted_reason_check CHECK (lifted_reason = ANY (ARRAY['settled'::text, 'order-withdrawn'::text, 'time-over'::text, 'placed-in-error'::text])),
  constraint legal_hold_lifted_why CHECK (lifted_reason IS NULL OR lifted_at IS NOT NULL),
  constraint legal_hold_of_one_thing CHECK (num_nonnulls(incident_id, senior_id) = 1),
  constraint legal_hold_reason_check CHECK (reason = ANY (ARRAY['dispute'::text, 'accident'::text, 'investigation'::text, 'court-order'::text, 'complaint'::text])),
  constraint legal_hold_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incident(id),
  constraint legal_hold_lifted_by_fkey FOREIGN KEY (lifted_by) REFERENCES account(id),
  constraint legal_hold_placed_by_fkey FOREIGN KEY (placed_by) REFERENCES account(id),
  constraint legal_hold_senior_id_fkey FOREIGN KEY (senior_id) REFERENCES senior(id)
);
CREATE INDEX legal_hold_now ON public.legal_hold USING btree (incident_id) WHERE (lifted_at IS NULL);
CREATE INDEX legal_hold_of_person ON public.legal_hold USING btree (senior_id) WHERE (lifted_at IS NULL);
CREATE TRIGGER legal_hold_only_lifted BEFORE DELETE OR UPDATE ON public.legal_hold FOR EACH ROW EXECUTE FUNCTION legal_hold_is_only_lifted();

create table meal_booking (
  id text not null,
  version integer not null,
  state text not null,
  senior_id text not null,
  meal_point_id text not null,
  region_id text not null,
  on_day date not null,
  closes_at timestamp with time zone not null,
  fold jsonb not null,
  changed_by text,
  constraint meal_booking_pkey PRIMARY KEY (id),
  constraint meal_booking_state_check CHECK (state = ANY (ARRAY['booked'::text, 'attended'::text, 'not-fetched'::text, 'refused'::text, 'cancelled'::text])),
  constraint meal_booking_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES account(id),
  constraint meal_booking_meal_point_id_fkey FOREIGN KEY (meal_point_id) REFERENCES meal_point(id),
  constraint meal_booking_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(id),
  constraint meal_booking_senior_id_fkey FOREIGN KEY (senior_id) REFERENCES senior(id)
);
CREATE UNIQUE INDEX meal_booking_once ON public.meal_booking USING btree (senior_id, meal_point_id, on_day) WHERE (state <> 'cancelled'::text);
CREATE INDEX meal_booking_point ON public.meal_booking USING btree (meal_point_id, on_day, id);
CREATE INDEX meal_booking_region ON public.meal_booking USING btree (region_id, on_day, id);

create table meal_point (
  id text not null,
  region_id text not null,
  facility_id text,
  name text not null,
  opens time without time zone not null,
  closes time without time zone not null,
  book_by time without time zone not null,
  price_fen integer not null,
  subsidies jsonb not null,
  menu text,
  active boolean not null,
  version integer not null,
  changed_by text,
  constraint meal_point_pkey PRIMARY KEY (id),
  constraint meal_point_check CHECK (closes > opens),
  constraint meal_point_check1 CHECK (book_by <= closes),
  constraint meal_point_price_fen_check CHECK (price_fen >= 0),
  constraint meal_point_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES account(id),
  constraint meal_point_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint meal_point_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(id)
);
CREATE INDEX meal_point_region ON public.meal_point USING btree (region_id, id);

create table meal_step (
  id text not null,
  seq bigint generated always as identity not null,
  booking_id text not null,
  type text not null,
  at timestamp with time zone not null,
  role text not null,
  by_account text,
  details jsonb not null,
  note_sealed bytea,
  constraint meal_step_pkey PRIMARY KEY (id),
  constraint meal_step_booking_id_fkey FOREIGN KEY (booking_id) REFERENCES meal_booking(id),
  constraint meal_step_by_account_fkey FOREIGN KEY (by_account) REFERENCES account(id)
);
CREATE INDEX meal_step_booking ON public.meal_step USING btree (booking_id, seq);
CREATE TRIGGER meal_step_append_only BEFORE DELETE OR UPDATE ON public.meal_step FOR EACH ROW EXECUTE FUNCTION ladder_trail_is_append_only();

create table occupant (
  id text not null,
  home_id text not null,
  senior_id text,
  name text not null,
  relation text not null,
  is_child boolean not null,
  constraint file_changed TRIGGER DEFERRABLE INITIALLY DEFERRED,
  constraint occupant_pkey PRIMARY KEY (id),
  constraint occupant_senior_id_key UNIQUE (senior_id),
  constraint occupant_home_id_fkey FOREIGN KEY (home_id) REFERENCES home(id),
  constraint occupant_senior_id_fkey FOREIGN KEY (senior_id) REFERENCES senior(id)
);
CREATE INDEX occupant_home ON public.occupant USING btree (home_id);
CREATE CONSTRAINT TRIGGER file_changed AFTER INSERT OR DELETE OR UPDATE ON public.occupant DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION file_changed();

create table offer (
  id text not null,
  incident_id text not null,
  helper_id text not null,
  wave integer not null,
  state text not null,
  over_reason text,
  made_at timestamp with time zone not null,
  lapses_at timestamp with time zone not null,
  expected_arrival_s double precision not null,
  constraint offer_pkey PRIMARY KEY (id),
  constraint offer_state_check CHECK (state = ANY (ARRAY['open'::text, 'accepted'::text, 'declined'::text, 'over'::text])),
  constraint offer_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incident(id)
);
CREATE INDEX offer_helper ON public.offer USING btree (helper_id, made_at DESC);
CREATE INDEX offer_helper_open ON public.offer USING btree (helper_id) WHERE (state = 'open'::text);
CREATE INDEX offer_incident ON public.offer USING btree (incident_id);

create table operator_duty (
  account_id text not null,
  on_duty boolean not null,
  since timestamp with time zone not null,
  training boolean default false not null,
  constraint file_changed TRIGGER DEFERRABLE INITIALLY DEFERRED,
  constraint operator_duty_pkey PRIMARY KEY (account_id),
  constraint operator_duty_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
);
CREATE CONSTRAINT TRIGGER file_changed AFTER INSERT OR DELETE OR UPDATE ON public.operator_duty DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION file_changed();

create table outbox (
  id text not null,
  incident_id text not null,
  channel outbox_channel not null,
  recipient text not null,
  body jsonb not null,
  urgency smallint not null,
  state outbox_state not null,
  attempts integer not null,
  due_at timestamp with time zone not null,
  not_after timestamp with time zone,
  error text,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  said_once text,
  constraint outbox_pkey PRIMARY KEY (id)
) with (fillfactor=80);
CREATE INDEX outbox_age ON public.outbox USING btree (ended_at, id) WHERE (ended_at IS NOT NULL);
CREATE INDEX outbox_claim ON public.outbox USING btree (channel, urgency, due_at) WHERE ((state)::text = ANY (ARRAY['pending'::text, 'sending'::text]));
CREATE INDEX outbox_incident ON public.outbox USING btree (incident_id);
CREATE UNIQUE INDEX outbox_receipt_once ON public.outbox USING btree (said_once) WHERE (said_once IS NOT NULL);
CREATE INDEX outbox_recipient ON public.outbox USING btree (recipient) WHERE ((state)::text = ANY (ARRAY['pending'::text, 'sending'::text]));

create table person_key (
  id text not null,
  owner text not null,
  wrapped bytea,
  created_at timestamp with time zone not null,
  erased_at timestamp with time zone,
  constraint person_key_pkey PRIMARY KEY (id),
  constraint person_key_check CHECK ((wrapped IS NULL) = (erased_at IS NOT NULL))
);
CREATE UNIQUE INDEX person_key_live ON public.person_key USING btree (owner) WHERE (erased_at IS NULL);

create table phone_call (
  id text not null,
  region_id text not null,
  direction text not null,
  number_sealed bytea,
  number_hash bytea,
  extension text,
  queue text,
  agent_account text,
  state text not null,
  started_at timestamp with time zone not null,
  answered_at timestamp with time zone,
  ended_at timestamp with time zone,
  cause text,
  recording jsonb,
  incident_id text,
  missed_incident_id text,
  constraint phone_call_pkey PRIMARY KEY (id),
  constraint phone_call_direction_check CHECK (direction = ANY (ARRAY['in'::text, 'out'::text])),
  constraint phone_call_state_check CHECK (state = ANY (ARRAY['ringing'::text, 'talking'::text, 'held'::text, 'ended'::text])),
  constraint phone_call_agent_account_fkey FOREIGN KEY (agent_account) REFERENCES account(id),
  constraint phone_call_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incident(id),
  constraint phone_call_missed_incident_id_fkey FOREIGN KEY (missed_incident_id) REFERENCES incident(id),
  constraint phone_call_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(id)
);
CREATE INDEX phone_call_ended ON public.phone_call USING btree (ended_at) WHERE (state = 'ended'::text);
CREATE INDEX phone_call_incident ON public.phone_call USING btree (incident_id) WHERE (incident_id IS NOT NULL);
CREATE INDEX phone_call_missed_incident ON public.phone_call USING btree (missed_incident_id) WHERE (missed_incident_id IS NOT NULL);
CREATE INDEX phone_call_not_raised ON public.phone_call USING btree (ended_at) WHERE ((direction = 'in'::text) AND (answered_at IS NULL) AND (missed_incident_id IS NULL) AND (state = 'ended'::text));
CREATE INDEX phone_call_number ON public.phone_call USING btree (number_hash) WHERE (number_hash IS NOT NULL);
CREATE INDEX phone_call_open ON public.phone_call USING btree (started_at) WHERE (state <> 'ended'::text);

create table phone_call_event (
  call_id text not null,
  type text not null,
  at timestamp with time zone not null,
  body jsonb not null,
  constraint phone_call_event_pkey PRIMARY KEY (call_id, type, at),
  constraint phone_call_event_call_id_fkey FOREIGN KEY (call_id) REFERENCES phone_call(id) ON DELETE CASCADE
);

create table policy (
  key text not null,
  body jsonb not null,
  constraint policy_pkey PRIMARY KEY (key)
);

create table protected_referral (
  id text not null,
  order_id text not null,
  senior_id text not null,
  at timestamp with time zone not null,
  constraint protected_referral_pkey PRIMARY KEY (id),
  constraint protected_referral_order_id_fkey FOREIGN KEY (order_id) REFERENCES service_order(id),
  constraint protected_referral_senior_id_fkey FOREIGN KEY (senior_id) REFERENCES senior(id)
);
CREATE INDEX protected_referral_senior ON public.protected_referral USING btree (senior_id);

create table provider (
  id text not null,
  region_id text not null,
  name text not null,
  credit_code text not null,
  kind text not null,
  service_region_ids text[] not null,
  bank_name text,
  account_name text,
  account_number_sealed bytea,
  account_number_hash bytea,
  licence_until date,
  insured_until date,
  standing text not null,
  auto_assign boolean not null,
  active boolean not null,
  version integer not null,
  changed_by text,
  constraint provider_pkey PRIMARY KEY (id),
  constraint provider_kind_check CHECK (kind = ANY (ARRAY['company'::text, 'ngo'::text, 'institution'::text, 'village'::text])),
  constraint provider_standing_check CHECK (standing = ANY (ARRAY['good'::text, 'warned'::text, 'barred'::text])),
  constraint provider_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES account(id),
  constraint provider_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(id)
);
CREATE UNIQUE INDEX provider_credit_code ON public.provider USING btree (credit_code);
CREATE INDEX provider_region ON public.provider USING btree (region_id, id);
CREATE INDEX provider_service_regions ON public.provider USING gin (service_region_ids);

create table provider_manager (
  account_id text not null,
  provider_id text not null,
  constraint provider_manager_pkey PRIMARY KEY (account_id),
  constraint provider_manager_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint provider_manager_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES provider(id)
);
CREATE INDEX provider_manager_provider ON public.provider_manager USING btree (provider_id);

create table provider_notice (
  provider_id text not null,
  month date not null,
  figures jsonb not null,
  made_on date not null,
  constraint provider_notice_pkey PRIMARY KEY (provider_id, month),
  constraint provider_notice_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES provider(id)
);

create table quality_step (
  id text not null,
  seq bigint generated always as identity not null,
  complaint_id text,
  verification_id text,
  type text not null,
  at timestamp with time zone not null,
  role text not null,
  by_account text,
  details jsonb not null,
  note_sealed bytea,
  constraint quality_step_pkey PRIMARY KEY (id),
  constraint quality_step_check CHECK (num_nonnulls(complaint_id, verification_id) = 1),
  constraint quality_step_by_account_fkey FOREIGN KEY (by_account) REFERENCES account(id),
  constraint quality_step_complaint_id_fkey FOREIGN KEY (complaint_id) REFERENCES care_complaint(id),
  constraint quality_step_verification_id_fkey FOREIGN KEY (verification_id) REFERENCES care_verification(id)
);
CREATE INDEX quality_step_complaint ON public.quality_step USING btree (complaint_id, seq) WHERE (complaint_id IS NOT NULL);
CREATE INDEX quality_step_verification ON public.quality_step USING btree (verification_id, seq) WHERE (verification_id IS NOT NULL);
CREATE INDEX quality_step_words ON public.quality_step USING btree (id) WHERE (note_sealed IS NOT NULL);
CREATE TRIGGER quality_step_append_only BEFORE DELETE OR UPDATE ON public.quality_step FOR EACH ROW EXECUTE FUNCTION quality_step_keeps_its_facts();

create table quiet_hours (
  seq bigint generated always as identity not null,
  contact_id text not null,
  since timestamp with time zone not null,
  from_time text,
  until_time text,
  time_zone text not null,
  constraint file_changed TRIGGER DEFERRABLE INITIALLY DEFERRED,
  constraint quiet_hours_pkey PRIMARY KEY (seq),
  constraint quiet_hours_check CHECK (num_nulls(from_time, until_time) = ANY (ARRAY[0, 2])),
  constraint quiet_hours_check1 CHECK (from_time IS DISTINCT FROM until_time OR from_time IS NULL),
  constraint quiet_hours_from_time_check CHECK (from_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'::text),
  constraint quiet_hours_until_time_check CHECK (until_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'::text),
  constraint quiet_hours_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES contact(id) ON DELETE CASCADE
);
CREATE INDEX quiet_hours_contact ON public.quiet_hours USING btree (contact_id, seq);
CREATE CONSTRAINT TRIGGER file_changed AFTER INSERT OR DELETE OR UPDATE ON public.quiet_hours DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION file_changed();
CREATE TRIGGER quiet_hours_append_only BEFORE UPDATE ON public.quiet_hours FOR EACH ROW EXECUTE FUNCTION ladder_trail_is_append_only();

create table recovery_code (
  account_id text not null,
  hash bytea not null,
  used_at timestamp with time zone,
  constraint recovery_code_pkey PRIMARY KEY (account_id, hash),
  constraint recovery_code_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
);

create table referral (
  id text not null,
  senior_id text not null,
  from_facility text not null,
  to_facility text not null,
  state text not null,
  opened_at timestamp with time zone not null,
  version integer not null,
  changed_by text,
  constraint referral_pkey PRIMARY KEY (id),
  constraint referral_check CHECK (from_facility <> to_facility),
  constraint referral_state_check CHECK (state = ANY (ARRAY['open'::text, 'accepted'::text, 'declined'::text, 'ended'::text])),
  constraint referral_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES account(id),
  constraint referral_from_facility_fkey FOREIGN KEY (from_facility) REFERENCES facility(id),
  constraint referral_senior_id_fkey FOREIGN KEY (senior_id) REFERENCES senior(id),
  constraint referral_to_facility_fkey FOREIGN KEY (to_facility) REFERENCES facility(id)
);
CREATE INDEX referral_from ON public.referral USING btree (from_facility);
CREATE INDEX referral_senior ON public.referral USING btree (senior_id);
CREATE INDEX referral_to ON public.referral USING btree (to_facility);

create table referral_step (
  id text not null,
  seq bigint generated always as identity not null,
  referral_id text not null,
  state text not null,
  note_sealed bytea,
  by_account text not null,
  at timestamp with time zone not null,
  constraint referral_step_pkey PRIMARY KEY (id),
  constraint referral_step_state_check CHECK (state = ANY (ARRAY['open'::text, 'accepted'::text, 'declined'::text, 'ended'::text])),
  constraint referral_step_by_account_fkey FOREIGN KEY (by_account) REFERENCES account(id),
  constraint referral_step_referral_id_fkey FOREIGN KEY (referral_id) REFERENCES referral(id)
);
CREATE INDEX referral_step_referral ON public.referral_step USING btree (referral_id, seq);
CREATE TRIGGER referral_step_append_only BEFORE DELETE OR UPDATE ON public.referral_step FOR EACH ROW EXECUTE FUNCTION ladder_trail_is_append_only();

create table region (
  id text not null,
  parent_id text,
  level_name text not null,
  level_no smallint not null,
  name text not null,
  centre_lat double precision not null,
  centre_lng double precision not null,
  boundary jsonb,
  version integer default 1 not null,
  changed_by text,
  deactivated_at timestamp with time zone,
  deactivated_by text,
  deactivated_reason text,
  constraint file_changed TRIGGER DEFERRABLE INITIALLY DEFERRED,
  constraint region_pkey PRIMARY KEY (id),
  constraint region_centre_lat_check CHECK (centre_lat >= '-90'::integer::double precision AND centre_lat <= 90::double precision),
  constraint region_centre_lng_check CHECK (centre_lng >= '-180'::integer::double precision AND centre_lng <= 180::double precision),
  constraint region_check CHECK (parent_id IS DISTINCT FROM id),
  constraint region_deactivated_whole CHECK (num_nulls(deactivated_at, deactivated_by, deactivated_reason) = ANY (ARRAY[0, 3])),
  constraint region_level_no_check CHECK (level_no >= 1 AND level_no <= 9),
  constraint region_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES account(id),
  constraint region_deactivated_by_fkey FOREIGN KEY (deactivated_by) REFERENCES account(id),
  constraint region_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES region(id)
);
CREATE INDEX region_parent ON public.region USING btree (parent_id);
CREATE CONSTRAINT TRIGGER file_changed AFTER INSERT OR DELETE OR UPDATE ON public.region DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION file_changed();

create table region_setting (
  region_id text not null,
  key text not null,
  valid_from timestamp with time zone not null,
  value jsonb not null,
  source text not null,
  constraint file_changed TRIGGER DEFERRABLE INITIALLY DEFERRED,
  constraint region_setting_pkey PRIMARY KEY (region_id, key, valid_from),
  constraint region_setting_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(id)
);
CREATE CONSTRAINT TRIGGER file_changed AFTER INSERT OR DELETE OR UPDATE ON public.region_setting DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION file_changed();

create table region_weather (
  region_id text not null,
  observed_at timestamp with time zone not null,
  temperature_c real not null,
  source text not null,
  set_by text not null,
  set_at timestamp with time zone not null,
  constraint region_weather_pkey PRIMARY KEY (region_id, observed_at),
  constraint region_weather_temperature_c_check CHECK (temperature_c >= '-60'::integer::double precision AND temperature_c <= 60::double precision),
  constraint region_weather_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(id),
  constraint region_weather_set_by_fkey FOREIGN KEY (set_by) REFERENCES account(id)
);

create table response_track (
  incident_id text not null,
  helper_id text not null,
  at timestamp with time zone not null,
  lat double precision not null,
  lng double precision not null,
  constraint response_track_pkey PRIMARY KEY (incident_id, helper_id, at),
  constraint response_track_lat_check CHECK (lat >= '-90'::integer::double precision AND lat <= 90::double precision),
  constraint response_track_lng_check CHECK (lng >= '-180'::integer::double precision AND lng <= 180::double precision),
  constraint response_track_helper_id_fkey FOREIGN KEY (helper_id) REFERENCES helper(id),
  constraint response_track_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incident(id)
);
CREATE INDEX response_track_age ON public.response_track USING btree (at);

create table retention_run (
  id text not null,
  what text not null,
  cut_offs jsonb not null,
  begun_at timestamp with time zone not null,
  begun_by text not null,
  "position" jsonb,
  removed bigint not null,
  batches integer not null,
  engines text[] not null,
  last_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint retention_run_pkey PRIMARY KEY (id),
  constraint retention_run_batches_check CHECK (batches >= 0),
  constraint retention_run_check CHECK (ended_at >= begun_at),
  constraint retention_run_removed_check CHECK (removed >= 0),
  constraint retention_run_what_check CHECK (what = ANY (ARRAY['helper-position'::text, 'device-fix'::text, 'away-place'::text, 'sign-of-life'::text, 'water-reading'::text, 'raw-frame'::text, 'outbox'::text, 'idempotency'::text, 'attachment'::text, 'complaint-words'::text]))
);
CREATE INDEX retention_run_book ON public.retention_run USING btree (what, begun_at DESC);
CREATE UNIQUE INDEX retention_run_unfinished ON public.retention_run USING btree ((true)) WHERE (ended_at IS NULL);

create table role_request (
  account_id text not null,
  role text not null,
  region_id text not null,
  asked_by text not null,
  asked_at timestamp with time zone not null,
  constraint role_request_pkey PRIMARY KEY (account_id, role, region_id),
  constraint role_request_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint role_request_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES account(id),
  constraint role_request_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(id)
);

create table schema_migration (
  id integer default nextval('schema_migration_id_seq'::regclass) not null,
  "timestamp" bigint not null,
  name character varying not null,
  constraint "PK_0edff5015b71cc0389ae0f4b9a1" PRIMARY KEY (id)
);

create table secret_text (
  id text not null,
  key_id text not null,
  incident_id text,
  what text not null,
  sealed bytea not null,
  created_at timestamp with time zone not null,
  constraint secret_text_pkey PRIMARY KEY (id),
  constraint secret_text_sealed_check CHECK (octet_length(sealed) <= (65536 + 64)),
  constraint secret_text_what_check CHECK (what = ANY (ARRAY['note'::text, 'proof'::text, 'told'::text, 'name'::text, 'raw-frame'::text, 'decoded-frame'::text])),
  constraint secret_text_key_id_fkey FOREIGN KEY (key_id) REFERENCES person_key(id)
);
CREATE INDEX secret_text_frame_age ON public.secret_text USING btree (created_at, id) WHERE (what = ANY (ARRAY['raw-frame'::text, 'decoded-frame'::text]));
CREATE INDEX secret_text_incident ON public.secret_text USING btree (incident_id) WHERE (what <> 'raw-frame'::text);
CREATE INDEX secret_text_key ON public.secret_text USING btree (key_id);

create table senior (
  id text not null,
  home_id text not null,
  region_id text not null,
  registration_region_id text,
  name text not null,
  birth_date date,
  gender text not null,
  status text not null,
  verify_by text not null,
  dispatch_first boolean not null,
  dispatch_first_reason text,
  languages text[] not null,
  hearing text not null,
  dementia boolean not null,
  electric_medical_device text,
  care_categories text[] not null,
  economic_class text not null,
  health_notes text,
  treatment_wishes text,
  usually_at_home text,
  protection_flags text[] not null,
  code_word text,
  away_lat double precision,
  away_lng double precision,
  away_label text,
  away_until timestamp with time zone,
  away_from timestamp with time zone,
  away_reason text,
  version integer default 1 not null,
  changed_by text,
  id_number bytea,
  id_number_hash bytea,
  registered_at text,
  status_on date,
  status_reason text,
  medication text,
  allergies text,
  preferred_hospital text,
  family_doctor text,
  ability jsonb,
  alone_evidence jsonb,
  phone_sealed bytea,
  phone_hash bytea,
  phone_tail bytea,
  name_initials text default ''::text not null,
  constraint file_changed TRIGGER DEFERRABLE INITIALLY DEFERRED,
  constraint senior_pkey PRIMARY KEY (id),
  constraint senior_away_lat_check CHECK (away_lat >= '-90'::integer::double precision AND away_lat <= 90::double precision),
  constraint senior_away_lng_check CHECK (away_lng >= '-180'::integer::double precision AND away_lng <= 180::double precision),
  constraint senior_away_reason_check CHECK (away_reason = ANY (ARRAY['with-family'::text, 'hospital'::text, 'care-facility'::text, 'travel'::text, 'other'::text])),
  constraint senior_care_categories_check CHECK (care_categories <@ ARRAY['left-behind'::text, 'living-alone'::text, 'disabled'::text, 'lost-only-child'::text, 'empty-nest'::text]),
  constraint senior_check CHECK (verify_by = 'voice'::text OR dispatch_first),
  constraint senior_check1 CHECK (NOT dispatch_first OR dispatch_first_reason IS NOT NULL),
  constraint senior_check2 CHECK ((away_lat IS NULL) = (away_lng IS NULL)),
  constraint senior_economic_class_check CHECK (economic_class = ANY (ARRAY['three-noes'::text, 'subsistence'::text, 'near-subsistence'::text, 'destitute'::text, 'other'::text])),
  constraint senior_gender_check CHECK (gender = ANY (ARRAY['female'::text, 'male'::text, 'unknown'::text])),
  constraint senior_hearing_check CHECK (hearing = ANY (ARRAY['good'::text, 'hard-of-hearing'::text, 'deaf'::text, 'unknown'::text])),
  constraint senior_id_number_hashed CHECK ((id_number IS NULL) = (id_number_hash IS NULL)),
  constraint senior_status_check CHECK (status = ANY (ARRAY['active'::text, 'moved'::text, 'deceased'::text, 'suspended'::text])),
  constraint senior_verify_by_check CHECK (verify_by = ANY (ARRAY['voice'::text, 'text'::text, 'signal'::text, 'visit'::text])),
  constraint senior_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES account(id),
  constraint senior_home_id_fkey FOREIGN KEY (home_id) REFERENCES home(id),
  constraint senior_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(id),
  constraint senior_registration_region_id_fkey FOREIGN KEY (registration_region_id) REFERENCES region(id)
);
CREATE INDEX senior_away ON public.senior USING btree (id) WHERE (away_until IS NOT NULL);
CREATE INDEX senior_home ON public.senior USING btree (home_id);
CREATE UNIQUE INDEX senior_id_number ON public.senior USING btree (id_number_hash) WHERE (id_number_hash IS NOT NULL);
CREATE INDEX senior_name_initials ON public.senior USING btree (name_initials text_pattern_ops);
CREATE INDEX senior_pages ON public.senior USING btree (region_id, id);
CREATE INDEX senior_phone_hash ON public.senior USING btree (phone_hash) WHERE (phone_hash IS NOT NULL);
CREATE INDEX senior_phone_tail ON public.senior USING btree (phone_tail) WHERE (phone_tail IS NOT NULL);
CREATE INDEX senior_region ON public.senior USING btree (region_id);
CREATE CONSTRAINT TRIGGER file_changed AFTER INSERT OR DELETE OR UPDATE ON public.senior DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION file_changed();

create table senior_photo (
  seq bigint generated always as identity not null,
  senior_id text not null,
  attachment_id text,
  put_by text not null,
  at timestamp with time zone not null,
  constraint senior_photo_pkey PRIMARY KEY (seq),
  constraint senior_photo_put_by_fkey FOREIGN KEY (put_by) REFERENCES account(id),
  constraint senior_photo_senior_id_fkey FOREIGN KEY (senior_id) REFERENCES senior(id)
);
CREATE INDEX senior_photo_senior ON public.senior_photo USING btree (senior_id, seq);
CREATE TRIGGER senior_photo_append_only BEFORE UPDATE ON public.senior_photo FOR EACH ROW EXECUTE FUNCTION ladder_trail_is_append_only();

create table server_heartbeat (
  id text not null,
  kind text not null,
  at timestamp with time zone not null,
  vitals jsonb not null,
  constraint server_heartbeat_pkey PRIMARY KEY (id),
  constraint server_heartbeat_kind_check CHECK (kind = ANY (ARRAY['engine'::text, 'api'::text, 'worker'::text]))
) with (fillfactor=50);

create table service_contract (
  id text not null,
  region_id text not null,
  provider_id text not null,
  region_ids text[] not null,
  from_day date not null,
  to_day date not null,
  items text[] not null,
  rate_fen_per_hour integer not null,
  pay_basis text not null,
  self_pay_fen_per_hour integer,
  duties text,
  ended_on date,
  version integer not null,
  changed_by text,
  constraint service_contract_pkey PRIMARY KEY (id),
  constraint service_contract_check CHECK (to_day >= from_day),
  constraint service_contract_pay_basis_check CHECK (pay_basis = ANY (ARRAY['delivered'::text, 'approved'::text])),
  constraint service_contract_rate_fen_per_hour_check CHECK (rate_fen_per_hour >= 0),
  constraint service_contract_self_pay_fen_per_hour_check CHECK (self_pay_fen_per_hour >= 0),
  constraint service_contract_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES account(id),
  constraint service_contract_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES provider(id),
  constraint service_contract_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(id)
);
CREATE INDEX service_contract_provider ON public.service_contract USING btree (provider_id, from_day);
CREATE INDEX service_contract_region ON public.service_contract USING btree (region_id, id);
CREATE INDEX service_contract_regions ON public.service_contract USING gin (region_ids);

create table service_key (
  id text not null,
  account_id text not null,
  label text not null,
  hash bytea not null,
  tail text not null,
  scopes text[] not null,
  region_id text,
  created_by text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  revoked_reason text,
  constraint service_key_pkey PRIMARY KEY (id),
  constraint service_key_hash_key UNIQUE (hash),
  constraint service_key_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint service_key_created_by_fkey FOREIGN KEY (created_by) REFERENCES account(id),
  constraint service_key_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(id)
);
CREATE INDEX service_key_account ON public.service_key USING btree (account_id, created_at DESC);

create table service_order (
  id text not null,
  version integer not null,
  state text not null,
  senior_id text not null,
  region_id text not null,
  provider_id text,
  plan_id text,
  day date not null,
  planned_start timestamp with time zone not null,
  planned_end timestamp with time zone not null,
  worker_id text,
  second_worker_id text,
  came_at timestamp with time zone,
  left_at timestamp with time zone,
  counts boolean not null,
  agreed_extra integer not null,
  rating text,
  rated_at timestamp with time zone,
  delivered_min integer default 0 not null,
  subsidised_min integer default 0 not null,
  extra_min integer default 0 not null,
  unagreed_min integer default 0 not null,
  fold jsonb not null,
  changed_by text,
  report_sealed bytea,
  constraint service_order_pkey PRIMARY KEY (id),
  constraint service_order_agreed_extra_check CHECK (agreed_extra >= 0),
  constraint service_order_check CHECK (planned_end > planned_start),
  constraint service_order_check1 CHECK (second_worker_id <> worker_id),
  constraint service_order_check2 CHECK (left_at >= came_at),
  constraint service_order_check3 CHECK (subsidised_min >= 0 AND subsidised_min <= delivered_min),
  constraint service_order_check4 CHECK (extra_min >= 0 AND extra_min <= delivered_min),
  constraint service_order_check5 CHECK (unagreed_min >= 0 AND unagreed_min <= extra_min),
  constraint service_order_delivered_min_check CHECK (delivered_min >= 0),
  constraint service_order_rating_check CHECK (rating = ANY (ARRAY['satisfied'::text, 'rather-satisfied'::text, 'dissatisfied'::text, 'not-rated'::text])),
  constraint service_order_state_check CHECK (state = ANY (ARRAY['planned'::text, 'assigned'::text, 'started'::text, 'finished'::text, 'no-entry'::text, 'interrupted'::text, 'missed'::text, 'confirmed'::text, 'confirmed-silent'::text, 'disputed'::text, 'void'::text, 'cancelled'::text])),
  constraint service_order_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES account(id),
  constraint service_order_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES service_plan(id),
  constraint service_order_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(id),
  constraint service_order_second_worker_id_fkey FOREIGN KEY (second_worker_id) REFERENCES helper(id),
  constraint service_order_senior_id_fkey FOREIGN KEY (senior_id) REFERENCES senior(id),
  constraint service_order_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES helper(id)
);
CREATE INDEX service_order_day ON public.service_order USING btree (day, id);
CREATE INDEX service_order_disputed ON public.service_order USING btree (day) WHERE (state = 'disputed'::text);
CREATE INDEX service_order_list ON public.service_order USING btree (day, planned_start, id);
CREATE INDEX service_order_missed ON public.service_order USING btree (day) WHERE (state = 'missed'::text);
CREATE UNIQUE INDEX service_order_of_plan ON public.service_order USING btree (plan_id, day);
CREATE INDEX service_order_open_day ON public.service_order USING btree (senior_id, day) WHERE (state = ANY (ARRAY['planned'::text, 'assigned'::text]));
CREATE INDEX service_order_provider ON public.service_order USING btree (provider_id, day, id);
CREATE INDEX service_order_rated ON public.service_order USING btree (worker_id, rated_at) WHERE (rated_at IS NOT NULL);
CREATE INDEX service_order_rated_second ON public.service_order USING btree (second_worker_id, rated_at) WHERE ((rated_at IS NOT NULL) AND (second_worker_id IS NOT NULL));
CREATE INDEX service_order_region ON public.service_order USING btree (region_id, day, id);
CREATE INDEX service_order_second ON public.service_order USING btree (second_worker_id, day) WHERE (second_worker_id IS NOT NULL);
CREATE INDEX service_order_senior ON public.service_order USING btree (senior_id, day);
CREATE INDEX service_order_to_review ON public.service_order USING btree (day) WHERE ((NOT counts) AND (state = ANY (ARRAY['finished'::text, 'confirmed'::text, 'confirmed-silent'::text])));
CREATE INDEX service_order_worker ON public.service_order USING btree (worker_id, day);

create table service_order_step (
  id text not null,
  seq bigint generated always as identity not null,
  order_id text not null,
  type text not null,
  at timestamp with time zone not null,
  role text not null,
  by_account text,
  reason text,
  details jsonb not null,
  note_sealed bytea,
  constraint service_order_step_pkey PRIMARY KEY (id),
  constraint service_order_step_by_account_fkey FOREIGN KEY (by_account) REFERENCES account(id),
  constraint service_order_step_order_id_fkey FOREIGN KEY (order_id) REFERENCES service_order(id)
);
CREATE INDEX service_order_step_order ON public.service_order_step USING btree (order_id, seq);
CREATE TRIGGER service_order_step_append_only BEFORE DELETE OR UPDATE ON public.service_order_step FOR EACH ROW EXECUTE FUNCTION ladder_trail_is_append_only();

create table service_plan (
  id text not null,
  senior_id text not null,
  region_id text not null,
  provider_id text,
  items text[] not null,
  weekdays smallint[] not null,
  starts time without time zone not null,
  ends time without time zone not null,
  preferred_worker text,
  from_day date not null,
  to_day date,
  version integer not null,
  changed_by text,
  of_calls boolean generated always as ((items <@ ARRAY['care-call'::text])) stored not null,
  constraint service_plan_pkey PRIMARY KEY (id),
  constraint service_plan_check CHECK (ends > starts),
  constraint service_plan_check1 CHECK (to_day >= from_day),
  constraint service_plan_items_check CHECK (cardinality(items) > 0),
  constraint service_plan_weekdays_check CHECK (cardinality(weekdays) > 0),
  constraint service_plan_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES account(id),
  constraint service_plan_preferred_worker_fkey FOREIGN KEY (preferred_worker) REFERENCES helper(id),
  constraint service_plan_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(id),
  constraint service_plan_senior_id_fkey FOREIGN KEY (senior_id) REFERENCES senior(id)
);
CREATE INDEX service_plan_region ON public.service_plan USING btree (region_id, id);
CREATE INDEX service_plan_senior ON public.service_plan USING btree (senior_id);

create table session (
  id text not null,
  account_id text not null,
  since timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  agent text,
  ended_at timestamp with time zone,
  constraint session_pkey PRIMARY KEY (id),
  constraint session_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
);
CREATE INDEX session_live ON public.session USING btree (account_id, expires_at) WHERE (ended_at IS NULL);

create table sign_of_life (
  senior_id text not null,
  sign text not null,
  in_person boolean not null,
  at timestamp with time zone not null,
  constraint sign_of_life_pkey PRIMARY KEY (senior_id, sign, in_person),
  constraint sign_of_life_sign_check CHECK (sign = ANY (ARRAY['motion'::text, 'door'::text, 'water'::text, 'bed'::text, 'worn'::text, 'press'::text, 'attendance'::text, 'spoken'::text, 'seen'::text, 'roll-called'::text])),
  constraint sign_of_life_senior_id_fkey FOREIGN KEY (senior_id) REFERENCES senior(id)
);

create table signal (
  incident_id text not null,
  "position" bigint not null,
  device_id text not null,
  alert_id text not null,
  kind text not null,
  at timestamp with time zone not null,
  repeats integer not null,
  child text,
  heard_at timestamp with time zone,
  last_heard_at timestamp with time zone,
  attempt integer,
  constraint signal_pkey PRIMARY KEY (incident_id, "position")
);
CREATE INDEX signal_alert ON public.signal USING btree (device_id, alert_id);
CREATE INDEX signal_device ON public.signal USING btree (device_id, at DESC);

create table silence_change (
  id text not null,
  seq bigint generated always as identity not null,
  senior_id text not null,
  at timestamp with time zone not null,
  by_account text not null,
  what text not null,
  reason text not null,
  note text,
  before jsonb not null,
  after jsonb not null,
  constraint silence_change_pkey PRIMARY KEY (id),
  constraint silence_change_what_check CHECK (what = ANY (ARRAY['rules'::text, 'away'::text, 'back'::text])),
  constraint silence_change_by_account_fkey FOREIGN KEY (by_account) REFERENCES account(id),
  constraint silence_change_senior_id_fkey FOREIGN KEY (senior_id) REFERENCES senior(id)
);
CREATE INDEX silence_change_senior ON public.silence_change USING btree (senior_id, seq DESC);

create table silence_rule (
  id text not null,
  senior_id text not null,
  rule jsonb not null,
  since timestamp with time zone not null,
  constraint silence_rule_pkey PRIMARY KEY (id),
  constraint silence_rule_rule_check CHECK ((rule ->> 'rule'::text) = ANY (ARRAY['no-sign'::text, 'morning'::text, 'water'::text])),
  constraint silence_rule_senior_id_fkey FOREIGN KEY (senior_id) REFERENCES senior(id)
);
CREATE INDEX silence_rule_senior ON public.silence_rule USING btree (senior_id);

create table silence_told (
  senior_id text not null,
  key text not null,
  at timestamp with time zone not null,
  constraint silence_told_pkey PRIMARY KEY (senior_id, key),
  constraint silence_told_senior_id_fkey FOREIGN KEY (senior_id) REFERENCES senior(id)
);

create table subject (
  key text not null,
  first_seen_at timestamp with time zone not null,
  constraint subject_pkey PRIMARY KEY (key)
);

create table task (
  id text not null,
  kind text not null,
  region_id text not null,
  incident_id text,
  senior_id text,
  owner text not null,
  owner_id text,
  due_at timestamp with time zone not null,
  state text not null,
  opened_at timestamp with time zone not null,
  opened_by text,
  note_sealed bytea,
  done_at timestamp with time zone,
  done_by text,
  result_sealed bytea,
  version integer not null,
  changed_by text,
  constraint task_pkey PRIMARY KEY (id),
  constraint task_check CHECK ((state = 'done'::text) = (done_at IS NOT NULL)),
  constraint task_state_check CHECK (state = ANY (ARRAY['open'::text, 'done'::text])),
  constraint task_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES account(id),
  constraint task_done_by_fkey FOREIGN KEY (done_by) REFERENCES account(id),
  constraint task_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incident(id),
  constraint task_opened_by_fkey FOREIGN KEY (opened_by) REFERENCES account(id),
  constraint task_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account(id),
  constraint task_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(id),
  constraint task_senior_id_fkey FOREIGN KEY (senior_id) REFERENCES senior(id)
);
CREATE INDEX task_done ON public.task USING btree (done_at DESC) WHERE (state = 'done'::text);
CREATE INDEX task_incident ON public.task USING btree (incident_id) WHERE (incident_id IS NOT NULL);
CREATE INDEX task_open ON public.task USING btree (due_at, id) WHERE (state = 'open'::text);

create table test_watch (
  since timestamp with time zone not null
);
CREATE UNIQUE INDEX test_watch_once ON public.test_watch USING btree ((true));

create table test_window (
  id text not null,
  device_id text not null,
  opened_by text not null,
  opens_at timestamp with time zone not null,
  closes_at timestamp with time zone not null,
  reason text default 'installation'::text not null,
  ended_at timestamp with time zone,
  ended_by text,
  constraint file_changed TRIGGER DEFERRABLE INITIALLY DEFERRED,
  constraint test_window_pkey PRIMARY KEY (id),
  constraint test_window_check CHECK (closes_at > opens_at),
  constraint test_window_check1 CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
  constraint test_window_check2 CHECK (ended_at >= opens_at),
  constraint test_window_reason_check CHECK (reason = ANY (ARRAY['monthly-test'::text, 'installation'::text, 'battery-changed'::text, 'after-repair'::text, 'complaint'::text])),
  constraint test_window_device_id_fkey FOREIGN KEY (device_id) REFERENCES device(id),
  constraint test_window_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES account(id),
  constraint test_window_opened_by_fkey FOREIGN KEY (opened_by) REFERENCES account(id)
);
CREATE INDEX test_window_device ON public.test_window USING btree (device_id, closes_at);
CREATE CONSTRAINT TRIGGER file_changed AFTER INSERT OR DELETE OR UPDATE ON public.test_window DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION file_changed();

create table village_score (
  region_id text not null,
  year smallint not null,
  measure text not null,
  target integer not null,
  frozen_done integer,
  frozen_full integer,
  frozen_on date,
  version integer not null,
  changed_by text,
  constraint village_score_pkey PRIMARY KEY (region_id, year),
  constraint village_score_check CHECK (num_nonnulls(frozen_done, frozen_full, frozen_on) = ANY (ARRAY[0, 3])),
  constraint village_score_frozen_done_check CHECK (frozen_done >= 0),
  constraint village_score_frozen_full_check CHECK (frozen_full > 0),
  constraint village_score_measure_check CHECK (measure = ANY (ARRAY['seniors-served'::text, 'visits-done'::text])),
  constraint village_score_target_check CHECK (target > 0),
  constraint village_score_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES account(id),
  constraint village_score_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(id)
);
CREATE INDEX village_score_open ON public.village_score USING btree (year) WHERE (frozen_on IS NULL);

create table visit_sample (
  county_id text not null,
  quarter date not null,
  seed text not null,
  served integer not null,
  size integer not null,
  drawn_at timestamp with time zone not null,
  constraint visit_sample_pkey PRIMARY KEY (county_id, quarter),
  constraint visit_sample_check CHECK (size >= 1 AND size <= served),
  constraint visit_sample_served_check CHECK (served > 0),
  constraint visit_sample_county_id_fkey FOREIGN KEY (county_id) REFERENCES region(id)
);

create table water_meter (
  device_id text not null,
  home_id text not null,
  dial_l double precision,
  at timestamp with time zone not null,
  constraint water_meter_pkey PRIMARY KEY (device_id),
  constraint water_meter_device_id_fkey FOREIGN KEY (device_id) REFERENCES device(id),
  constraint water_meter_home_id_fkey FOREIGN KEY (home_id) REFERENCES home(id)
);
CREATE INDEX water_meter_home ON public.water_meter USING btree (home_id);

create table water_reading (
  home_id text not null,
  at timestamp with time zone not null,
  litres real not null,
  constraint water_reading_pkey PRIMARY KEY (home_id, at),
  constraint water_reading_litres_check CHECK (litres >= 0::double precision),
  constraint water_reading_home_id_fkey FOREIGN KEY (home_id) REFERENCES home(id)
);
CREATE INDEX water_reading_age ON public.water_reading USING btree (at, home_id);

create table welfare_visit (
  id text not null,
  version integer not null,
  state text not null,
  level text not null,
  cause text not null,
  frequency text not null,
  senior_id text not null,
  region_id text not null,
  from_day date not null,
  to_day date not null,
  walk_no integer default 0 not null,
  done_at timestamp with time zone,
  way text,
  empty_real_at timestamp with time zone,
  report_sealed bytea,
  fold jsonb not null,
  changed_by text,
  constraint welfare_visit_pkey PRIMARY KEY (id),
  constraint welfare_visit_cause_check CHECK (cause = ANY (ARRAY['regular'::text, 'sample'::text, 'discharge'::text, 'bereaved'::text, 'moved'::text])),
  constraint welfare_visit_check CHECK (to_day >= from_day),
  constraint welfare_visit_frequency_check CHECK (frequency = ANY (ARRAY['daily'::text, 'weekly'::text, 'monthly'::text, 'quarterly'::text, 'once'::text])),
  constraint welfare_visit_level_check CHECK (level = ANY (ARRAY['community'::text, 'township'::text, 'county'::text])),
  constraint welfare_visit_state_check CHECK (state = ANY (ARRAY['planned'::text, 'empty'::text, 'done'::text, 'excused'::text, 'missed'::text, 'cancelled'::text])),
  constraint welfare_visit_way_check CHECK (way = ANY (ARRAY['home'::text, 'station'::text, 'call'::text])),
  constraint welfare_visit_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES account(id),
  constraint welfare_visit_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(id),
  constraint welfare_visit_senior_id_fkey FOREIGN KEY (senior_id) REFERENCES senior(id)
);
CREATE INDEX welfare_visit_day ON public.welfare_visit USING btree (to_day, id);
CREATE INDEX welfare_visit_list ON public.welfare_visit USING btree (to_day, walk_no, id);
CREATE INDEX welfare_visit_open ON public.welfare_visit USING btree (to_day) WHERE (state = ANY (ARRAY['planned'::text, 'empty'::text]));
CREATE UNIQUE INDEX welfare_visit_owed ON public.welfare_visit USING btree (senior_id, level, cause, from_day, frequency);
CREATE INDEX welfare_visit_region ON public.welfare_visit USING btree (region_id, to_day, walk_no, id);

create table welfare_visit_step (
  id text not null,
  seq bigint generated always as identity not null,
  visit_id text not null,
  type text not null,
  at timestamp with time zone not null,
  role text not null,
  by_account text,
  reason text,
  details jsonb not null,
  note_sealed bytea,
  constraint welfare_visit_step_pkey PRIMARY KEY (id),
  constraint welfare_visit_step_by_account_fkey FOREIGN KEY (by_account) REFERENCES account(id),
  constraint welfare_visit_step_visit_id_fkey FOREIGN KEY (visit_id) REFERENCES welfare_visit(id)
);
CREATE INDEX welfare_visit_step_visit ON public.welfare_visit_step USING btree (visit_id, seq);
CREATE TRIGGER welfare_visit_step_append_only BEFORE DELETE OR UPDATE ON public.welfare_visit_step FOR EACH ROW EXECUTE FUNCTION ladder_trail_is_append_only();

create table worker_replacement (
  worker_id text not null,
  senior_id text not null,
  since timestamp with time zone not null,
  constraint worker_replacement_pkey PRIMARY KEY (worker_id, senior_id),
  constraint worker_replacement_senior_id_fkey FOREIGN KEY (senior_id) REFERENCES senior(id),
  constraint worker_replacement_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES helper(id)
);
CREATE INDEX worker_replacement_senior ON public.worker_replacement USING btree (senior_id);

create table worry_signal (
  order_id text not null,
  flag text not null,
  senior_id text not null,
  at timestamp with time zone not null,
  constraint worry_signal_pkey PRIMARY KEY (order_id, flag),
  constraint worry_signal_flag_check CHECK (flag = ANY (ARRAY['confused'::text, 'no-food'::text, 'cold-or-hot'::text, 'fire-risk'::text, 'self-neglect'::text])),
  constraint worry_signal_order_id_fkey FOREIGN KEY (order_id) REFERENCES service_order(id),
  constraint worry_signal_senior_id_fkey FOREIGN KEY (senior_id) REFERENCES senior(id)
);
CREATE INDEX worry_signal_senior ON public.worry_signal USING btree (senior_id, at);

function alert_facts(the_device text, the_child text, the_home text) returns jsonb language plpgsql stable;
function alerts_load(sources jsonb) returns TABLE(n integer, facts jsonb, proof text, version bigint, consoles text, incidents jsonb, closed jsonb, keys jsonb) language plpgsql stable;
function audit_entry_is_append_only() returns trigger language plpgsql;
function change_save(change jsonb) returns bigint language plpgsql;
function connected_consoles() returns text language plpgsql stable;
function contact_rows(people text[]) returns jsonb language plpgsql stable;
function delivery_known(delivery jsonb, counted integer, OUT nth integer, OUT copy boolean, OUT alert_case jsonb) returns record language plpgsql stable;
function delivery_save(d jsonb, nth integer, incident text) returns void language plpgsql;
function erased_person_is_append_only() returns trigger language plpgsql;
function file_changed() returns trigger language plpgsql;
function helper_reach_keep(the_helper text) returns void language sql;
function helper_reach_of_helper() returns trigger language plpgsql;
function helper_reach_of_part() returns trigger language plpgsql;
function home_rows(the_home text, wearer text) returns jsonb language plpgsql stable;
function incident_event_is_append_only() returns trigger language plpgsql;
function incident_event_names_its_transaction() returns trigger language plpgsql;
function incident_find(request jsonb) returns jsonb language plpgsql stable;
function incident_state(i incident) returns jsonb language plpgsql stable;
function incidents_write(items jsonb, subjects text[], patient boolean) returns TABLE(n integer, outcome text, number bigint, deliveries jsonb, fresh jsonb) language plpgsql;
function instant_of(ms double precision) returns timestamp with time zone language sql immutable strict;
function ladder_draft_only_decided() returns trigger language plpgsql;
function ladder_trail_is_append_only() returns trigger language plpgsql;
function last_closed(subject text) returns jsonb language plpgsql stable;
function legal_hold_is_only_lifted() returns trigger language plpgsql;
function ms_of(at timestamp with time zone) returns bigint language sql immutable strict;
function open_incidents(subject text) returns jsonb language plpgsql stable;
function quality_step_keeps_its_facts() returns trigger language plpgsql;
function region_chain(the_region text) returns text[] language plpgsql stable;
function region_rows(the_region text) returns jsonb language plpgsql stable;
function regions_below(the_region text) returns text[] language plpgsql stable;
function response_save(the_incident text, more jsonb) returns void language plpgsql;
function setting_rows(the_region text, prefix text) returns jsonb language plpgsql stable;
function subjects_lock(subjects text[], patient boolean) returns text[] language plpgsql;
function watch_numbers(device_id text) returns text[] language sql immutable;
