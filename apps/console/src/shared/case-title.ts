import type { IncidentSummary } from '@silverbell/wire';
import type { TFunction } from 'i18next';
import { outagePlace, unregisteredTitle } from './outage-labels.js';

/** Whom an incident is about; empty: not known, or too many to name. */
export const namesOf = ({ seniors }: Pick<IncidentSummary, 'seniors'>): string =>
  seniors.map(({ name }) => name).join('、');

/** Where it is, or what those have in common whom it is about. */
export const placeOf = (one: IncidentSummary, t: TFunction<'console'>): string =>
  unregisteredTitle(one, t) ?? outagePlace(one, t) ?? one.home?.label ?? one.deviceId ?? t('queue.noHome');
