import type { EntitlementOnWire } from '@silverbell/wire';
import {
  ENTITLEMENT_END_LABELS,
  ENTITLEMENT_NOTICE_LABELS,
  ENTITLEMENT_NOTICES,
  SUSPENSION_REASON_LABELS,
  type EntitlementEnd,
  type EntitlementNotice,
  type SuspensionReason,
} from '@silverbell/vocabulary';
import type { SessionUser } from '@silverbell/web-live';
import { choicesOf, labelOf } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { ActDialog } from '../../shared/act-dialog.js';
import { orNone } from '../../shared/form/field.js';
import { hasOneOf } from '../../shared/page-props.js';

const KEEPING = ['township-officer', 'county-officer'];
export type EntitlementActName = EntitlementOnWire['allowedActions'][number];

/** What the state of an entitlement allows, for those who keep them. */
export const entitlementActs = (user: SessionUser, one: EntitlementOnWire): readonly EntitlementActName[] =>
  hasOneOf(user, KEEPING) ? one.allowedActions : [];

/** Of what each notice takes note, and which office does so on this page; a provider does so on its list of work. */
const NOTED: Readonly<Record<EntitlementNotice, { readonly of: 'ended' | 'moved'; readonly by: string }>> = {
  ended: { of: 'ended', by: 'county-officer' },
  family: { of: 'ended', by: 'community-officer' },
  moved: { of: 'moved', by: 'township-officer' },
};
/** The family hears of what happened to the person, not of what the office decided. */
const isToldToFamily = (reason: EntitlementEnd | null): boolean => reason === 'death' || reason === 'moved-out';

/** What she has still to take note of (CR-22, CR-27). The provider notes an end too: only her own note takes that one away. */
export function openNotices(user: SessionUser, { trail, endReason }: EntitlementOnWire): readonly EntitlementNotice[] {
  return ENTITLEMENT_NOTICES.filter((notice) => {
    const { of, by } = NOTED[notice];
    const happened = trail.findLastIndex(({ type }) => type === of);
    if (happened < 0 || !hasOneOf(user, [by])) return false;
    if (notice === 'family' && !isToldToFamily(endReason)) return false;
    const isNote = ({ type, reason, by: who }: (typeof trail)[number]): boolean =>
      type === 'acknowledged' && reason === notice && (notice !== 'ended' || who?.id === user.id);
    return !trail.slice(happened).some(isNote);
  });
}

interface Ends {
  readonly one: EntitlementOnWire;
  readonly onDone: () => void;
  readonly onClose: () => void;
}
interface EntitlementActProps extends Ends {
  readonly act: EntitlementActName;
  /** The civil day of care. */
  readonly today: string;
}

/** One command on an entitlement: suspended for some days, resumed, or ended for good (CR-26, CR-27). */
export function EntitlementAct({ act, one, today, onDone, onClose }: EntitlementActProps) {
  const { t } = useTranslation('office');
  const params = { id: one.id };
  const title = `${t(`entitlements.act.${act}`)} · ${one.senior.name}`;
  const shared = { title, version: one.version, onDone, onClose };
  switch (act) {
    case 'suspend':
      return (
        <ActDialog
          {...shared}
          note={t('entitlements.suspendNote')}
          fields={[
            {
              ...{ key: 'reason', label: t('care.reason'), kind: 'choice', required: true },
              choices: choicesOf(SUSPENSION_REASON_LABELS),
            },
            { key: 'from', label: t('entitlements.suspendFrom'), kind: 'date', required: true },
            { key: 'to', label: t('entitlements.suspendTo'), kind: 'date', hint: t('entitlements.suspendToHint') },
          ]}
          initial={{ reason: '', from: today, to: '' }}
          route="suspendEntitlement"
          inputOf={(v) => ({
            params,
            body: {
              ...{ reason: v['reason'] as SuspensionReason, from: String(v['from']) },
              to: orNone(v['to'] ?? '') ?? null,
            },
          })}
        />
      );
    case 'resume':
      return (
        <ActDialog
          {...shared}
          note={t('entitlements.resumeNote')}
          fields={[{ key: 'on', label: t('entitlements.resumeOn'), kind: 'date', required: true }]}
          initial={{ on: today }}
          route="resumeEntitlement"
          inputOf={(v) => ({ params, body: { on: String(v['on']) } })}
        />
      );
    case 'end':
      return (
        <ActDialog
          {...shared}
          note={t('entitlements.endNote')}
          fields={[
            {
              ...{ key: 'reason', label: t('care.reason'), kind: 'choice', required: true },
              // These two are written in her file: her status ends all that was open, in one transaction.
              ...{
                choices: choicesOf(ENTITLEMENT_END_LABELS, ['death', 'moved-out']),
                hint: t('entitlements.endHint'),
              },
            },
            { key: 'on', label: t('entitlements.endOn'), kind: 'date', required: true },
          ]}
          initial={{ reason: '', on: today }}
          route="endEntitlement"
          inputOf={(v) => ({ params, body: { reason: v['reason'] as EntitlementEnd, on: String(v['on']) } })}
        />
      );
  }
}

/** 备案: kept with the entitlement. */
export function EntitlementNote({ notice, one, onDone, onClose }: Ends & { readonly notice: EntitlementNotice }) {
  const { t } = useTranslation('office');
  return (
    <ActDialog
      title={`${labelOf(ENTITLEMENT_NOTICE_LABELS, notice)} · ${one.senior.name}`}
      note={t('entitlements.noticeNote')}
      fields={[]}
      initial={{}}
      route="acknowledgeEntitlement"
      inputOf={() => ({ params: { id: one.id }, body: { notice } })}
      onDone={onDone}
      onClose={onClose}
    />
  );
}
