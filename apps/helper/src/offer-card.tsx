import type { Offer } from '@silverbell/wire';
import { ALERT_KIND_LABELS, DECLINE_REASON_LABELS, PRACTICE_MARKS } from '@silverbell/vocabulary';
import { useCommand, useSecond, type ApiProblem } from '@silverbell/web-live';
import { Button, clockSpan, language, ProblemLine, SelectField, formatDuration, labelOf } from '@silverbell/web-ui';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, clock } from './house.js';

interface OfferCardProps {
  readonly offer: Offer;
  readonly desk: string | null;
  readonly again: () => Promise<void>;
  /** A definite no (somebody else goes already): said by the page, because this card goes with its offer. */
  readonly onRefused: (problem: ApiProblem) => void;
}

/** Who would not enter must know before she accepts (safety.md H09). */
const outsideKinds: readonly string[] = ['smoke', 'heat', 'gas', 'carbon-monoxide'];

export function OfferCard({ offer, desk, again, onRefused }: OfferCardProps) {
  const { t } = useTranslation('helper');
  const now = useSecond(clock);
  const [declining, setDeclining] = useState(false);
  const [reason, setReason] = useState('not-said');
  const accept = useCommand(() => api.newKey());
  const decline = useCommand(() => api.newKey());
  const refusal = accept.problem?.outcomeUnknown === false ? accept.problem : null;
  useEffect(() => {
    if (refusal !== null) onRefused(refusal);
  }, [refusal, onRefused]);
  const left = Date.parse(offer.lapsesAt) - now;
  const path = `/offers/${encodeURIComponent(offer.id)}`;
  // An acceptance is never queued: either the platform has it, or she is told at once that it has not.
  const take = (): void =>
    void accept.run('accept', (key) => api.command(`${path}/accept`, {}, { key })).then(() => again());
  const refuse = (): void =>
    void decline.run(reason, (key) => api.command(`${path}/decline`, { reason }, { key })).then(() => again());

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
      {accept.problem !== null && accept.problem.outcomeUnknown ? (
        <div className="cut" role="alert">
          <strong>{t('offer.notDelivered')}</strong>
          {desk === null ? null : <a href={`tel:${desk}`}>{t('offer.call', { n: desk })}</a>}
        </div>
      ) : (
        <ProblemLine problem={accept.problem} />
      )}
      {declining ? (
        <>
          <SelectField
            label={t('offer.reason')}
            value={reason}
            choices={Object.entries(DECLINE_REASON_LABELS).map(([value, label]) => ({
              value,
              label: label[language()],
            }))}
            onValue={setReason}
          />
          <ProblemLine problem={decline.problem} />
          <Button className="big" busy={decline.busy} onClick={refuse}>
            {t('offer.sendDecline')}
          </Button>
          <Button className="big" tone="quiet" onClick={() => setDeclining(false)}>
            {t('offer.back')}
          </Button>
        </>
      ) : (
        <>
          <Button tone="primary" className="big" busy={accept.busy} onClick={take}>
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
