import type { Assignment, Offer } from '@silverbell/wire';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Why the task that was on the screen a moment ago is over: the page says it instead of only dropping the task. */
export function useLastTask(task: Assignment | undefined, all: readonly Assignment[] | undefined): string | null {
  const { t } = useTranslation('helper');
  const [shownId, setShownId] = useState<string | null>(null);
  useEffect(() => {
    if (task !== undefined) setShownId(task.id);
  }, [task]);
  if (shownId === null || task !== undefined || all === undefined) return null;
  const ended = all.find((one) => one.id === shownId);
  return t(ended?.state === 'withdrawn' ? 'task.calledOff' : 'task.ended');
}

/** Why the offer that was on the screen a moment ago is over; of an offer that she answered herself nothing is said. */
export function useLostOffer(all: readonly Offer[] | undefined): Offer['overReason'] {
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const fresh = (all ?? []).filter((one) => one.state === 'open' && !seen.has(one.id));
    if (fresh.length > 0) setSeen(new Set([...seen, ...fresh.map((one) => one.id)]));
  }, [all, seen]);
  const lost = (all ?? []).filter((one) => one.state === 'over' && seen.has(one.id));
  return lost.sort((a, b) => b.madeAt.localeCompare(a.madeAt))[0]?.overReason ?? null;
}
