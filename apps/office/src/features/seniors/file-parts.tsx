import {
  HAZARD_LABELS,
  OUTCOME_LABELS,
  PHASE_LABELS,
  POSITION_SOURCE_LABELS,
  REVEAL_FIELD_LABELS,
  REVEAL_PURPOSE_LABELS,
} from '@silverbell/vocabulary';
import { dayAndTime, labelOf, roleLabel } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Facts } from '../../shared/facts.js';
import { Card } from '../../shared/page-frame.js';
import { PlainTable } from '../../shared/plain-table.js';
import { HomeMap } from './home-map.js';
import { Keys } from './keys.js';
import { Occupants } from './occupants.js';
import type { FileProps } from './senior-file.js';

export function HomeAndKeys(props: FileProps) {
  const { t } = useTranslation('office');
  const { senior, may, timeZone } = props;
  const home = senior.homeFile;
  const facts = [
    home.floorNo === null ? null : t('seniors.floor', { n: home.floorNo }),
    t(home.hasLift ? 'seniors.lift' : 'seniors.noLift'),
  ];
  return (
    <div className="office-column pad">
      <div className="office-half">
        <Card title={t('seniors.home')}>
          <Facts
            of={[
              [t('seniors.address'), home.addressWords],
              [t('seniors.building'), facts.filter(Boolean).join(' · ')],
              [
                t('seniors.verified'),
                `${labelOf(POSITION_SOURCE_LABELS, home.position.source)}${
                  home.verified === null ? '' : ` · ${home.verified.by.name} ${dayAndTime(home.verified.at, timeZone)}`
                }`,
              ],
              [t('homes.hazards'), home.hazards.map((code) => labelOf(HAZARD_LABELS, code)).join(t('app.and'))],
              [t('homes.entryNote'), home.entryNote],
              [t('seniors.entryCode'), t(home.hasEntryCode ? 'seniors.entryCodeHas' : 'seniors.nobody')],
              [t('seniors.doorTag'), home.doorTag],
              [
                t('seniors.roadPoint'),
                home.roadPoint === null ? null : `${String(home.roadPoint.lat)}, ${String(home.roadPoint.lng)}`,
              ],
              [t('seniors.paired'), home.pairedHelpers.map(({ name }) => name).join(t('app.and'))],
            ]}
          />
          {may ? (
            <div className="office-foot">
              <Link to={`/homes/${encodeURIComponent(home.id)}`}>{t('seniors.editFile')}</Link>
            </div>
          ) : null}
        </Card>
        <HomeMap senior={senior} />
      </div>
      <h2>{t('seniors.occupants')}</h2>
      <Occupants {...props} />
      <Keys {...props} />
    </div>
  );
}

export function DeviceRows({ senior, may, timeZone }: FileProps) {
  const { t } = useTranslation('office');
  const at = `homeId=${encodeURIComponent(senior.homeId)}&seniorId=${encodeURIComponent(senior.id)}`;
  return (
    <>
      <PlainTable
        name={t('seniors.tabs.devices')}
        heads={[t('seniors.code'), t('seniors.role'), t('seniors.room'), t('seniors.lastSeen')]}
        items={senior.devices}
        rowKey={(one) => one.id}
        cells={(one) => [
          <Link key="device" to={`/devices/${encodeURIComponent(one.id)}`}>
            {one.id}
          </Link>,
          roleLabel(one.role),
          one.room,
          one.lastSeenAt === null ? t('seniors.never') : dayAndTime(one.lastSeenAt, timeZone),
        ]}
      />
      {may ? (
        <div className="office-foot">
          <Link to={`/devices/new?${at}`}>{t('seniors.addDevice')}</Link>
        </div>
      ) : null}
    </>
  );
}

export function IncidentRows({ senior, timeZone }: FileProps) {
  const { t } = useTranslation('office');
  return (
    <PlainTable
      name={t('seniors.tabs.incidents')}
      heads={[t('seniors.number'), t('seniors.at'), t('seniors.phase'), t('seniors.outcome')]}
      items={senior.incidents}
      rowKey={(one) => one.id}
      cells={(one) => [
        // Another app: its own login, its own window.
        <a key={one.id} href={`/console/incidents/${encodeURIComponent(one.id)}`}>
          {one.number}
        </a>,
        dayAndTime(one.raisedAt, timeZone),
        labelOf(PHASE_LABELS, one.phase),
        labelOf(OUTCOME_LABELS, one.outcome),
      ]}
    />
  );
}

export function Readings({ senior, timeZone }: FileProps) {
  const { t } = useTranslation('office');
  return (
    <PlainTable
      name={t('seniors.tabs.readings')}
      heads={[t('seniors.at'), t('seniors.name'), t('seniors.what'), t('seniors.purpose'), t('seniors.fields')]}
      items={senior.readings}
      rowKey={(one) => `${one.at} ${one.by.id} ${one.action}`}
      cells={(one) => [
        dayAndTime(one.at, timeZone),
        one.by.name,
        one.action,
        labelOf(REVEAL_PURPOSE_LABELS, one.purpose),
        one.fields.map((field) => labelOf(REVEAL_FIELD_LABELS, field)).join(t('app.and')),
      ]}
    />
  );
}
