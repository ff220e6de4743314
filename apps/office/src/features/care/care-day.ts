import type { AnswerOf, ServiceOrderOnWire } from '@silverbell/wire';
import { routeQuery } from '@silverbell/web-api-client';
import { timeOfDay } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../shared/app-client.js';
import { beginOfDay } from '../../shared/begin-of-day.js';
import { everyPageQuery, PAGE } from '../../shared/every-page.js';
import { treeOf, useRegions } from '../../shared/regions/use-regions.js';

/** The catalogue of the top region that she may see, and the civil day of care, which in the demo is not the day of the clock. */
export function useCatalogue(): AnswerOf<'catalogue'> | undefined {
  const [top] = treeOf(useRegions().data?.items ?? []);
  const regionId = top?.region.id ?? '';
  return useQuery({ ...routeQuery(api, 'catalogue', { query: { regionId } }), enabled: regionId !== '' }).data;
}

export function useItemName(): (code: string) => string {
  const items = useCatalogue()?.items ?? [];
  return (code) => items.find((one) => one.code === code)?.name ?? code;
}

export type Worker = AnswerOf<'workers'>['items'][number];

/** The workers of her providers, all of them; a county has some hundred. */
export const useWorkers = (): readonly Worker[] =>
  (
    useQuery(everyPageQuery('workers', (cursor) => api.call('workers', { query: { limit: PAGE, cursor } }))).data ?? []
  ).filter(({ active }) => active);

/** From when to when an order was agreed. */
export const spanOf = (
  { plannedStart, plannedEnd }: Pick<ServiceOrderOnWire, 'plannedStart' | 'plannedEnd'>,
  timeZone: string | undefined,
): string => `${timeOfDay(plannedStart, timeZone, false)}–${timeOfDay(plannedEnd, timeZone, false)}`;

/** Of the wire's 1 to 7. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** 9:00, 9：00 and 0900 as `09:00`; anything else as it was written, to be refused by name. */
export function clockOf(written: string): string {
  const found = /^(\d{1,2})[:.]?(\d{2})$/.exec(written.normalize('NFKC').trim());
  return found === null ? written : `${(found[1] ?? '').padStart(2, '0')}:${found[2] ?? ''}`;
}

/** `2026-10-14 9:30` on the clocks of a time zone, as an instant; anything else as it was written, to be refused by name. */
export function momentOf(written: string, timeZone: string | undefined): string {
  const [day = '', time = ''] = written.normalize('NFKC').trim().split(/\s+/);
  const [, hour, minute] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(time) ?? [];
  const midnight = beginOfDay(day, timeZone);
  if (hour === undefined || minute === undefined || midnight === null) return written;
  return new Date(midnight + (Number(hour) * 60 + Number(minute)) * 60_000).toISOString();
}
