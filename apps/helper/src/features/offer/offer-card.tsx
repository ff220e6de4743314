import type { Offer } from '@silverbell/wire';
import { ALERT_KIND_LABELS, DECLINE_REASON_LABELS, PRACTICE_MARKS, type DeclineReason } from '@silverbell/vocabulary';
import { useRouteMutation, type ApiProblem } from '@silverbell/web-api-client';
import { useSecond } from '@silverbell/web-live';
import { choicesOf, clockSpan, formatDuration, labelOf, ProblemMessage, SelectField } from '@silverbell/web-ui';
import {
  AtTheFoot,
  Band,
  Card,
  Column,
  Countdown,
  Fact,
  Facts,
  Pair,
  PhoneButton,
  readAloud,
} from '@silverbell/web-ui/phone';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, clock, refreshTasks } from '../../shared/app-client.js';
import { NotDelivered } from './not-delivered.js';
import styles from './offer.module.css';
import { hourAt, isOutsideOnly, whatToBring } from './what-to-bring.js';

interface OfferCardProps {
  readonly offer: Offer;
  readonly desk: string | null;
  readonly timeZone: string | undefined;
  /** A definite no (another helper goes already): said by the page, because this card goes with its offer. */
  readonly onRefused: (problem: ApiProblem) => void;
}

export function OfferCard({ offer, desk, timeZone, onRefused }: OfferCardProps) {
  const { t } = useTranslation('helper');
  const [declining, setDeclining] = useState(false);
  // An acceptance is never queued: either the platform has it, or she is told at once that it has not.
  const accept = useRouteMutation(api, 'accept', { onSettled: refreshTasks });
  const refusal = accept.error?.outcomeUnknown === false ? accept.error : null;
  useEffect(() => {
    if (refusal !== null) onRefused(refusal);
  }, [refusal, onRefused]);
  const take = (): void => accept.mutate({ params: { id: offer.id } });

  if (accept.error?.outcomeUnknown === true)
    return <NotDelivered area={offer.area} desk={desk} busy={accept.isPending} onAgain={take} />;
  return (
    <section className={styles['offer']} aria-label={t('offer.title')}>
      <Band
        tone="alarm"
        icon="severity-1"
        title={`${offer.practice === null ? '' : labelOf(PRACTICE_MARKS, offer.practice)}${t('offer.title')}`}
        line={labelOf(ALERT_KIND_LABELS, offer.kind)}
      />
      <Column>
        <Summary offer={offer} timeZone={timeZone} />
        <TimeLeft offer={offer} />
        <ProblemMessage problem={refusal} />
        {declining ? (
          <Declining offer={offer} onBack={() => setDeclining(false)} />
        ) : (
          <AtTheFoot>
            <PhoneButton variant="main" icon="check" busy={accept.isPending} onClick={take}>
              {t('offer.accept')}
            </PhoneButton>
            <Pair>
              <PhoneButton aria-label={t('offer.declineWhole')} onClick={() => setDeclining(true)}>
                {t('offer.decline')}
              </PhoneButton>
              <ReadAloud offer={offer} />
            </Pair>
          </AtTheFoot>
        )}
      </Column>
    </section>
  );
}

function Summary({ offer, timeZone }: { offer: Offer; timeZone: string | undefined }) {
  const { t } = useTranslation('helper');
  const things = whatToBring(offer.kind, hourAt(Date.parse(offer.madeAt), timeZone));
  return (
    <Card>
      <dl className={styles['facts']}>
        <div className={styles['wide']}>
          <dt>{t('offer.area')}</dt>
          <dd>{offer.area}</dd>
        </div>
        <div>
          <dt>{t('offer.kind')}</dt>
          <dd>{labelOf(ALERT_KIND_LABELS, offer.kind)}</dd>
        </div>
        <div>
          <dt>{t('offer.minutes')}</dt>
          <dd>{formatDuration(offer.expectedArrivalS, t)}</dd>
        </div>
      </dl>
      <Facts label={t('offer.more')}>
        {isOutsideOnly(offer.kind) ? <Fact icon="alert">{t('offer.outside')}</Fact> : null}
        <Fact icon="hand">
          {t('offer.bring', { what: things.map((thing) => t(`offer.things.${thing}`)).join('、') })}
        </Fact>
      </Facts>
    </Card>
  );
}

function TimeLeft({ offer }: { offer: Offer }) {
  const { t } = useTranslation('helper');
  const left = Date.parse(offer.lapsesAt) - useSecond(clock);
  const whole = Date.parse(offer.lapsesAt) - Date.parse(offer.madeAt);
  return (
    <Countdown share={left / Math.max(1, whole)} digits={clockSpan(left)}>
      <p>{t(left > 0 ? 'offer.left' : 'offer.over')}</p>
      <p>{t('offer.privacy')}</p>
    </Countdown>
  );
}

/** Area, kind and minutes, no more: who stands beside her hears it too. */
function ReadAloud({ offer }: { offer: Offer }) {
  const { t } = useTranslation('helper');
  const [mute, setMute] = useState(false);
  const words = t('offer.spoken', {
    area: offer.area,
    kind: labelOf(ALERT_KIND_LABELS, offer.kind),
    span: formatDuration(offer.expectedArrivalS, t),
  });
  return (
    <PhoneButton icon="sound" onClick={() => setMute(!readAloud(words))}>
      {t(mute ? 'offer.mute' : 'offer.read')}
    </PhoneButton>
  );
}

function Declining({ offer, onBack }: { offer: Offer; onBack: () => void }) {
  const { t } = useTranslation('helper');
  const [reason, setReason] = useState<DeclineReason>('not-said');
  const decline = useRouteMutation(api, 'decline', { onSettled: refreshTasks });
  return (
    <AtTheFoot>
      <SelectField
        label={t('offer.reason')}
        value={reason}
        choices={choicesOf(DECLINE_REASON_LABELS)}
        onValueChange={setReason}
      />
      <ProblemMessage problem={decline.error} />
      <PhoneButton
        variant="main"
        busy={decline.isPending}
        onClick={() => decline.mutate({ params: { id: offer.id }, body: { reason } })}
      >
        {t('offer.sendDecline')}
      </PhoneButton>
      <PhoneButton variant="text" onClick={onBack}>
        {t('offer.back')}
      </PhoneButton>
    </AtTheFoot>
  );
}
