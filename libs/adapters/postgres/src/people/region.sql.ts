/** Every region from `start` (an SQL expression) up to the root; `depth` 0 is the region itself. Needs `with recursive`. */
export const climb = (start: string): string => `
  up as (
    select id, parent_id, 0 as depth from region where id = ${start}
    union all
    select region.id, region.parent_id, up.depth + 1 from region join up on region.id = up.parent_id
  )`;
