/** A backup cannot be made or used, and the person in front of the machine can change that: `message` is one sentence for them. */
export class BackupRefused extends Error {
  override readonly name = 'BackupRefused';
}
