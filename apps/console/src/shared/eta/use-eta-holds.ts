import type { Assignment } from '@silverbell/wire';
import type { TFunction } from 'i18next';
import { useMemo, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { clock, helperPositions } from '../app-client.js';
import { etaHolds, type EtaHolds } from './eta-holds.js';

export interface EtaWords {
  readonly holds: EtaHolds['holds'];
  /** 守时, 约晚 3 分, 未知（位置 4 分前）. */
  readonly label: string;
}

const isOnTheWay = ({ state }: Pick<Assignment, 'state'>): boolean => state === 'accepted' || state === 'departed';

export function etaMessage(eta: EtaHolds, t: TFunction<'console'>): string {
  if (eta.holds === 'on-time') return t('eta.onTime');
  if (eta.holds === 'late') return t('eta.late', { n: eta.minutes });
  return eta.seenMinutes === null ? t('eta.noPosition') : t('eta.unknown', { n: eta.seenMinutes });
}

/**
 * Of everybody who is on the way, by the id of her assignment: whether her time holds. Positions come each second; the caller is rendered
 * again only when a label changes.
 */
export function useEtaHolds(assignments: readonly Assignment[]): ReadonlyMap<string, EtaWords> {
  const { t } = useTranslation('console');
  const shown = useSyncExternalStore(subscribe, () =>
    assignments
      .filter(isOnTheWay)
      .map((one) => {
        const atS = helperPositions.places().get(one.helper.id)?.atS ?? 0;
        // Where she is registered has no time, and is no position of hers.
        const eta = etaHolds(one, atS === 0 ? null : atS * 1_000, clock.second());
        return [one.id, eta.holds, etaMessage(eta, t)].join(FIELD);
      })
      .join(LINE),
  );
  return useMemo(
    () =>
      new Map(
        shown.split(LINE).map((line) => {
          const [id = '', holds, label = ''] = line.split(FIELD);
          return [id, { holds: holds as EtaHolds['holds'], label }];
        }),
      ),
    [shown],
  );
}

const FIELD = '\t';
const LINE = '\n';

function subscribe(changed: () => void): () => void {
  const undo = [clock.subscribe(changed), helperPositions.subscribe(changed)];
  return () => undo.forEach((one) => one());
}
