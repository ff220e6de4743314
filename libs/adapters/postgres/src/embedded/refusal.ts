/** The database cannot run here, and the person in front of the machine can change that: `message` is one sentence for them. */
export class EmbeddedPostgresRefused extends Error {
  override readonly name = 'EmbeddedPostgresRefused';
}
