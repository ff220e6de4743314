import type { Offer } from '@silverbell/wire';
import { ALERT_KIND_LABELS, DECLINE_REASON_LABELS, PRACTICE_MARKS } from '@silverbell/vocabulary';
import { useCommand, useSecond, type ApiProblem } from '@silverbell/web-live';
import { Button, clockSpan, language, ProblemLine, SelectField, spanInWords, useSay, wordOf } from '@silverbell/web-ui';
import { useEffect, useState } from 'react';
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
  const say = useSay();
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
    <section className="sheet offer" aria-label={say('offer.title')}>
      <h2>
        {offer.practice === null ? '' : wordOf(PRACTICE_MARKS, offer.practice)}
        {say('offer.title')}
      </h2>
      <dl className="big-facts">
        <div>
          <dt>{say('offer.kind')}</dt>
          <dd>{wordOf(ALERT_KIND_LABELS, offer.kind)}</dd>
        </div>
        <div>
          <dt>{say('offer.area')}</dt>
          <dd>{offer.area}</dd>
        </div>
        <div>
          <dt>{say('offer.minutes')}</dt>
          <dd>{spanInWords(offer.expectedArrivalS, say)}</dd>
        </div>
      </dl>
      {outsideKinds.includes(offer.kind) ? (
        <p className="cut">
          <strong>{say('offer.outside')}</strong>
        </p>
      ) : null}
      <p className="quiet">{left > 0 ? say('offer.left', { span: clockSpan(left) }) : say('offer.over')}</p>
      {accept.problem !== null && accept.problem.outcomeUnknown ? (
        <div className="cut" role="alert">
          <strong>{say('offer.notDelivered')}</strong>
          {desk === null ? null : <a href={`tel:${desk}`}>{say('offer.call', { n: desk })}</a>}
        </div>
      ) : (
        <ProblemLine problem={accept.problem} />
      )}
      {declining ? (
        <>
          <SelectField
            label={say('offer.reason')}
            value={reason}
            choices={Object.entries(DECLINE_REASON_LABELS).map(([value, label]) => ({
              value,
              label: label[language()],
            }))}
            onValue={setReason}
          />
          <ProblemLine problem={decline.problem} />
          <Button className="big" busy={decline.busy} onClick={refuse}>
            {say('offer.sendDecline')}
          </Button>
          <Button className="big" tone="quiet" onClick={() => setDeclining(false)}>
            {say('offer.back')}
          </Button>
        </>
      ) : (
        <>
          <Button tone="primary" className="big" busy={accept.busy} onClick={take}>
            {say('offer.accept')}
          </Button>
          <Button className="big" onClick={() => setDeclining(true)}>
            {say('offer.decline')}
          </Button>
        </>
      )}
      <p className="quiet">{say('offer.privacy')}</p>
    </section>
  );
}
