import { noHoldOnPerson } from '../privacy/legal-hold.sql.js';

/** The photo of a senior as it stands: the last one put, unless it was taken from her file, while she agrees to photos. */
export const photoOf = (seniorId: string): string => /* sql */ `(
  select shown.id from senior_photo put join attachment shown on shown.id = put.attachment_id
  where put.seq = (select max(seq) from senior_photo where senior_id = ${seniorId})
    and exists (select from consent agreed where agreed.senior_id = ${seniorId} and agreed.purpose = 'photo' and agreed.withdrawn_at is null))`;

/** Replaced, removed, or she takes her consent back: it goes, unless a hold keeps it. $1: of one senior; `null`: of all. */
export const DELETE_PHOTOS_NOT_SHOWN = /* sql */ `
  delete from attachment a where a.owner_kind = 'senior' and ($1::text is null or a.owner_id = $1)
    and a.id is distinct from ${photoOf('a.owner_id')} and ${noHoldOnPerson('a.senior_id')}`;
