import { AWAY_REASON_LABELS, type AwayReason } from '@silverbell/vocabulary';
import { useRouteMutation } from '@silverbell/web-api-client';
import type { SessionUser } from '@silverbell/web-live';
import { Button, choicesOf, dayAndTime, labelOf, ProblemMessage } from '@silverbell/web-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActDialog } from '../../shared/act-dialog.js';
import { api } from '../../shared/app-client.js';
import { beginOfDay } from '../../shared/begin-of-day.js';
import { Card } from '../../shared/page-frame.js';
import { hasOneOf } from '../../shared/page-props.js';
import { refreshFile } from './refresh-file.js';
import type { FileProps } from './senior-file.js';

const keeping = ['operator', 'lead', 'admin'];
const DAY_MS = 86_400_000;

/** While she is away the rules about her silence rest; her devices call all the same. */
export function Away({ senior, user, timeZone }: FileProps & { readonly user: SessionUser }) {
  const { t } = useTranslation('office');
  const [isOpen, setOpen] = useState(false);
  const ending = useRouteMutation(api, 'endAway', { onSuccess: refreshFile });
  const { away } = senior;
  const words =
    away === null
      ? t('seniors.awayNo')
      : [
          t('seniors.awayUntil', { at: dayAndTime(away.until, timeZone) }),
          labelOf(AWAY_REASON_LABELS, away.reason),
          away.label,
        ]
          .filter(Boolean)
          .join(' · ');
  return (
    <Card title={t('seniors.away')} note={t('seniors.awayNote')}>
      <p className="pad">{words}</p>
      <ProblemMessage problem={ending.error} />
      {hasOneOf(user, keeping) ? (
        <div className="office-foot">
          <Button onClick={() => setOpen(true)}>{t('seniors.setAway')}</Button>
          {away === null ? null : (
            <Button busy={ending.isPending} onClick={() => ending.mutate({ params: { id: senior.id } })}>
              {t('seniors.isBack')}
            </Button>
          )}
        </div>
      ) : null}
      {isOpen ? (
        <ActDialog
          title={t('seniors.setAway')}
          note={t('seniors.awayWhy')}
          fields={[
            {
              ...{ key: 'reason', label: t('seniors.reason'), kind: 'choice', required: true },
              choices: choicesOf(AWAY_REASON_LABELS),
            },
            { key: 'until', label: t('seniors.awayLast'), kind: 'date', required: true },
            { key: 'note', label: t('seniors.awayRemark'), kind: 'text' },
          ]}
          initial={{ reason: '', until: '', note: '' }}
          route="setAway"
          inputOf={({ reason, until, note }) => {
            const begin = beginOfDay(String(until), timeZone);
            return {
              params: { id: senior.id },
              body: {
                reason: reason as AwayReason,
                until: begin === null ? String(until) : new Date(begin + DAY_MS).toISOString(),
                ...(note === '' ? {} : { note: String(note) }),
              },
            };
          }}
          onDone={() => {
            refreshFile();
            setOpen(false);
          }}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </Card>
  );
}
