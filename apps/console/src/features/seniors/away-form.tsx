import type { SilenceView } from '@silverbell/wire';
import { AWAY_REASON_LABELS, type AwayReason } from '@silverbell/vocabulary';
import { useRouteMutation } from '@silverbell/web-api-client';
import {
  Button,
  dayAndTime,
  Form,
  ProblemMessage,
  SelectField,
  TextField,
  labelOf,
  choicesOf,
  SHORT_LENGTH,
} from '@silverbell/web-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/app-client.js';
import pieces from '../../shared/pieces.module.css';

interface AwayFormProps {
  readonly id: string;
  readonly view: SilenceView;
  readonly may: boolean;
  readonly onKept: (view: SilenceView) => void;
}

/** A wall clock of this desk as an instant; `undefined`: not filled in. */
const instantOf = (local: string): string | undefined => (local === '' ? undefined : new Date(local).toISOString());

export function AwayForm({ id, view, may, onKept }: AwayFormProps) {
  const { t } = useTranslation('console');
  const { away } = view;
  const params = { id };
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  const [reason, setReason] = useState<AwayReason | ''>('');
  const [label, setLabel] = useState(away?.where?.label ?? '');
  const [lat, setLat] = useState(away?.where ? String(away.where.lat) : '');
  const [lng, setLng] = useState(away?.where ? String(away.where.lng) : '');
  const [complaint, setComplaint] = useState<string | null>(null);
  const setAway = useRouteMutation(api, 'setAway', { onSuccess: onKept });
  const endAway = useRouteMutation(api, 'endAway', { onSuccess: onKept });
  const busy = setAway.isPending || endAway.isPending;
  const send = (): void => {
    const missing = until === '' ? 'seniors.awayUntil' : reason === '' ? 'seniors.awayReason' : null;
    const halfPlace = label.trim() !== '' && (lat.trim() === '' || lng.trim() === '');
    setComplaint(
      missing !== null ? t('seniors.missing', { field: t(missing) }) : halfPlace ? t('seniors.awayPoint') : null,
    );
    const end = instantOf(until);
    if (reason === '' || end === undefined || halfPlace) return;
    const start = instantOf(from);
    const body = {
      until: end,
      reason,
      ...(start === undefined ? {} : { from: start }),
      ...(label.trim() === '' ? {} : { where: { lat: Number(lat), lng: Number(lng), label: label.trim() } }),
    };
    endAway.reset();
    setAway.mutate({ params, body });
  };
  const comeBack = (): void => {
    setAway.reset();
    endAway.mutate({ params });
  };
  return (
    <section className={pieces.block} aria-label={t('seniors.away')}>
      <h3>{t('seniors.away')}</h3>
      <p className={pieces.quiet}>{t('seniors.awayWhy')}</p>
      <p role="status">
        {away === null
          ? t('seniors.awayNone')
          : [
              t('seniors.awayNow', {
                from: dayAndTime(away.from, view.timeZone),
                until: dayAndTime(away.until, view.timeZone),
                reason: labelOf(AWAY_REASON_LABELS, away.reason),
              }),
              away.resting ? t('seniors.awayResting') : null,
              away.where?.label ? t('seniors.awayWhere', { where: away.where.label }) : null,
            ]
              .filter(Boolean)
              .join(' · ')}
      </p>
      {may ? (
        <Form name={t('seniors.away')} onSend={send}>
          <div className={pieces.filterLine}>
            <TextField label={t('seniors.awayFrom')} type="datetime-local" value={from} onValueChange={setFrom} />
            <TextField label={t('seniors.awayUntil')} type="datetime-local" value={until} onValueChange={setUntil} />
            <SelectField
              label={t('seniors.awayReason')}
              value={reason}
              placeholder={t('common.choose')}
              choices={choicesOf(AWAY_REASON_LABELS)}
              onValueChange={setReason}
            />
          </div>
          <div className={pieces.filterLine}>
            <TextField label={t('seniors.awayLabel')} value={label} longest={SHORT_LENGTH} onValueChange={setLabel} />
            <TextField label={t('seniors.awayLat')} inputMode="decimal" value={lat} onValueChange={setLat} />
            <TextField label={t('seniors.awayLng')} inputMode="decimal" value={lng} onValueChange={setLng} />
          </div>
          {complaint === null ? null : (
            <p role="alert" className="sb-problem">
              {complaint}
            </p>
          )}
          <ProblemMessage problem={setAway.error ?? endAway.error} />
          <div className={pieces.buttonLine}>
            <Button type="submit" tone="primary" busy={busy}>
              {t('seniors.awaySave')}
            </Button>
            {away === null ? null : (
              <Button busy={busy} onClick={comeBack}>
                {t('seniors.awayEnd')}
              </Button>
            )}
          </div>
        </Form>
      ) : null}
    </section>
  );
}
