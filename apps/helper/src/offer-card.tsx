import type { Offer } from '@silverbell/wire';
import { ALERT_KIND_LABELS, DECLINE_REASON_LABELS, PRACTICE_MARKS, type DeclineReason } from '@silverbell/vocabulary';
import { useRouteMutation, type ApiProblem } from '@silverbell/web-api-client';
import { useSecond } from '@silverbell/web-live';
import { Button, choicesOf, clockSpan, ProblemLine, SelectField, formatDuration, labelOf } from '@silverbell/web-ui';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, clock } from './app-client.js';
import { refreshTasks } from './refresh-tasks.js';

interface OfferCardProps {
  readonly offer: Offer;
  readonly desk: string | null;
  /** A definite no (another helper goes already): said by the page, because this card goes with its offer. */
  readonly onRefused: (problem: ApiProblem) => void;
}

/** Who would not enter must know before she accepts (safety.md H09). */
const outsideKinds: readonly string[] = ['smoke', 'heat', 'gas', 'carbon-monoxide'];

export function OfferCard({ offer, desk, onRefused }: OfferCardProps) {
  const { t } = useTranslation('helper');
  const now = useSecond(clock);
  const [declining, setDeclining] = useState(false);
  const [reason, setReason] = useState<DeclineReason>('not-said');
  // An acceptance is never queued: either the platform has it, or she is told at once that it has not.
  const accept = useRouteMutation(api, 'accept', { onSettled: refreshTasks });
  const decline = useRouteMutation(api, 'decline', { onSettled: refreshTasks });
  const refusal = accept.error?.outcomeUnknown === false ? accept.error : null;
  useEffect(() => {
    if (refusal !== null) onRefused(refusal);
  }, [refusal, onRefused]);
  const left = Date.parse(offer.lapsesAt) - now;
  const params = { id: offer.id };
  const take = (): void => accept.mutate({ params });
  const refuse = (): void => decline.mutate({ params, body: { reason } });

  return (
    <section className="sheet offer" aria-label={t('offer.title')}>
      <h2>
        {offer.practice === null ? '' : labelOf(PRACTICE_MARKS, offer.practice)}
        {t('offer.title')}
      </h2>
      <dl className="big-facts">
        <div>
          <dt>{t('offer.kind')}</dt>
          <dd>{labelOf(ALERT_KIND_LABELS, offer.kind)}</dd>
        </div>
        <div>
          <dt>{t('offer.area')}</dt>
          <dd>{offer.area}</dd>
        </div>
        <div>
          <dt>{t('offer.minutes')}</dt>
          <dd>{formatDuration(offer.expectedArrivalS, t)}</dd>
        </div>
      </dl>
      {outsideKinds.includes(offer.kind) ? (
        <p className="cut">
          <strong>{t('offer.outside')}</strong>
        </p>
      ) : null}
      <p className="quiet">{left > 0 ? t('offer.left', { span: clockSpan(left) }) : t('offer.over')}</p>
      {accept.error !== null && accept.error.outcomeUnknown ? (
        <div className="cut" role="alert">
          <strong>{t('offer.notDelivered')}</strong>
          {desk === null ? null : <a href={`tel:${desk}`}>{t('offer.call', { n: desk })}</a>}
        </div>
      ) : (
        <ProblemLine problem={accept.error} />
      )}
      {declining ? (
        <>
          <SelectField
            label={t('offer.reason')}
            value={reason}
            choices={choicesOf(DECLINE_REASON_LABELS)}
            onValueChange={setReason}
          />
          <ProblemLine problem={decline.error} />
          <Button className="big" busy={decline.isPending} onClick={refuse}>
            {t('offer.sendDecline')}
          </Button>
          <Button className="big" tone="quiet" onClick={() => setDeclining(false)}>
            {t('offer.back')}
          </Button>
        </>
      ) : (
        <>
          <Button tone="primary" className="big" busy={accept.isPending} onClick={take}>
            {t('offer.accept')}
          </Button>
          <Button className="big" onClick={() => setDeclining(true)}>
            {t('offer.decline')}
          </Button>
        </>
      )}
      <p className="quiet">{t('offer.privacy')}</p>
    </section>
  );
}
