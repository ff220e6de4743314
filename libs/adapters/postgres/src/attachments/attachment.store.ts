import {
  as,
  refuse,
  type AccountId,
  type HomeId,
  type IncidentId,
  type Instant,
  type Refusal,
  type RegionId,
  type SeniorId,
} from '@silverbell/kernel';
import {
  ATTACHMENT_LIMITS,
  type Attachment,
  type AttachmentOwner,
  type AttachmentStore,
  type NewAttachment,
} from '@silverbell/usecases';
import type { AttachmentKind, AttachmentOwnerKind, AttachmentPurpose, RevealPurpose } from '@silverbell/vocabulary';
import { createHmac } from 'node:crypto';
import type { DataSource, QueryRunner } from 'typeorm';
import { inTransaction } from '../connection/in-transaction.js';
import type { PersonKeys } from '../crypto/person-keys.js';
import { SealedBytes } from '../imports/sealed-bytes.js';
import type { PostgresAuditLog } from '../privacy/audit-log.store.js';
import { DELETE_PHOTOS_NOT_SHOWN, photoOf } from './senior-photo.sql.js';

/** Small pieces: a backup reads many rows at once. */
const PIECE_BYTES = 128 * 1024;
/** Any number, as long as it is used for no other advisory lock. */
const UPLOADS_OF_ONE = 7_650_096;
const DAY = "interval '24 hours'";

interface Row {
  readonly id: string;
  readonly kind: AttachmentKind;
  readonly bytes: number;
  readonly ownerKind: AttachmentOwnerKind | null;
  readonly ownerId: string | null;
  readonly regionId: RegionId | null;
  readonly seniorId: SeniorId | null;
  readonly homeId: HomeId | null;
  readonly incidentId: IncidentId | null;
  readonly purpose: AttachmentPurpose | null;
  readonly uploadedBy: AccountId;
  readonly at: Instant;
  readonly takenAt: Instant | null;
  readonly repeated: boolean;
}

const ATTACHMENT = /* sql */ `select a.id, a.kind, a.bytes, a.owner_kind as "ownerKind", a.owner_id as "ownerId", a.region_id as "regionId",
  a.senior_id as "seniorId", a.home_id as "homeId", a.incident_id as "incidentId", a.purpose, a.uploaded_by as "uploadedBy",
  ms_of(a.at)::double precision as at, ms_of(a.taken_at)::double precision as "takenAt",
  exists (select from attachment o where o.hash = a.hash and o.id <> a.id and o.owner_id is not null
    and (o.owner_kind, o.owner_id) is distinct from (a.owner_kind, a.owner_id)) as repeated
  from attachment a`;

/** Photos and scans. Their bytes are sealed under a key of their own, drawn from the secret of the platform and kept nowhere. */
export class PostgresAttachmentStore implements AttachmentStore {
  readonly #hashing: Uint8Array;

  constructor(
    private readonly source: DataSource,
    private readonly audit: PostgresAuditLog,
    private readonly keys: PersonKeys,
  ) {
    this.#hashing = keys.derive('hashes of attachments, first version');
  }

