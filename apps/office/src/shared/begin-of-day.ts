import { dateOf } from './form/field.js';

/** When a day begins on the clocks of a time zone; `null`: these words are no day. */
export function beginOfDay(written: string, timeZone: string | undefined): number | null {
  const midnight = Date.parse(`${dateOf(written)}T00:00:00Z`);
  if (Number.isNaN(midnight)) return null;
  const parts = new Intl.DateTimeFormat('en-CA', {
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    ...(timeZone === undefined ? {} : { timeZone }),
  }).formatToParts(midnight);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
  const shown = Date.parse(`${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:00Z`);
  return midnight - (shown - midnight);
}
