import type { SeniorOnFile } from '@silverbell/wire';
import {
  CARE_CATEGORY_LABELS,
  FILE_WARNING_LABELS,
  PLACE_WARNING_LABELS,
  PROTECTION_FLAG_LABELS,
  SENIOR_STATUS_LABELS,
} from '@silverbell/vocabulary';
import { routeQuery } from '@silverbell/web-api-client';
import { Button, labelOf } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Tabs, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { api } from '../../shared/app-client.js';
import { PageFrame } from '../../shared/page-frame.js';
import { hasOneOf, type PageProps } from '../../shared/page-props.js';
import { QueryStatus } from '../../shared/query-status.js';
import { CareFile } from './care-file.js';
import { CodeWordDialog } from './code-word-dialog.js';
import { Consents } from './consents.js';
import { Contacts } from './contacts.js';
import { ErasureDialog } from './erasure-dialog.js';
import { Family } from './family.js';
import { DeviceRows, HomeAndKeys, IncidentRows, Readings } from './file-parts.js';
import { Overview } from './overview.js';
import { ProtectionDialog } from './protection-dialog.js';
import { RevealDialog } from './reveal-dialog.js';
import { StatusDialog } from './status-dialog.js';
import { useOpenDialog } from '../../shared/use-open-dialog.js';
import { CARE_FILE_READERS, FILE_EDITORS } from '../../shared/roles.js';

/** What every part of the file gets. */
export interface FileProps {
  readonly senior: SeniorOnFile;
  readonly may: boolean;
  readonly timeZone: string | undefined;
}

/** 一户一档: everything on file of one person, one part per tab; the tab stands in the address. */
export function SeniorFile({ user, timeZone }: PageProps) {
  const { t } = useTranslation('office');
  const go = useNavigate();
  const { id = '', '*': tab = '' } = useParams();
  const result = useQuery(routeQuery(api, 'senior', { params: { id } }));
  const [dialog, open, close] = useOpenDialog<'reveal' | 'status' | 'protection' | 'code-word' | 'erasure'>();
  const senior = result.data;
  if (senior === undefined)
    return (
      <PageFrame title={t('seniors.title')}>
        <QueryStatus of={result} />
      </PageFrame>
    );
  const at = `/seniors/${encodeURIComponent(id)}`;
  const may = hasOneOf(user, FILE_EDITORS);
  const seesConflicts = hasOneOf(user, ['lead', 'protection-officer']);
  const setsCodeWord = hasOneOf(user, ['lead', 'admin']);
  const erases = hasOneOf(user, ['admin']);
  const props = { senior, may, timeZone, user };
  const parts = {
    overview: [Overview, null],
    contacts: [Contacts, senior.contacts.length],
    home: [HomeAndKeys, senior.homeFile.keys.length],
    devices: [DeviceRows, senior.devices.length],
    incidents: [IncidentRows, senior.incidents.length],
    care: [CareFile, null],
    consents: [Consents, senior.consents.length],
    family: [Family, null],
    readings: [Readings, null],
  } as const;
  const readsCare = hasOneOf(user, CARE_FILE_READERS);
  const tabs = (Object.keys(parts) as (keyof typeof parts)[]).filter((key) => key !== 'care' || readsCare);
  return (
    <PageFrame
      title={senior.name}
      note={[senior.age === null ? null : t('seniors.age', { n: senior.age }), senior.home.label]
        .filter(Boolean)
        .join(' · ')}
      actions={
        <>
          <Button onClick={() => open('reveal')}>{t('seniors.reveal')}</Button>
          <Button onClick={() => window.print()}>{t('seniors.print')}</Button>
          {seesConflicts ? <Button onClick={() => open('protection')}>{t('seniors.protection')}</Button> : null}
          {setsCodeWord ? <Button onClick={() => open('code-word')}>{t('seniors.codeWord')}</Button> : null}
          {erases ? <Button onClick={() => open('erasure')}>{t('seniors.erase')}</Button> : null}
          {may ? (
            <>
              <Button onClick={() => open('status')}>{t('seniors.setStatus')}</Button>
              <Button tone="primary" onClick={() => void go(`${at}/edit`)}>
                {t('seniors.editFile')}
              </Button>
            </>
          ) : null}
        </>
      }
    >
      <p>
        <Tag>{labelOf(SENIOR_STATUS_LABELS, senior.status)}</Tag>
        {senior.careCategories.map((code) => (
          <Tag key={code}>{labelOf(CARE_CATEGORY_LABELS, code)}</Tag>
        ))}
        {senior.protectionFlags.map((code) => (
          <Tag key={code}>{labelOf(PROTECTION_FLAG_LABELS, code)}</Tag>
        ))}
        {senior.away === null ? null : <Tag>{t('seniors.away')}</Tag>}
        {senior.dispatchFirst ? <Tag>{t('seniors.dispatchFirst')}</Tag> : null}
      </p>
      {senior.masked ? <p className="quiet">{t('seniors.masked')}</p> : null}
      {senior.warnings.length === 0 ? null : (
        <p className="office-warn" role="status">
          {t('seniors.warnings')}：
          {senior.warnings
            .map((code) => labelOf({ ...FILE_WARNING_LABELS, ...PLACE_WARNING_LABELS }, code))
            .join(t('app.and'))}
        </p>
      )}
      <div className="office-card pad-tabs">
        <Tabs
          activeKey={tab === '' ? 'overview' : tab}
          onChange={(key) => void go(key === 'overview' ? at : `${at}/${key}`)}
          items={tabs.map((key) => {
            const [Part, count] = parts[key];
            const label = t(`seniors.tabs.${key}`);
            return { key, label: count === null ? label : `${label} ${String(count)}`, children: <Part {...props} /> };
          })}
        />
      </div>
      {dialog === 'reveal' ? <RevealDialog id={id} onClose={close} /> : null}
      {dialog === 'protection' ? <ProtectionDialog senior={senior} onClose={close} /> : null}
      {dialog === 'code-word' ? <CodeWordDialog id={id} onClose={close} /> : null}
      {dialog === 'erasure' ? (
        <ErasureDialog senior={senior} onErased={() => void go('/seniors')} onClose={close} />
      ) : null}
      {dialog === 'status' ? <StatusDialog senior={senior} onClose={close} /> : null}
    </PageFrame>
  );
}
