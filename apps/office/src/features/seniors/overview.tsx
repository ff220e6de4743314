import {
  ECONOMIC_CLASS_LABELS,
  GENDER_LABELS,
  HEARING_LABELS,
  KEY_HOLDER_KIND_LABELS,
  NOTICE_LEVEL_LABELS,
  VERIFY_BY_LABELS,
} from '@silverbell/vocabulary';
import { labelOf } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { Facts } from '../../shared/facts.js';
import { Card } from '../../shared/page-frame.js';
import { useRegionName } from '../../shared/regions/use-regions.js';
import type { SeniorOnFile } from '@silverbell/wire';
import type { SessionUser } from '@silverbell/web-live';
import { PlainTable } from '../../shared/plain-table.js';
import { Away } from './away.js';
import { HomeMap } from './home-map.js';
import { Recent } from './recent.js';
import type { FileProps } from './senior-file.js';
import { SeniorPhoto } from './senior-photo.js';

export function Overview({ user, ...props }: FileProps & { readonly user: SessionUser }) {
  const { senior } = props;
  const { t } = useTranslation('office');
  const regionName = useRegionName();
  const yes = (value: boolean): string => t(value ? 'form.yes' : 'form.no');
  return (
    <div className="office-half pad">
      <div className="office-column">
        {senior.masked ? null : <SeniorPhoto {...props} />}
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
              [
                t('seniors.dispatchFirst'),
                senior.dispatchFirst ? (senior.dispatchFirstReason ?? yes(true)) : yes(false),
              ],
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
              [
                t('seniors.ability'),
                senior.ability === null
                  ? null
                  : t('seniors.abilityOf', {
                      ...{ level: senior.ability.level, on: senior.ability.on, by: senior.ability.assessors },
                      until: senior.ability.validUntil ?? '—',
                    }),
              ],
              [t('seniors.childrenAt'), senior.aloneEvidence?.childrenAddress],
            ]}
          />
        </Card>
      </div>
      <div className="office-column">
        <Help senior={senior} />
        <Recent {...props} />
        <Away {...props} user={user} />
        <HomeMap senior={senior} />
      </div>
    </div>
  );
}

/** Who can come or decide: contacts in their order, who lives beside her, who holds a key. Numbers are in their own lists. */
function Help({ senior }: { readonly senior: SeniorOnFile }) {
  const { t } = useTranslation('office');
  const { pairedHelpers, keys } = senior.homeFile;
  const rows = [
    ...senior.contacts.map((one) => ({
      ...{ id: one.id, who: `${one.name}（${one.relation}）` },
      what: [
        t(one.mayDecide ? 'seniors.decide' : 'seniors.toldOnly'),
        one.canComeMinutes === null ? null : t('seniors.minutes', { n: one.canComeMinutes }),
      ],
      when: labelOf(NOTICE_LEVEL_LABELS, one.noticeLevel),
    })),
    ...pairedHelpers.map(({ id, name }) => ({
      ...{ id, who: name, what: [t('seniors.paired')], when: t('seniors.askedFirst') },
    })),
    ...keys
      .filter(({ returnedAt }) => returnedAt === null)
      .map((one) => ({
        ...{ id: one.id, who: `${one.holderName}（${labelOf(KEY_HOLDER_KIND_LABELS, one.holderKind)}）` },
        what: [t('seniors.keys'), one.sealedNumber],
        when: one.fits === null ? t('seniors.fitNever') : t(one.fits ? 'seniors.fits' : 'seniors.fitsNot'),
      })),
  ];
  return (
    <Card title={t('seniors.who')}>
      <PlainTable
        name={t('seniors.who')}
        heads={[t('seniors.name'), t('seniors.can'), t('seniors.notice')]}
        items={rows}
        rowKey={({ id }) => id}
        cells={({ who, what, when }) => [who, what.filter(Boolean).join('，'), when]}
      />
    </Card>
  );
}
