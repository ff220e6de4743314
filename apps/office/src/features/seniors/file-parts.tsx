import {
  HAZARD_LABELS,
  KEY_HOLDER_KIND_LABELS,
  OUTCOME_LABELS,
  PHASE_LABELS,
  POSITION_SOURCE_LABELS,
  REVEAL_FIELD_LABELS,
  REVEAL_PURPOSE_LABELS,
  type KeyHolderKind,
} from '@silverbell/vocabulary';
import { Button, choicesOf, dayAndTime, labelOf, roleLabel } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ActDialog } from '../../shared/act-dialog.js';
import { Facts } from '../../shared/facts.js';
import { orNone } from '../../shared/form/field.js';
import { Card } from '../../shared/page-frame.js';
import { PlainTable } from '../../shared/plain-table.js';
import { useOpenDialog } from '../../shared/use-open-dialog.js';
import { refreshFile } from './refresh-file.js';
import type { FileProps } from './senior-file.js';

export function HomeAndKeys({ senior, may, timeZone }: FileProps) {
  const { t } = useTranslation('office');
  const home = senior.homeFile;
  const [dialog, open, close] = useOpenDialog<'key' | { readonly fit: string }>();
  const done = (): void => {
    refreshFile();
    close();
  };
  return (
    <div className="office-column pad">
      <Card title={t('seniors.home')}>
        <Facts
          of={[
            [t('seniors.address'), home.addressWords],
            [
              t('seniors.verified'),
              `${labelOf(POSITION_SOURCE_LABELS, home.position.source)}${
                home.verified === null ? '' : ` · ${home.verified.by.name} ${dayAndTime(home.verified.at, timeZone)}`
              }`,
            ],
            [t('homes.hazards'), home.hazards.map((code) => labelOf(HAZARD_LABELS, code)).join(t('app.and'))],
            [t('homes.entryNote'), home.entryNote],
            [t('seniors.occupants'), home.occupants.map((one) => `${one.name}（${one.relation}）`).join(t('app.and'))],
          ]}
        />
        {may ? (
          <div className="office-foot">
            <Link to={`/homes/${encodeURIComponent(home.id)}`}>{t('seniors.editFile')}</Link>
          </div>
        ) : null}
      </Card>
      <Card title={t('seniors.keys')}>
        <PlainTable
          name={t('seniors.keys')}
          heads={[
            ...[t('seniors.holderKind'), t('seniors.holder'), t('seniors.holderPhone'), t('seniors.sealed')],
            ...[t('seniors.fit'), ''],
          ]}
          items={home.keys.filter((one) => one.returnedAt === null)}
          rowKey={(one) => one.id}
          cells={(one) => [
            labelOf(KEY_HOLDER_KIND_LABELS, one.holderKind),
            one.holderName,
            one.holderPhone,
            one.sealedNumber,
            one.fits === null ? t('seniors.fitNever') : t(one.fits ? 'seniors.fits' : 'seniors.fitsNot'),
            may ? (
              <Button tone="quiet" onClick={() => open({ fit: one.id })}>
                {t('seniors.fitTest')}
              </Button>
            ) : null,
          ]}
        />
        {may ? (
          <div className="office-foot">
            <Button onClick={() => open('key')}>{t('seniors.addKey')}</Button>
          </div>
        ) : null}
      </Card>
      {dialog === 'key' ? (
        <ActDialog
          title={t('seniors.addKey')}
          fields={[
            {
              ...{ key: 'holderKind', label: t('seniors.holderKind'), kind: 'choice', required: true },
              choices: choicesOf(KEY_HOLDER_KIND_LABELS),
            },
            { key: 'holderName', label: t('seniors.holder'), kind: 'text', required: true },
            { key: 'holderPhone', label: t('seniors.holderPhone'), kind: 'phone' },
            { key: 'sealedNumber', label: t('seniors.sealed'), kind: 'text' },
          ]}
          initial={{ holderKind: '', holderName: '', holderPhone: '', sealedNumber: '' }}
          route="depositKey"
          inputOf={(values) => ({
            params: { id: home.id },
            body: {
              ...{ holderKind: values['holderKind'] as KeyHolderKind, holderName: String(values['holderName']) },
              holderPhone: orNone(values['holderPhone'] ?? '') ?? null,
              sealedNumber: orNone(values['sealedNumber'] ?? '') ?? null,
            },
          })}
          onDone={done}
          onClose={close}
        />
      ) : null}
      {typeof dialog === 'object' && dialog !== null ? (
        <ActDialog
          title={t('seniors.fitTest')}
          fields={[{ key: 'fits', label: t('seniors.fits'), kind: 'tick' }]}
          initial={{ fits: true }}
          route="fitTestKey"
          inputOf={({ fits }) => ({ params: { id: dialog.fit }, body: { fits: fits === true } })}
          onDone={done}
          onClose={close}
        />
      ) : null}
    </div>
  );
}

export function DeviceLines({ senior, may, timeZone }: FileProps) {
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
          one.id,
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

export function IncidentLines({ senior, timeZone }: FileProps) {
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
