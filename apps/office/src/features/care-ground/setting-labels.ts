import { AID_LABELS, ECONOMIC_CLASS_LABELS, LOCAL_CLASS_LABELS, VISIT_FREQUENCY_LABELS } from '@silverbell/vocabulary';
import type { AnswerOf } from '@silverbell/wire';
import { labelOf } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';

export type CareSetting = AnswerOf<'careSettings'>['items'][number];
export type CareValue = CareSetting['value'];

const LISTS = {
  ...{ ...AID_LABELS, ...ECONOMIC_CLASS_LABELS },
  ...{ ...LOCAL_CLASS_LABELS, ...VISIT_FREQUENCY_LABELS },
};
const LEVEL = /^care\.localClass\.level(\d)$/;
const MINUTES = /^care\.entitlement\.minutesPerDay\.(.+)$/;

/** The name and the value of a setting in words; one of a newer server that has no name here keeps its key. */
export function useCareSettingLabels() {
  const { t } = useTranslation('office');
  const names: Readonly<Record<string, string>> = {
    'care.purchase.classes': t('careSettings.keys.purchaseClasses'),
    'care.purchase.fromAge': t('careSettings.keys.purchaseAge'),
    'care.deathDayCounts': t('careSettings.keys.deathDay'),
    'care.assessment.graceD': t('careSettings.keys.assessmentGrace'),
    'care.proof.remindAheadD': t('careSettings.keys.proofAhead'),
    'care.certificate.warnFirstD': t('careSettings.keys.certificateFirst'),
    'care.certificate.warnAgainD': t('careSettings.keys.certificateAgain'),
    'care.order.lateAfterMin': t('careSettings.keys.orderLate'),
    'care.order.missedAfterMin': t('careSettings.keys.orderMissed'),
    'care.order.tooShortMin': t('careSettings.keys.orderShort'),
    'care.order.uploadWithinMin': t('careSettings.keys.orderUpload'),
    'care.order.backEntryWorkingD': t('careSettings.keys.orderBackEntry'),
    'care.order.silentAfterD': t('careSettings.keys.orderSilent'),
    'care.complaints.window': t('careSettings.keys.complaintsWindow'),
    'care.complaints.acknowledgeWorkingD': t('careSettings.keys.complaintsAcknowledge'),
    'care.complaints.answerWorkingD': t('careSettings.keys.complaintsAnswer'),
    'care.verification.decideWorkingD': t('careSettings.keys.verificationDecide'),
    'care.verification.replaceWorkingD': t('careSettings.keys.verificationReplace'),
    'care.ranking.leastVisits': t('careSettings.keys.rankingVisits'),
    'care.visits.atLeast': t('careSettings.keys.visitsAtLeast'),
    'care.followUp.ordersPct': t('careSettings.keys.followUpOrders'),
    'care.entitlement.pool': t('careSettings.keys.entitlementPool'),
    'care.villageScore.fullPoints': t('careSettings.keys.villagePoints'),
    'care.villageScore.deadline': t('careSettings.keys.villageDeadline'),
    'care.sixAids': t('careSettings.keys.sixAids'),
  };
  /** Choices that are no code list of the vocabulary. */
  const own: Readonly<Record<string, string>> = {
    ...{ 'by-risk': t('careSettings.byRisk'), 'rolling-30d': t('careSettings.rolling') },
    ...{ 'calendar-month': t('careSettings.calendarMonth'), day: t('careSettings.poolDay') },
    ...{ week: t('careSettings.poolWeek'), month: t('careSettings.poolMonth') },
  };
  const nameOf = (key: string): string => {
    const level = LEVEL.exec(key)?.[1];
    if (level !== undefined) return t('careSettings.keys.levelClass', { n: level });
    const localClass = MINUTES.exec(key)?.[1];
    if (localClass !== undefined)
      return t('careSettings.keys.minutesPerDay', { name: labelOf(LOCAL_CLASS_LABELS, localClass) });
    return names[key] ?? key;
  };
  const choiceOf = (code: string): string => own[code] ?? labelOf(LISTS, code);
  const valueOf = (value: CareValue, rule: CareSetting['rule']): string => {
    if (typeof value === 'boolean') return t(value ? 'form.yes' : 'form.no');
    if (typeof value === 'number')
      return rule.type === 'number' ? t(`careSettings.units.${rule.unit}`, { n: value }) : String(value);
    return typeof value === 'string' ? choiceOf(value) : value.map(choiceOf).join(t('app.and'));
  };
  return { nameOf, choiceOf, valueOf };
}
