import type { PhoneCallOnWire, TelephonyOnWire } from '@silverbell/wire';
import { routeQuery } from '@silverbell/web-api-client';
import { useQuery } from '@tanstack/react-query';
import { api } from './app-client.js';

/** The exchange answers, and it knows which telephone stands on this desk. */
export const dialsHere = (telephony: Pick<TelephonyOnWire, 'link' | 'me'> | undefined): boolean =>
  telephony?.link === 'up' && telephony.me.extension !== null;

/** What the call bar reads every two seconds, without asking a second time; `undefined`: it was not read, or this account has no call bar. */
const asRead = { ...routeQuery(api, 'telephony', {}), enabled: false };
export const useTelephonyAsRead = (): TelephonyOnWire | undefined => useQuery(asRead).data;
export const useDialsHere = (): boolean => useQuery({ ...asRead, select: dialsHere }).data === true;

const digitsOf = (number: string): string => number.replace(/\D/g, '').replace(/^86/, '');

/** The shorter one may lack the area code. */
const isSameNumber = (a: string, b: string): boolean => {
  const [one, other] = [digitsOf(a), digitsOf(b)];
  return one.length > 4 && other.length > 4 && (one.endsWith(other) || other.endsWith(one));
};

/** The call of this desk's telephone that is about this incident: the one of this id, else one that goes on with this number. */
export const callOfDesk = (
  telephony: TelephonyOnWire | undefined,
  of: { readonly paired: string | null; readonly incidentId: string; readonly number: string },
): PhoneCallOnWire | undefined =>
  telephony?.calls.find((call) =>
    of.paired !== null
      ? call.id === of.paired
      : call.state !== 'ended' &&
        call.incidentId === of.incidentId &&
        call.extension !== null &&
        call.extension === telephony.me.extension &&
        isSameNumber(call.number ?? '', of.number),
  );
