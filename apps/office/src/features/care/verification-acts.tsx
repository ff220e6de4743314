import type { VerificationOnWire } from '@silverbell/wire';
import {
  HEARD_SIDE_LABELS,
  REPLACED_FOR_LABELS,
  VERIFICATION_RESULT_LABELS,
  type HeardSide,
  type ReplacedFor,
  type VerificationResult,
} from '@silverbell/vocabulary';
import { choicesOf } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { ActDialog } from '../../shared/act-dialog.js';
import { orNone } from '../../shared/form/field.js';
import { useWorkers } from './care-day.js';

const ACTS = ['hear', 'decide', 'assign'] as const;
export type VerificationActName = (typeof ACTS)[number];
export const isVerificationAct = (action: string): action is VerificationActName =>
  (ACTS as readonly string[]).includes(action);

interface VerificationActProps {
  readonly act: VerificationActName;
  readonly one: VerificationOnWire;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** One command on a verification: both sides are heard, then it is decided; past the term the township assigns. */
export function VerificationAct({ act, one, onDone, onClose }: VerificationActProps) {
  const { t } = useTranslation('office');
  const workers = useWorkers();
  const params = { id: one.id };
  const shared = { title: t(`quality.act.${act}`), version: one.version, onDone, onClose };
  switch (act) {
    case 'hear':
      return (
        <ActDialog
          {...shared}
          initial={{ side: '', text: '' }}
          fields={[
            {
              ...{ key: 'side', label: t('quality.side'), kind: 'choice', required: true },
              choices: choicesOf(HEARD_SIDE_LABELS),
            },
            { key: 'text', label: t('quality.heardWords'), kind: 'words', required: true },
          ]}
          route="hearVerification"
          inputOf={(v) => ({ params, body: { side: v['side'] as HeardSide, text: String(v['text']) } })}
        />
      );
    case 'decide':
      return (
        <ActDialog
          {...shared}
          initial={{ result: '', replaceFor: '', reason: '' }}
          fields={[
            {
              ...{ key: 'result', label: t('quality.result'), kind: 'choice', required: true },
              choices: choicesOf(VERIFICATION_RESULT_LABELS),
            },
            {
              ...{ key: 'replaceFor', label: t('quality.replaceFor'), kind: 'choice' },
              choices: choicesOf(REPLACED_FOR_LABELS),
            },
            { key: 'reason', label: t('care.reason'), kind: 'words' },
          ]}
          route="decideVerification"
          inputOf={(v) => ({
            params,
            body: {
              result: v['result'] as VerificationResult,
              ...(orNone(v['replaceFor'] ?? '') ? { replaceFor: v['replaceFor'] as ReplacedFor } : {}),
              ...(orNone(v['reason'] ?? '') ? { reason: String(v['reason']) } : {}),
            },
          })}
        />
      );
    case 'assign':
      return (
        <ActDialog
          {...shared}
          initial={{ orderId: one.waiting[0] ?? '', workerId: '' }}
          fields={[
            {
              ...{ key: 'orderId', label: t('quality.waiting'), kind: 'choice', required: true },
              choices: one.waiting.map((id) => ({ value: id, label: id })),
            },
            {
              ...{ key: 'workerId', label: t('quality.instead'), kind: 'choice', required: true },
              choices: workers
                .filter(({ id }) => id !== one.workerId)
                .map(({ id, name }) => ({ value: id, label: name })),
            },
          ]}
          route="assignInStead"
          inputOf={(v) => ({ params, body: { orderId: String(v['orderId']), workerId: String(v['workerId']) } })}
        />
      );
  }
}
