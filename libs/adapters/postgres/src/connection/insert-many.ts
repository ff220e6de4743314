import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import { toPgJson } from './to-pg-json.js';

/**
 * Rows of one entity, of the same fields each, in one statement that does not grow with their number: they travel as one document. Columns
 * that no row names get their default.
 */
export async function insertMany(
  manager: EntityManager,
  entity: EntityTarget<ObjectLiteral>,
  rows: readonly object[],
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const { tableName, columns } = manager.connection.getMetadata(entity);
  const named = columns.filter(({ propertyName }) => propertyName in first);
  const names = named.map(({ databaseName }) => `"${databaseName}"`).join(', ');
  const document = rows.map((row) =>
    Object.fromEntries(
      named.flatMap(({ propertyName, databaseName, transformer }) => {
        const value: unknown = (row as ObjectLiteral)[propertyName];
        const kept: unknown = transformer && !Array.isArray(transformer) ? transformer.to(value) : value;
        // What the document does not name is null.
        if (kept === null) return [];
        return [[databaseName, Buffer.isBuffer(kept) ? `\\x${kept.toString('hex')}` : kept]];
      }),
    ),
  );
  await manager.query(
    `insert into "${tableName}" (${names}) select ${names} from jsonb_populate_recordset(null::"${tableName}", $1::jsonb)`,
    [toPgJson(document)],
  );
}
