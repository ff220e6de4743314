import type { Device } from '@silverbell/wire';
import { routeQuery } from '@silverbell/web-api-client';
import { Button, ProblemMessage, roleLabel } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { api } from '../../shared/app-client.js';
import { PhotosCard } from '../../shared/photos-card.js';
import { Facts } from '../../shared/facts.js';
import { Card, PageFrame } from '../../shared/page-frame.js';
import type { PageProps } from '../../shared/page-props.js';
import { Bind } from './bind.js';
import { Find } from './find.js';
import { Place } from './place.js';
import { nextStep, STEPS, type InstallStep } from './steps.js';
import { TestPress } from './test-press.js';

const POLL_EVERY_MS = 2_000;

/** On the phone, beside the device: find it, bind it, see a press come through, say where it is. The device stands in the address. */
export function InstallerPage({ user, timeZone }: PageProps) {
  const { t } = useTranslation('office');
  const [search, setSearch] = useSearchParams();
  const id = search.get('device') ?? '';
  const result = useQuery({
    ...routeQuery(api, 'device', { params: { id } }),
    enabled: id !== '',
    refetchInterval: POLL_EVERY_MS,
    retry: false,
  });
  const device = id === '' ? null : (result.data ?? null);
  const step = nextStep(device);
  const isOver = device !== null && (device.stage === 'retired' || device.stage === 'replaced');
  return (
    <PageFrame title={t('installer.title')} note={t('installer.note')}>
      <Steps now={step} />
      {device === null ? (
        <>
          <Find known={id} onFound={(found) => setSearch({ device: found })} />
          {result.error === null ? null : <NotFound problem={result.error} />}
        </>
      ) : (
        <>
          <TheDevice device={device} onAnother={() => setSearch({})} />
          {isOver ? (
            <p className="office-warn" role="alert">
              {t('installer.over')}
            </p>
          ) : (
            <>
              <Bind key={device.id} device={device} user={user} />
              {device.stage === 'installed' ? (
                <>
                  <TestPress device={device} timeZone={timeZone} />
                  <Place device={device} isDone={step === null} />
                  <PhotosCard of="device" id={device.id} mayAdd timeZone={timeZone} />
                </>
              ) : null}
            </>
          )}
          {step === null ? (
            <p className="office-good" role="status">
              {t('installer.finished')}
            </p>
          ) : null}
        </>
      )}
    </PageFrame>
  );
}

function NotFound({ problem }: { readonly problem: Parameters<typeof ProblemMessage>[0]['problem'] }) {
  const { t } = useTranslation('office');
  if (problem?.slug !== 'not-found') return <ProblemMessage problem={problem} />;
  return (
    <p className="office-warn" role="alert">
      {t('installer.unknown')} <Link to="/unknown-devices">{t('installer.toUnknown')}</Link>
    </p>
  );
}

function Steps({ now }: { readonly now: InstallStep | null }) {
  const { t } = useTranslation('office');
  const at = now === null ? STEPS.length : STEPS.indexOf(now);
  return (
    <ol className="office-card office-steps" aria-label={t('installer.stepsName')}>
      {STEPS.map((step, index) => {
        const state = index < at ? 'done' : index === at ? 'now' : 'ahead';
        return (
          <li key={step} className={state} aria-current={state === 'now' ? 'step' : undefined}>
            <span className="mark" aria-hidden="true">
              {state === 'done' ? '✓' : index + 1}
            </span>
            {t(`installer.steps.${step}`)}
            <span className="sb-visually-hidden">{t(`installer.${state}`)}</span>
          </li>
        );
      })}
    </ol>
  );
}

function TheDevice({ device, onAnother }: { readonly device: Device; readonly onAnother: () => void }) {
  const { t } = useTranslation('office');
  return (
    <Card title={t('installer.device')}>
      <Facts
        of={[
          [t('installer.code'), device.id],
          [t('installer.role'), [roleLabel(device.role), device.model?.name].filter(Boolean).join(' · ')],
          [t('installer.home'), device.home?.label],
          [t('installer.senior'), device.senior?.name],
        ]}
      />
      <div className="office-foot">
        <Button onClick={onAnother}>{t('installer.another')}</Button>
      </div>
    </Card>
  );
}
