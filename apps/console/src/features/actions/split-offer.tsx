import type { Incident } from '@silverbell/wire';
import { useRouteMutation } from '@silverbell/web-api-client';
import { Button, CheckField, ProblemMessage, formatDuration, labelOf } from '@silverbell/web-ui';
import { DESTINATION_CHOICE_LABELS } from '@silverbell/vocabulary';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCandidates } from '../../shared/candidates-query.js';
import { api, refreshIncident } from '../../shared/app-client.js';
import { nearestOf, type Spot } from '../../shared/places/places-of.js';
import styles from './places.module.css';
import pieces from '../../shared/pieces.module.css';

/** While nobody can say where she is: the first of the ranking near each place, asked together. */
export function SplitOffer({ incident, spots }: { incident: Incident; spots: readonly Spot[] }) {
  const { t } = useTranslation('console');
  const list = useCandidates(incident);
  const { isPending, error, mutate } = useRouteMutation(api, 'offers', {
    onSettled: () => refreshIncident(incident.id),
  });
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  if (!incident.allowedActions.includes('offer')) return null;
  const free = (list.data?.items ?? []).filter((one) => one.offer?.state !== 'open' && one.offer?.state !== 'accepted');
  const nearest = nearestOf(spots, free);
  const picked = nearest.filter(({ one }) => !left.has(one.helper.id));
  const helperIds = picked.map(({ one }) => one.helper.id);
  const send = (): void => {
    const places = picked.map(({ choice, one }) => ({ helperId: one.helper.id, choice }));
    mutate({ params: { id: incident.id }, body: { helperIds, reason: 'nearest-known', places } });
  };
  return (
    <section className={styles.splitOffer} aria-label={t('places.splitTitle')}>
      <h3>{t('places.splitTitle')}</h3>
      <p className="sb-hint">{t('places.splitHint')}</p>
      <ul className={pieces.lines}>
        {spots.map(({ choice }) => {
          const found = nearest.find((one) => one.choice === choice);
          return (
            <li key={choice}>
              <span className={pieces.tag}>
                {t('places.splitNear', { place: labelOf(DESTINATION_CHOICE_LABELS, choice) })}
              </span>
              {found === undefined ? (
                <span className={pieces.quiet}>{list.isLoading ? t('common.loading') : t('places.splitNobody')}</span>
              ) : (
                <CheckField
                  label={t('places.splitPick', {
                    name: found.one.helper.name,
                    span: formatDuration(found.one.expectedArrivalS, t),
                  })}
                  checked={!left.has(found.one.helper.id)}
                  onChange={() => {
                    const next = new Set(left);
                    if (!next.delete(found.one.helper.id)) next.add(found.one.helper.id);
                    setLeft(next);
                  }}
                />
              )}
            </li>
          );
        })}
      </ul>
      <ProblemMessage problem={error ?? list.error} />
      {picked.length === 0 ? null : (
        <Button busy={isPending} onClick={send}>
          {t('places.splitSend', { n: picked.length })}
        </Button>
      )}
    </section>
  );
}
