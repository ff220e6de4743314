import type { ComplaintOnWire } from '@silverbell/wire';
import {
  COMPLAINT_CHANNEL_LABELS,
  COMPLAINT_LABELS,
  RATING_VALUE_LABELS,
  type Complaint,
  type ComplaintChannel,
  type RatingValue,
} from '@silverbell/vocabulary';
import { choicesOf } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { ActDialog } from '../../shared/act-dialog.js';
import { orNone } from '../../shared/form/field.js';
import type { Worker } from './care-day.js';

const ACTS = ['acknowledge', 'answer', 'rate', 'withdraw'] as const;
export type ComplaintActName = (typeof ACTS)[number];
export const isComplaintAct = (action: string): action is ComplaintActName =>
  (ACTS as readonly string[]).includes(action);

interface Ends {
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** A complaint in the words of who complains; about whom is known from the order, or named. */
export function NewComplaint({ workers, ...ends }: Ends & { readonly workers: readonly Worker[] }) {
  const { t } = useTranslation('office');
  return (
    <ActDialog
      {...ends}
      title={t('quality.newComplaint')}
      note={t('quality.newComplaintNote')}
      initial={{ seniorId: '', kind: '', workerId: '', orderId: '', by: '', channel: '', text: '' }}
      fields={[
        { key: 'seniorId', label: t('quality.senior'), kind: 'senior', required: true },
        {
          ...{ key: 'kind', label: t('quality.about'), kind: 'choice', required: true },
          choices: choicesOf(COMPLAINT_LABELS),
        },
        {
          ...{ key: 'workerId', label: t('quality.worker'), kind: 'choice' },
          choices: workers.map(({ id, name }) => ({ value: id, label: name })),
        },
        { key: 'orderId', label: t('quality.order'), kind: 'text' },
        { key: 'by', label: t('quality.by'), kind: 'text', required: true },
        {
          ...{ key: 'channel', label: t('quality.channel'), kind: 'choice', required: true },
          choices: choicesOf(COMPLAINT_CHANNEL_LABELS, ['page']),
        },
        { key: 'text', label: t('quality.ownWords'), kind: 'words', required: true },
      ]}
      route="createComplaint"
      inputOf={(v) => ({
        body: {
          ...{ seniorId: String(v['seniorId']), kind: v['kind'] as Complaint, by: String(v['by']) },
          ...{ channel: v['channel'] as ComplaintChannel, text: String(v['text']) },
          ...(orNone(v['workerId'] ?? '') ? { workerId: String(v['workerId']) } : {}),
          ...(orNone(v['orderId'] ?? '') ? { orderId: String(v['orderId']) } : {}),
        },
      })}
    />
  );
}

interface ComplaintActProps extends Ends {
  readonly act: ComplaintActName;
  readonly one: ComplaintOnWire;
}

/** One command on a complaint, in the words that it needs. */
export function ComplaintAct({ act, one, ...ends }: ComplaintActProps) {
  const { t } = useTranslation('office');
  const params = { id: one.id };
  const shared = { title: t(`quality.act.${act}`), version: one.version, ...ends };
  switch (act) {
    case 'acknowledge':
      return (
        <ActDialog
          {...shared}
          initial={{ note: '' }}
          fields={[{ key: 'note', label: t('care.note'), kind: 'words' }]}
          route="acknowledgeComplaint"
          inputOf={(v) => ({ params, body: orNone(v['note'] ?? '') ? { note: String(v['note']) } : {} })}
        />
      );
    case 'answer':
      return (
        <ActDialog
          {...shared}
          initial={{ text: '', upheld: '' }}
          fields={[
            { key: 'text', label: t('quality.answer'), kind: 'words', required: true },
            {
              ...{ key: 'upheld', label: t('quality.finding'), kind: 'choice', hint: t('quality.findingHint') },
              choices: [
                { value: 'yes', label: t('quality.finds') },
                { value: 'no', label: t('quality.findsNot') },
              ],
            },
          ]}
          route="answerComplaint"
          inputOf={(v) => ({
            params,
            body: {
              text: String(v['text']),
              ...(orNone(v['upheld'] ?? '') ? { upheld: v['upheld'] === 'yes' } : {}),
            },
          })}
        />
      );
    case 'rate':
      return (
        <ActDialog
          {...shared}
          initial={{ value: '' }}
          fields={[
            {
              ...{ key: 'value', label: t('care.value'), kind: 'choice', required: true },
              choices: choicesOf(RATING_VALUE_LABELS),
            },
          ]}
          route="rateComplaint"
          inputOf={(v) => ({ params, body: { value: v['value'] as RatingValue } })}
        />
      );
    case 'withdraw':
      return (
        <ActDialog
          {...shared}
          initial={{ reason: '' }}
          fields={[{ key: 'reason', label: t('care.reason'), kind: 'words' }]}
          route="withdrawComplaint"
          inputOf={(v) => ({ params, body: orNone(v['reason'] ?? '') ? { reason: String(v['reason']) } : {} })}
        />
      );
  }
}
