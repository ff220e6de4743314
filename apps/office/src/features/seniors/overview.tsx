import { ECONOMIC_CLASS_LABELS, GENDER_LABELS, HEARING_LABELS, VERIFY_BY_LABELS } from '@silverbell/vocabulary';
import { labelOf } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { Facts } from '../../shared/facts.js';
import { Card } from '../../shared/page-frame.js';
import { useRegionName } from '../../shared/regions/use-regions.js';
import type { FileProps } from './senior-file.js';

export function Overview({ senior }: FileProps) {
  const { t } = useTranslation('office');
  const regionName = useRegionName();
  const yes = (value: boolean): string => t(value ? 'form.yes' : 'form.no');
  return (
    <div className="office-column pad">
      <Card title={t('seniors.identity')}>
        <Facts
          of={[
            [t('seniors.birth'), senior.birthDate],
            [t('seniors.idNumber'), senior.idNumber],
            [t('seniors.gender'), labelOf(GENDER_LABELS, senior.gender)],
            [t('seniors.phone'), senior.phone],
            [t('seniors.region'), regionName(senior.regionId)],
            [t('seniors.registration'), senior.registeredAt ?? regionName(senior.registrationRegionId)],
            [t('seniors.economic'), labelOf(ECONOMIC_CLASS_LABELS, senior.economicClass)],
          ]}
        />
      </Card>
      <Card title={t('seniors.voice')}>
        <Facts
          of={[
            [t('seniors.verifyBy'), labelOf(VERIFY_BY_LABELS, senior.verifyBy)],
            [t('seniors.dispatchFirst'), senior.dispatchFirst ? (senior.dispatchFirstReason ?? yes(true)) : yes(false)],
            [t('seniors.languages'), senior.languages.join(t('app.and'))],
            [t('seniors.hearing'), labelOf(HEARING_LABELS, senior.hearing)],
            [t('seniors.dementia'), yes(senior.dementia)],
            [t('seniors.usually'), senior.usuallyAtHome],
          ]}
        />
      </Card>
      <Card title={t('seniors.health')}>
        <Facts
          of={[
            [t('seniors.healthNotes'), senior.healthNotes],
            [t('seniors.medication'), senior.medication],
            [t('seniors.allergies'), senior.allergies],
            [t('seniors.electric'), senior.electricMedicalDevice],
            [t('seniors.hospital'), senior.preferredHospital],
            [t('seniors.doctor'), senior.familyDoctor],
            [t('seniors.wishes'), senior.treatmentWishes],
          ]}
        />
      </Card>
    </div>
  );
}
