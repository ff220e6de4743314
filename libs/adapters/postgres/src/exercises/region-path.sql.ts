/** The region of this parameter and everything below it, as `down`. Needs `with recursive`. */
export const below = (region: string): string => `
  down as (
    select id from region where id = ${region} union all select r.id from region r join down on r.parent_id = down.id
  )`;

/** The region of this parameter and everything above it, as `up`. Needs `with recursive`. */
export const above = (region: string): string => `
  up as (
    select id, parent_id from region where id = ${region}
    union all select r.id, r.parent_id from region r join up on r.id = up.parent_id
  )`;