  add(wanted: NewAttachment): Promise<{ readonly id: string } | Refusal> {
    const { id, kind, content, owner, purpose, uploadedBy, at, takenAt, key } = wanted;
    const hash = createHmac('sha256', this.#hashing).update(content).digest();
    return inTransaction(this.source, async (runner): Promise<{ readonly id: string } | Refusal> => {
      // One upload of an account at a time: what is counted below is what is on file.
      await runner.query('select pg_advisory_xact_lock($1, hashtext($2))', [UPLOADS_OF_ONE, uploadedBy]);
      const sent = await sentBefore(runner, { uploadedBy, key, owner, hash });
      if (sent !== null) return sent;
      const twin = await twinOf(runner, owner, hash);
      if (twin !== null) {
        await putPhoto(runner, { owner, photoId: twin.id, by: uploadedBy, at });
        return twin;
      }
      // An erasure under way comes to its end first; of a person who is erased nothing is kept any more, however late it comes.
      if (await isOfErased(runner, owner)) return refuse('not-found');
      const full = await quotaOf(runner, { uploadedBy, owner, at });
      if (full !== null) return full;
      await runner.query(
        `insert into attachment (id, kind, bytes, hash, owner_kind, owner_id, region_id, senior_id, home_id, incident_id, uploaded_by,
           idempotency_key, taken_at, at, purpose)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, instant_of($13), instant_of($14), $15)`,
        [
          ...[id, kind, content.length, hash, owner?.kind ?? null, owner?.id ?? null, owner?.regionId ?? null],
          ...[owner?.seniorId ?? null, owner?.homeId ?? null, owner?.incidentId ?? null, uploadedBy, key, takenAt, at],
          purpose,
        ],
      );
      const sealed = this.#sealed(id);
      for (let no = 0; no * PIECE_BYTES < content.length; no += 1) {
        const piece = content.subarray(no * PIECE_BYTES, (no + 1) * PIECE_BYTES);
        await runner.query('insert into attachment_piece (attachment_id, no, sealed) values ($1, $2, $3)', [
          ...[id, no, sealed.seal(piece, placeOf(no))],
        ]);
      }
      await this.audit.within(runner).append({
        ...{ actor: uploadedBy, action: 'attachment-added', subjectKind: 'attachment', subjectId: id, at },
        ...{ regionId: owner?.regionId ?? null, details: { kind, owner: owner?.kind ?? null } },
      });
      await putPhoto(runner, { owner, photoId: id, by: uploadedBy, at });
      return { id };
    });
  }

  /** From now on she has no photo. */
  removePhoto(senior: { readonly id: string; readonly regionId: RegionId }, by: AccountId, at: Instant): Promise<void> {
    return inTransaction(this.source, async (runner) => {
      await lockSenior(runner, senior.id);
      const [shown] = (await runner.query(`select ${photoOf('$1')} as id`, [senior.id])) as { id: string | null }[];
      if (shown?.id == null) return;
      await putPhoto(runner, { owner: { kind: 'senior', id: senior.id }, photoId: null, by, at });
      await this.audit.within(runner).append({
        ...{ actor: by, action: 'photo-removed', subjectKind: 'senior', subjectId: senior.id, at },
        ...{ regionId: senior.regionId, details: { attachment: shown.id } },
      });
    });
  }

  /** Whether this is her photo as it stands. */
  async isPhotoOf(seniorId: string, id: string): Promise<boolean> {
    const rows = (await this.source.query(`select 1 where $2 = ${photoOf('$1')}`, [seniorId, id])) as unknown[];
    return rows.length > 0;
  }

  /** The photo as it stands of a person of this home; `null`: it is not one. */
  async photoAt(homeId: HomeId, id: string): Promise<Attachment | null> {
    const [row] = (await this.source.query(
      `${ATTACHMENT} join senior s on s.id = a.owner_id where a.id = $2 and a.owner_kind = 'senior' and s.home_id = $1 and a.id = ${photoOf('s.id')}`,
      [homeId, id],
    )) as Row[];
    return row === undefined ? null : attachmentOf(row);
  }

  async byId(id: string): Promise<Attachment | null> {
    const [row] = (await this.source.query(`${ATTACHMENT} where a.id = $1`, [id])) as Row[];
    return row === undefined ? null : attachmentOf(row);
  }

  async of({ kind, id }: Pick<AttachmentOwner, 'kind' | 'id'>): Promise<readonly Attachment[]> {
    const where = 'where a.owner_kind = $1 and a.owner_id = $2 order by a.at, a.id';
    return ((await this.source.query(`${ATTACHMENT} ${where}`, [kind, id])) as Row[]).map(attachmentOf);
  }

  async ofIncident(id: IncidentId): Promise<readonly Attachment[]> {
    const rows = (await this.source.query(`${ATTACHMENT} where a.incident_id = $1 order by a.at, a.id`, [id])) as Row[];
    return rows.map(attachmentOf);
  }

  async content(id: string): Promise<Uint8Array | null> {
    const rows = (await this.source.query(
      'select no, sealed from attachment_piece where attachment_id = $1 order by no',
      [id],
    )) as { no: number; sealed: Buffer }[];
    if (rows.length === 0) return null;
    const sealed = this.#sealed(id);
    return Buffer.concat(rows.map((row) => sealed.open(row.sealed, placeOf(row.no))));
  }

  /** Who is about to see it, and why: written before it is shown. */
  async noteRead(one: Attachment, by: AccountId, purpose: RevealPurpose, at: Instant): Promise<void> {
    await this.audit.append({
      ...{ actor: by, action: 'attachment-read', subjectKind: 'attachment', subjectId: one.id, at },
      ...{ regionId: one.owner?.regionId ?? null, details: { purpose, owner: one.owner?.kind ?? null } },
    });
  }

  /** Whether she agreed to photos of her and her home, and has not taken it back. */
  async mayPhotograph(seniorId: SeniorId): Promise<boolean> {
    const rows = (await this.source.query(
      `select 1 from consent where senior_id = $1 and purpose = 'photo' and withdrawn_at is null limit 1`,
      [seniorId],
    )) as unknown[];
    return rows.length > 0;
  }

  /** Deletes uploads that were given to nothing, and photos of seniors that are not shown any more. Answers with how many. */
  async expire(now: Instant): Promise<number> {
    const [, gone] = (await this.source.query(
      `delete from attachment where owner_id is null
       and at < instant_of($1) - make_interval(hours => ${String(ATTACHMENT_LIMITS.unclaimedHours)})`,
      [now],
    )) as [unknown, number];
    const [, notShown] = (await this.source.query(DELETE_PHOTOS_NOT_SHOWN, [null])) as [unknown, number];
    return gone + notShown;
  }

  #sealed(id: string): SealedBytes {
    return new SealedBytes(this.keys, `attachment ${id}`);
  }
}

