import type { Account } from '@silverbell/wire';
import type { Role } from '@silverbell/vocabulary';
import { orNone, type FieldValue } from '../../shared/form/field.js';

/** A form has places for as many roles, and for one more than the account has. */
const FEWEST_PLACES = 3;
export const placesOf = (account: Account | null): readonly number[] =>
  Array.from({ length: Math.max(FEWEST_PLACES, (account?.roles.length ?? 0) + 1) }, (_, n) => n + 1);
const NUMBERED = /^role(\d+)$/;

/** `role1`, `region1` …: each role has a region. */
export type AccountValues = Readonly<Record<string, FieldValue>> & {
  readonly username: string;
  readonly name: string;
  readonly helperId: string;
  readonly seniorIds: string;
};

export const valuesOf = (one: Account): AccountValues => ({
  ...{ username: one.username, name: one.name, helperId: one.helperId ?? '', seniorIds: one.seniorIds.join('、') },
  ...Object.fromEntries(
    placesOf(one).flatMap((place) => [
      [`role${String(place)}`, one.roles[place - 1]?.role ?? ''],
      [`region${String(place)}`, one.roles[place - 1]?.regionId ?? ''],
    ]),
  ),
});
export const EMPTY: AccountValues = {
  ...{ username: '', name: '', helperId: '', seniorIds: '', isService: false },
  ...Object.fromEntries(
    placesOf(null)
      .flatMap((place) => [`role${String(place)}`, `region${String(place)}`])
      .map((key) => [key, '']),
  ),
};

/** A new account, with what the page that leads here knows already (`?helperId=…&name=…&regionId=…`). */
export const startingValues = (known: URLSearchParams): AccountValues => {
  const helperId = known.get('helperId') ?? '';
  return {
    ...EMPTY,
    ...{ helperId, name: known.get('name') ?? '', region1: known.get('regionId') ?? '' },
    ...(helperId === '' ? {} : { role1: 'helper' }),
  };
};

/** Of an account that is there: roles are named only where they were changed, so that those which wait for a second person go on waiting. */
export function changeOf(account: Pick<Account, 'roles'>, values: AccountValues) {
  const { roles, ...rest } = bodyOf(values);
  const asText = (given: readonly { readonly role: Role; readonly regionId: string }[]): string =>
    JSON.stringify(given.map(({ role, regionId }) => [role, regionId]));
  return asText(roles) === asText(account.roles) ? rest : { ...rest, roles };
}

export const bodyOf = (values: AccountValues) => ({
  name: values.name,
  roles: Object.keys(values).flatMap((key) => {
    const place = NUMBERED.exec(key)?.[1];
    const role = orNone(values[key] ?? '');
    return place === undefined || role === undefined
      ? []
      : [{ role: role as Role, regionId: orNone(values[`region${place}`] ?? '') ?? '' }];
  }),
  ...(values.helperId === '' ? {} : { helperId: values.helperId }),
  ...(values.seniorIds === '' ? {} : { seniorIds: values.seniorIds.split(/[、,，\s]+/).filter(Boolean) }),
});
