import type { AccountRecord } from '@silverbell/adapter-postgres';
import type { Account as AccountOnWire } from '@silverbell/wire';

/** An account as those who keep accounts read it. */
export const accountOnWire = ({ waiting, oneTimeUntil, ...record }: AccountRecord): AccountOnWire => ({
  ...{ id: record.id, username: record.username, name: record.name, helperId: record.helperId },
  ...{ kind: record.kind, version: record.version, organisationSubject: record.organisationSubject },
  ...{ seniorIds: [...record.seniorIds], disabled: record.disabled, hasTotp: record.hasTotp },
  roles: record.roles.map((grant) => ({ ...grant })),
  waitingRoles: waiting.map((grant) => ({ ...grant })),
  mustChangePassword: oneTimeUntil !== null,
});