const placeOf = (no: number): string => `piece ${String(no)}`;

async function sentBefore(
  runner: QueryRunner,
  {
    uploadedBy,
    key,
    owner,
    hash,
  }: { uploadedBy: AccountId; key: string | null; owner: AttachmentOwner | null; hash: Buffer },
): Promise<{ readonly id: string } | Refusal | null> {
  const [first] = (await runner.query(
    `select id, hash = $3 and (owner_kind, owner_id) is not distinct from ($4::text, $5::text) as same from attachment
     where uploaded_by = $1 and idempotency_key = $2`,
    [uploadedBy, key, hash, owner?.kind ?? null, owner?.id ?? null],
  )) as { id: string; same: boolean }[];
  if (first === undefined) return null;
  return first.same ? { id: first.id } : refuse('idempotency-key-reused');
}

async function twinOf(
  runner: QueryRunner,
  owner: AttachmentOwner | null,
  hash: Buffer,
): Promise<{ readonly id: string } | null> {
  if (owner === null) return null;
  const [twin] = (await runner.query(
    'select id from attachment where owner_kind = $1 and owner_id = $2 and hash = $3',
    [owner.kind, owner.id, hash],
  )) as { id: string }[];
  return twin ?? null;
}

interface PutPhoto {
  readonly owner: Pick<AttachmentOwner, 'kind' | 'id'> | null;
  /** `null`: taken from her file. */
  readonly photoId: string | null;
  readonly by: AccountId;
  readonly at: Instant;
}

/** One photo of a senior at a time: the last fact counts, and what it replaces goes. Of other things an upload replaces nothing. */
async function putPhoto(runner: QueryRunner, { owner, photoId, by, at }: PutPhoto): Promise<void> {
  if (owner?.kind !== 'senior') return;
  await lockSenior(runner, owner.id);
  await runner.query(
    `insert into senior_photo (senior_id, attachment_id, put_by, at)
     select $1, $2, $3, instant_of($4) where $2::text is distinct from ${photoOf('$1')}`,
    [owner.id, photoId, by, at],
  );
  await runner.query(DELETE_PHOTOS_NOT_SHOWN, [owner.id]);
}

const lockSenior = (runner: QueryRunner, id: string): Promise<unknown> =>
  runner.query('select 1 from senior where id = $1 for no key update', [id]);

async function isOfErased(runner: QueryRunner, owner: AttachmentOwner | null): Promise<boolean> {
  const rows = (await runner.query(
    `with person as (
       select id from senior where id = $1 or id = any((select senior_ids from incident where id = $2)::text[]) order by id for key share)
     select 1 from erased_person where senior_id in (select id from person) limit 1`,
    [owner?.seniorId ?? null, owner?.incidentId ?? null],
  )) as unknown[];
  return rows.length > 0;
}

async function quotaOf(
  runner: QueryRunner,
  { uploadedBy, owner, at }: { uploadedBy: AccountId; owner: AttachmentOwner | null; at: Instant },
): Promise<Refusal | null> {
  const [counted] = (await runner.query(
    `select (select count(*) from attachment where uploaded_by = $1 and at > instant_of($2) - ${DAY})::int as today,
       (select count(*) from attachment where owner_kind = $3 and owner_id = $4)::int as here`,
    [uploadedBy, at, owner?.kind ?? null, owner?.id ?? null],
  )) as { today: number; here: number }[];
  const { today = 0, here = 0 } = counted ?? {};
  const { aDay, ofOwner } = ATTACHMENT_LIMITS;
  if (here >= ofOwner) return refuse('attachments-full', { most: ofOwner });
  return today >= aDay ? refuse('attachments-full', { most: aDay }) : null;
}

function attachmentOf({ ownerKind, ownerId, regionId, seniorId, homeId, incidentId, ...row }: Row): Attachment {
  const owner =
    ownerKind === null || ownerId === null || regionId === null
      ? null
      : { kind: ownerKind, id: ownerId, regionId: as<RegionId>(regionId), seniorId, homeId, incidentId };
  return { ...row, owner };
}
