import type { Cluster } from './cluster.js';

/** The alerts whose id begins so that opened or joined a case. */
export async function alertsInIncidents(
  cluster: Cluster,
  database: string,
  beginning: string,
): Promise<ReadonlySet<string>> {
  return cluster.withClient(database, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      `select distinct alert_id as id from signal where starts_with(alert_id, $1)`,
      [beginning],
    );
    return new Set(rows.map(({ id }) => id));
  });
}
