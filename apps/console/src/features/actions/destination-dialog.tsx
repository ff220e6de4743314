import type { Incident, SilenceView } from '@silverbell/wire';
import * as labels from '@silverbell/vocabulary';
import { routeQuery } from '@silverbell/web-api-client';
import { useSecond } from '@silverbell/web-live';
import {
  labelOfCode,
  dayAndTime,
  SelectField,
  formatDuration,
  timeOfDay,
  labelOf,
  choicesOf,
} from '@silverbell/web-ui';
import { useQueries } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, clock } from '../../shared/app-client.js';
import { distanceLabel } from '../../shared/places/distance-label.js';
import { lastFixOf, metresBetween, spotsOf, type Spot } from '../../shared/places/places-of.js';
import { PlacesMap } from './places-map.js';
import { SplitOffer } from './split-offer.js';
import type { FormProps } from '../../shared/action-asked.js';
import { ActionForm } from './action-form.js';
import pieces from '../../shared/pieces.module.css';
import styles from './places.module.css';

type Choice = Spot['choice'];
type Away = NonNullable<SilenceView['away']>;

/** Where help goes is a decision with a reason (safety.md H04): every place known, in words and on the map, with the age and exactness of the fix. */
export function DestinationDialog(props: FormProps) {
  const { t } = useTranslation('console');
  const { incident, timeZone } = props;
  const [choice, setChoice] = useState<Choice | ''>(incident.destination?.choice ?? '');
  const [reason, setReason] = useState<labels.DestinationReason | ''>('');
  const away = useAway(incident);
  const spots = useMemo(() => spotsOf(incident, away?.where ?? null), [incident, away]);
  const [home, fix] = [spots.find((one) => one.choice === 'home'), spots.find((one) => one.choice === 'fix')];
  const apart = home && fix ? metresBetween(home, fix) : null;
  return (
    <ActionForm
      {...props}
      wide
      title={t('act.destination')}
      route="destination"
      body={choice === '' ? null : { choice, reason }}
      submit={t('places.decide')}
      missing={choice === '' ? t('form.choice') : reason === '' ? t('form.reason') : undefined}
      beside={spots.length > 1 ? <SplitOffer incident={incident} spots={spots} /> : null}
    >
      {spots.length > 0 ? <PlacesMap spots={spots} /> : null}
      {apart === null ? null : <p>{t('places.apart', { n: distanceLabel(apart, t) })}</p>}
      <p className="sb-hint">{t('places.hint')}</p>
      <fieldset className={pieces.places}>
        <legend>{t('form.choice')}</legend>
        {(['home', 'fix', 'away'] as const).map((one) => (
          <label
            key={one}
            className={choice === one ? `${pieces.placeChoice} ${pieces.placeChosen}` : pieces.placeChoice}
          >
            <input
              type="radio"
              name="destination"
              value={one}
              checked={choice === one}
              data-first={choice === one || (choice === '' && one === 'home') || undefined}
              onChange={() => setChoice(one)}
            />
            <span className={styles.placeSign} aria-hidden="true">
              {t(`places.sign.${one}`)}
            </span>
            <span className={styles.placeWords}>
              <strong>{labelOf(labels.DESTINATION_CHOICE_LABELS, one)}</strong>
              <CurrentPlace incident={incident} choice={one} />
              <DestinationSummary incident={incident} choice={one} away={away} timeZone={timeZone} />
            </span>
          </label>
        ))}
      </fieldset>
      <SelectField
        label={t('form.reason')}
        value={reason}
        placeholder={t('common.choose')}
        choices={choicesOf(labels.DESTINATION_REASON_LABELS)}
        onValueChange={setReason}
      />
    </ActionForm>
  );
}

function CurrentPlace({ incident: { destination }, choice }: { incident: Incident; choice: Choice }) {
  const { t } = useTranslation('console');
  if (destination === null) return null;
  if (destination.choice === choice)
    return (
      <span className={`${pieces.tag} ${pieces.tagStrong}`}>
        {t('places.now')} · {labelOf(labels.DESTINATION_REASON_LABELS, destination.reason)}
      </span>
    );
  return destination.alternative?.choice === choice ? (
    <span className={pieces.tag}>{t('places.alternative')}</span>
  ) : null;
}

interface DestinationSummaryProps {
  readonly incident: Incident;
  readonly choice: Choice;
  readonly away: Away | null;
  readonly timeZone: string | undefined;
}

function DestinationSummary({ incident, choice, away, timeZone }: DestinationSummaryProps) {
  const { t } = useTranslation('console');
  const now = useSecond(clock);
  return (
    <span className={`${pieces.quiet} ${styles.placeMore}`}>
      {labelOfDestination(incident, choice, away, now, timeZone, t)}
    </span>
  );
}

function labelOfDestination(
  incident: Incident,
  choice: Choice,
  away: Away | null,
  now: number,
  timeZone: string | undefined,
  t: TFunction<'console'>,
): string {
  if (choice === 'home') return incident.person?.home?.address ?? incident.home?.label ?? t('places.homeUnknown');
  if (choice === 'away') return away?.where?.label ?? t('places.awayUnknown');
  const fix = lastFixOf(incident);
  if (fix === null) return t('places.fixUnknown');
  const words = t('places.fixOf', {
    device: fix.deviceId ?? '—',
    at: timeOfDay(fix.receivedAt, timeZone),
    ago: formatDuration(Math.max(0, now - Date.parse(fix.receivedAt)) / 1_000, t),
    accuracy:
      fix.accuracyM === null ? t('places.accuracyUnknown') : t('places.accuracy', { n: Math.round(fix.accuracyM) }),
    source: labelOfCode('places.source', fix.source ?? 'unknown', t),
  });
  const own = fix.fixAt === null ? Number.NaN : Date.parse(fix.fixAt);
  // With its day: a fix may be older than the hour makes believe.
  return Number.isNaN(own) ? words : `${words}；${t('places.fixAt', { at: dayAndTime(own, timeZone) })}`;
}

/** Where one of them said she would be; not knowing it is no obstacle. */
function useAway(incident: Incident): Away | null {
  const asked = useQueries({
    queries: incident.seniors.slice(0, 3).map(({ id }) => ({
      ...routeQuery(api, 'silenceRules', { params: { id } }),
      retry: false,
      staleTime: 60_000,
    })),
  });
  return asked.map(({ data }) => data?.away ?? null).find((one) => one !== null && one.where !== null) ?? null;
}
