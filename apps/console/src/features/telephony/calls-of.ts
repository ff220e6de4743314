import type { PhoneCallOnWire, TelephonyOnWire } from '@silverbell/wire';

/** What concerns this desk: my own call first, else the oldest one that rings for every free agent. */
export function callAtDesk(
  { calls, me }: Pick<TelephonyOnWire, 'calls' | 'me'>,
  accountId: string,
): PhoneCallOnWire | null {
  const open = calls.filter(({ state }) => state !== 'ended');
  const isMine = ({ extension, agent }: PhoneCallOnWire): boolean =>
    agent?.id === accountId || (extension !== null && extension === me.extension);
  const mine = open.find((call) => isMine(call) && call.state !== 'ringing') ?? open.find(isMine);
  if (mine !== undefined) return mine;
  const forAnybody = open.filter(
    ({ direction, state, extension }) => direction === 'in' && state === 'ringing' && extension === null,
  );
  return forAnybody.at(-1) ?? null;
}

/** A lead who can take a call over now; `null`: there are leads with a telephone, and none of them is free; `undefined`: there is none. */
export function leadForTransfer(
  { agents }: Pick<TelephonyOnWire, 'agents'>,
  accountId: string,
): { readonly name: string; readonly extension: string } | null | undefined {
  const leads = agents.filter(
    ({ role, account, extension }) => role === 'lead' && account.id !== accountId && extension,
  );
  if (leads.length === 0) return undefined;
  const free = leads.find(({ state }) => state === 'ready');
  return free?.extension == null ? null : { name: free.account.name, extension: free.extension };
}

export interface HomeChoice {
  readonly homeId: string | null;
  readonly name: string;
  readonly label: string | null;
}

/** Each home that the number is on file of, once; an empty list when it is on no file. */
export function homesOf({ matches }: Pick<PhoneCallOnWire, 'matches'>): readonly HomeChoice[] {
  const homes = new Map<string, HomeChoice>();
  for (const { homeId, name, seniorName, homeLabel } of matches)
    if (homeId !== null && !homes.has(homeId))
      homes.set(homeId, { homeId, name: seniorName ?? name, label: homeLabel });
  return [...homes.values()];
}

/** Seconds since it began to ring, or since it was answered; never negative, whatever the clocks say. */
export const secondsOf = (
  { startedAt, answeredAt }: Pick<PhoneCallOnWire, 'startedAt' | 'answeredAt'>,
  now: number,
): number => Math.max(0, Math.floor((now - Date.parse(answeredAt ?? startedAt)) / 1_000));

export const clockOf = (seconds: number): string =>
  `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
