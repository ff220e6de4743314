import { ECONOMIC_CLASS_LABELS, type EconomicClass } from '@silverbell/vocabulary';
import { Button, choicesOf, labelOf } from '@silverbell/web-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActDialog } from '../../shared/act-dialog.js';
import { orNone } from '../../shared/form/field.js';
import { Card } from '../../shared/page-frame.js';
import { PlainTable } from '../../shared/plain-table.js';
import type { CareRecordProps } from './care-file.js';
import { LastDay } from './last-day.js';
import { refreshCareFile } from './refresh-file.js';

/** Proofs of her economic class with their last days; a new one stands beside the earlier ones. */
export function Proofs({ file, senior, may }: CareRecordProps) {
  const { t } = useTranslation('office');
  const [isAdding, setAdding] = useState(false);
  const today = file.eligibility.on;
  return (
    <Card title={t('careFile.proofs')}>
      <PlainTable
        name={t('careFile.proofs')}
        heads={[
          ...[t('careFile.economicClass'), t('careFile.certificate'), t('careFile.from'), t('careFile.until')],
          t('careFile.counts'),
        ]}
        items={file.classProofs.items}
        rowKey={({ id }) => id}
        cells={(one) => [
          labelOf(ECONOMIC_CLASS_LABELS, one.economicClass),
          one.certificate,
          one.from,
          <LastDay key="until" day={one.until} today={today} />,
          t(one.valid ? 'careFile.valid' : 'careFile.notValid'),
        ]}
      />
      {may ? (
        <div className="office-foot no-print">
          <Button onClick={() => setAdding(true)}>{t('careFile.addProof')}</Button>
        </div>
      ) : null}
      {isAdding ? (
        <ActDialog
          title={t('careFile.addProof')}
          fields={[
            {
              ...{ key: 'economicClass', label: t('careFile.economicClass'), kind: 'choice', required: true },
              choices: choicesOf(ECONOMIC_CLASS_LABELS),
            },
            {
              ...{ key: 'certificate', label: t('careFile.certificate'), kind: 'text', required: true },
              hint: t('careFile.certificateHint'),
            },
            { key: 'from', label: t('careFile.from'), kind: 'date', required: true },
            { key: 'until', label: t('careFile.until'), kind: 'date', hint: t('careFile.untilHint') },
          ]}
          initial={{ economicClass: '', certificate: '', from: today, until: '' }}
          route="addClassProof"
          inputOf={({ economicClass, certificate, from, until }) => ({
            params: { id: senior.id },
            body: {
              ...{ economicClass: economicClass as EconomicClass, certificate: String(certificate) },
              ...{ from: String(from), until: orNone(until ?? '') ?? null },
            },
          })}
          onDone={() => {
            refreshCareFile();
            setAdding(false);
          }}
          onClose={() => setAdding(false)}
        />
      ) : null}
    </Card>
  );
}
