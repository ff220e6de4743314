import { LOCAL_CLASS_LABELS } from '@silverbell/vocabulary';
import { Button, labelOf } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { ActDialog } from '../../shared/act-dialog.js';
import type { Field, FieldValue } from '../../shared/form/field.js';
import { Card } from '../../shared/page-frame.js';
import { hasOneOf } from '../../shared/page-props.js';
import { PlainTable } from '../../shared/plain-table.js';
import { useOpenDialog } from '../../shared/use-open-dialog.js';
import { assessmentBody, scoresInWords } from './assessment-values.js';
import type { CareRecordProps } from './care-file.js';
import { LastDay } from './last-day.js';
import { refreshCareFile } from './refresh-file.js';

/** Let an assessment count longer than it says (CR-13). */
const EXTENDING = ['township-officer', 'county-officer'];
/** GB/T 42195. */
const LEVELS = [0, 1, 2, 3, 4];

/** What assessors found: grade, day, how long it counts, and who they were. */
export function Assessments({ file, senior, may, user }: CareRecordProps) {
  const { t } = useTranslation('office');
  const [dialog, open, close] = useOpenDialog<'add' | 'extend'>();
  const { state, items } = file.assessments;
  const [newest] = items;
  const isScored = items.some(({ scores }) => Object.keys(scores).length > 0);
  const mayExtend = newest !== undefined && hasOneOf(user, EXTENDING);
  const done = (): void => {
    refreshCareFile();
    close();
  };
  return (
    <Card title={t('careFile.assessments')} note={t(`careFile.assessed.${state}`)}>
      <PlainTable
        name={t('careFile.assessments')}
        heads={[
          ...[t('careFile.on'), t('careFile.scheme'), t('careFile.level'), t('careFile.localClass')],
          ...[t('careFile.assessors'), t('careFile.until'), t('careFile.extendedReason')],
          ...(isScored ? [t('careFile.scores')] : []),
        ]}
        items={items}
        rowKey={({ id }) => id}
        cells={(one) => [
          one.on,
          `${one.scheme} ${one.schemeVersion}`,
          t('careFile.levelOf', { n: one.level }),
          labelOf(LOCAL_CLASS_LABELS, one.localClass),
          one.assessors.map(({ name, office }) => `${name} ${office}`).join(t('app.and')),
          <LastDay key="until" day={one.extendedUntil ?? one.validUntil} today={file.eligibility.on} />,
          one.extendedReason ?? '—',
          ...(isScored ? [scoresInWords(one, t('app.and')) || '—'] : []),
        ]}
      />
      {may || mayExtend ? (
        <div className="office-foot no-print">
          {may ? <Button onClick={() => open('add')}>{t('careFile.addAssessment')}</Button> : null}
          {mayExtend ? <Button onClick={() => open('extend')}>{t('careFile.extend')}</Button> : null}
        </div>
      ) : null}
      {dialog === 'add' ? (
        <AddAssessment seniorId={senior.id} today={file.eligibility.on} onDone={done} onClose={close} />
      ) : null}
      {dialog === 'extend' && newest !== undefined ? (
        <ActDialog
          title={t('careFile.extend')}
          note={t('careFile.extendWhy', { day: newest.extendedUntil ?? newest.validUntil })}
          fields={[
            { key: 'until', label: t('careFile.extendUntil'), kind: 'date', required: true },
            { key: 'reason', label: t('careFile.reason'), kind: 'text', required: true },
          ]}
          initial={{ until: '', reason: '' }}
          route="extendAssessment"
          inputOf={({ until, reason }) => ({
            params: { id: newest.id },
            body: { until: String(until), reason: String(reason) },
          })}
          onDone={done}
          onClose={close}
        />
      ) : null}
    </Card>
  );
}

interface AddAssessmentProps {
  readonly seniorId: string;
  /** By the clock of care. */
  readonly today: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

function AddAssessment({ seniorId, today, onDone, onClose }: AddAssessmentProps) {
  const { t } = useTranslation('office');
  const assessor = (n: number): readonly Field<Record<string, FieldValue>>[] => [
    { key: `name${String(n)}`, label: t('careFile.assessorName', { n }), kind: 'text', required: true },
    { key: `office${String(n)}`, label: t('careFile.assessorOffice', { n }), kind: 'text', required: true },
  ];
  return (
    <ActDialog
      title={t('careFile.addAssessment')}
      note={t('careFile.addAssessmentWhy')}
      fields={[
        { key: 'on', label: t('careFile.on'), kind: 'date', required: true },
        { key: 'validUntil', label: t('careFile.until'), kind: 'date', required: true },
        {
          ...{ key: 'level', label: t('careFile.level'), kind: 'choice', required: true },
          ...{ choices: LEVELS.map((n) => ({ value: String(n), label: t('careFile.levelOf', { n }) })) },
          hint: t('careFile.levelHint'),
        },
        ...assessor(1),
        ...assessor(2),
        {
          ...{ key: 'others', label: t('careFile.otherAssessors'), kind: 'words' },
          hint: t('careFile.otherAssessorsHint'),
        },
        { key: 'scheme', label: t('careFile.scheme'), kind: 'text', required: true },
        { key: 'schemeVersion', label: t('careFile.schemeVersion'), kind: 'text', required: true },
        { key: 'scores', label: t('careFile.scores'), kind: 'words', hint: t('careFile.scoresHint') },
      ]}
      initial={{
        ...{ on: today, validUntil: '', level: '', name1: '', office1: '', name2: '', office2: '', others: '' },
        ...{ scheme: 'GB/T 42195', schemeVersion: '2022', scores: '' },
      }}
      route="addAssessment"
      inputOf={(values) => ({ params: { id: seniorId }, body: assessmentBody(values) })}
      onDone={onDone}
      onClose={onClose}
    />
  );
}
