import { CONSENT_PURPOSE_LABELS, type ConsentPurpose } from '@silverbell/vocabulary';
import { useRouteMutation } from '@silverbell/web-api-client';
import { Button, choicesOf, dayAndTime, labelOf, ProblemMessage } from '@silverbell/web-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActDialog } from '../../shared/act-dialog.js';
import { api } from '../../shared/app-client.js';
import { PlainTable } from '../../shared/plain-table.js';
import { refreshFile } from './refresh-file.js';
import type { FileProps } from './senior-file.js';

export function Consents({ senior, may, timeZone }: FileProps) {
  const { t } = useTranslation('office');
  const [adding, setAdding] = useState(false);
  const withdraw = useRouteMutation(api, 'withdrawConsent', { onSuccess: refreshFile });
  return (
    <>
      <PlainTable
        name={t('seniors.tabs.consents')}
        heads={[
          ...[t('seniors.purpose'), t('seniors.given'), t('seniors.capacity'), t('seniors.how'), t('seniors.at')],
          ...[t('seniors.status'), ''],
        ]}
        items={senior.consents}
        rowKey={(one) => one.id}
        cells={(one) => [
          labelOf(CONSENT_PURPOSE_LABELS, one.purpose),
          one.givenBy,
          t(`seniors.${one.capacity}`),
          t(`seniors.${one.how}`),
          dayAndTime(one.givenAt, timeZone),
          t(one.withdrawnAt === null ? 'seniors.valid' : 'seniors.withdrawn'),
          may && one.withdrawnAt === null ? (
            <Button
              tone="quiet"
              busy={withdraw.isPending}
              onClick={() => withdraw.mutate({ params: { id: one.id }, body: {} })}
            >
              {t('seniors.withdraw')}
            </Button>
          ) : null,
        ]}
      />
      <ProblemMessage problem={withdraw.error} />
      {may ? (
        <div className="office-foot">
          <Button onClick={() => setAdding(true)}>{t('seniors.addConsent')}</Button>
        </div>
      ) : null}
      {adding ? (
        <ActDialog
          title={t('seniors.addConsent')}
          fields={[
            {
              ...{ key: 'purpose', label: t('seniors.purpose'), kind: 'choice', required: true },
              choices: choicesOf(CONSENT_PURPOSE_LABELS),
            },
            { key: 'givenBy', label: t('seniors.given'), kind: 'text', required: true },
            {
              ...{ key: 'capacity', label: t('seniors.capacity'), kind: 'choice', required: true },
              choices: (['self', 'guardian'] as const).map((value) => ({ value, label: t(`seniors.${value}`) })),
            },
            {
              ...{ key: 'how', label: t('seniors.how'), kind: 'choice', required: true },
              choices: (['signed', 'spoken', 'recorded'] as const).map((value) => ({
                value,
                label: t(`seniors.${value}`),
              })),
            },
          ]}
          initial={{ purpose: '', givenBy: senior.name, capacity: 'self', how: '' }}
          route="giveConsent"
          inputOf={({ purpose, givenBy, capacity, how }) => ({
            params: { id: senior.id },
            body: {
              ...{ purpose: purpose as ConsentPurpose, givenBy: String(givenBy) },
              ...{ capacity: capacity as 'self' | 'guardian', how: how as 'signed' | 'spoken' | 'recorded' },
            },
          })}
          onDone={() => {
            refreshFile();
            setAdding(false);
          }}
          onClose={() => setAdding(false)}
        />
      ) : null}
    </>
  );
}
