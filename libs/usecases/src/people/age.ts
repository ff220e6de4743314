import type { Instant } from '@silverbell/kernel';

/** Whole years, by the calendar: a birthday on 29 February counts from 1 March. */
export function ageYears(birthDate: string, at: Instant): number {
  const [year = 0, month = 1, day = 1] = birthDate.split('-').map(Number);
  const today = new Date(at);
  const had = today.getUTCMonth() + 1 > month || (today.getUTCMonth() + 1 === month && today.getUTCDate() >= day);
  return today.getUTCFullYear() - year - (had ? 0 : 1);
}
