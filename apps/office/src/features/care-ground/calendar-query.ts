import { asProblem, routeKey } from '@silverbell/web-api-client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../shared/app-client.js';
import type { CalendarYear } from './calendar-days.js';

/** The calendar of a year; `null`: none was sent in. */
export const calendarQuery = (year: number) => {
  const input = { params: { year: String(year) } };
  return queryOptions({
    queryKey: routeKey('calendarYear', input),
    queryFn: async (): Promise<CalendarYear | null> => {
      try {
        return await api.call('calendarYear', input);
      } catch (error) {
        if (asProblem(error).status === 404) return null;
        throw error;
      }
    },
  });
};
