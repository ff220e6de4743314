import type { LadderOnWire, RegionLadders } from '@silverbell/wire';
import { routeQuery, useRouteMutation } from '@silverbell/web-api-client';
import { Button, dayAndTime, Form, ProblemMessage, SelectField, TextArea, NOTE_LENGTH } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useMatch, useNavigate } from 'react-router';
import { api } from '../../shared/app-client.js';
import type { PageProps } from '../../shared/page-props.js';
import { DraftView } from './draft-view.js';
import { touched } from './edit.js';
import { LadderTable } from './ladder-table.js';
import pieces from '../../shared/pieces.module.css';

/** Who is told when, per class; edited by two people. The address holds the region and the draft that is open. */
export function LaddersPage({ user, timeZone }: PageProps) {
  const { t } = useTranslation('console');
  const navigate = useNavigate();
  const match = useMatch('/ladders/:region/:draft?');
  const regionId = match?.params.region ?? user.regionId ?? '';
  const draftId = match?.params.draft ?? null;
  const ladders = useQuery({
    ...routeQuery(api, 'regionLadders', { params: { id: regionId } }),
    refetchInterval: 30_000,
  });
  const draft = useQuery({
    ...routeQuery(api, 'ladderDraft', { params: { id: draftId ?? '' } }),
    enabled: draftId !== null,
    refetchInterval: 30_000,
  });
  const again = (): Promise<unknown> => Promise.all([ladders.refetch(), draftId === null ? null : draft.refetch()]);
  const failed = ladders.error ?? (draftId === null ? null : draft.error);
  const view = ladders.data;
  return (
    <main className={pieces.pagePlain} aria-label={t('ladders.title')} tabIndex={0}>
      <h2>{t('ladders.title')}</h2>
      <ProblemMessage problem={failed} />
      {view === undefined ? (
        <p role="status">{t('ladders.loading')}</p>
      ) : (
        <>
          <SelectField
            label={t('ladders.region')}
            value={view.region.id}
            choices={view.regions.map(({ id, name, level }) => ({ value: id, label: `${name}（${level}）` }))}
            onValueChange={(regionId) => void navigate(`/ladders/${encodeURIComponent(regionId)}`)}
          />
          {draftId === null ? (
            <Present
              key={view.region.id}
              view={view}
              timeZone={timeZone}
              onProposed={async (id) => {
                await again();
                void navigate(`/ladders/${encodeURIComponent(regionId)}/${encodeURIComponent(id)}`);
              }}
            />
          ) : (
            <>
              <p>
                <Link to={`/ladders/${encodeURIComponent(regionId)}`}>{t('ladders.back')}</Link>
              </p>
              {draft.data === undefined ? null : (
                <DraftView
                  key={draft.data.id}
                  draft={draft.data}
                  user={user}
                  mayEdit={view.mayEdit}
                  timeZone={timeZone}
                  onChanged={again}
                />
              )}
            </>
          )}
        </>
      )}
    </main>
  );
}

interface Editing {
  readonly ladders: readonly LadderOnWire[];
  readonly reason: string;
  /** Filled in from an older version. */
  readonly restored: boolean;
}

function Present({
  view,
  timeZone,
  onProposed,
}: {
  view: RegionLadders;
  timeZone: string | undefined;
  onProposed: (id: string) => Promise<unknown>;
}) {
  const { t } = useTranslation('console');
  const [editing, setEditing] = useState<Editing | null>(null);
  const { isPending, error, mutate, reset } = useRouteMutation(api, 'proposeLadders', {
    onSuccess: ({ id }) => onProposed(id),
  });
  const { inForce, newest } = view;
  const scheduled = newest.validFrom !== inForce.validFrom ? newest.validFrom : null;
  const edit = (next: LadderOnWire): void =>
    setEditing((now) => now && { ...now, ladders: now.ladders.map((one) => (one.class === next.class ? next : one)) });
  const propose = (): void => {
    if (editing === null) return;
    const body = { reason: editing.reason, ladders: touched(newest.ladders, editing.ladders) };
    mutate({ params: { id: view.region.id }, body });
  };
  const wrongSeconds = editing !== null && editing.ladders.some(hasWrongSeconds);
  return (
    <>
      <p>
        {inForce.validFrom === null
          ? t('ladders.inForceDefault')
          : t('ladders.inForce', {
              from: dayAndTime(inForce.validFrom, timeZone),
              region: inForce.region?.name ?? '—',
            })}{' '}
        {scheduled === null ? '' : t('ladders.scheduled', { at: dayAndTime(scheduled, timeZone) })}
      </p>
      <p className="sb-hint">
        {t('ladders.limits')} {t('ladders.stamped')}
      </p>
      {!view.mayEdit ? <p>{t('ladders.readOnly')}</p> : null}
      {view.mayEdit ? (
        <p>
          <Button
            onClick={() => {
              reset();
              setEditing(editing === null ? { ladders: newest.ladders, reason: '', restored: false } : null);
            }}
          >
            {t(editing === null ? 'ladders.edit' : 'ladders.stopEdit')}
          </Button>
        </p>
      ) : null}
      <Drafts view={view} timeZone={timeZone} />
      {(editing?.ladders ?? view.ladders).map((ladder) => (
        <LadderTable
          key={ladder.class}
          ladder={ladder}
          people={view.people}
          onChange={editing === null ? undefined : edit}
        />
      ))}
      {editing === null ? null : (
        <Form name={t('ladders.propose')} onSend={propose}>
          <TextArea
            label={t('ladders.reason')}
            hint={t('ladders.reasonHint')}
            value={editing.reason}
            longest={NOTE_LENGTH}
            onValueChange={(reason) => setEditing({ ...editing, reason })}
          />
          {wrongSeconds ? (
            <p role="alert" className="sb-problem">
              {t('ladders.secondsWrong')}
            </p>
          ) : null}
          <ProblemMessage problem={error} />
          {error !== null && error.all.length > 1 ? (
            <ul className="sb-problem">
              {error.all.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          ) : null}
          <div className={pieces.dialogButtons}>
            <Button
              type="submit"
              tone="primary"
              busy={isPending}
              disabled={
                wrongSeconds || editing.reason.trim() === '' || touched(newest.ladders, editing.ladders).length === 0
              }
            >
              {t('ladders.propose')}
            </Button>
          </div>
        </Form>
      )}
      <Versions
        view={view}
        timeZone={timeZone}
        onRestore={
          view.mayEdit
            ? (ladders, at) => {
                reset();
                setEditing({ ladders, reason: t('ladders.restoreReason', { at }), restored: true });
              }
            : null
        }
        restored={editing?.restored === true}
      />
    </>
  );
}

const isWrong = (seconds: number | undefined): boolean =>
  seconds !== undefined && !(Number.isInteger(seconds) && seconds >= 0 && seconds <= 172_800);
const hasWrongSeconds = ({ rungs, lastRung }: LadderOnWire): boolean =>
  isWrong(lastRung.everyS) ||
  rungs.some((rung) =>
    [rung.afterS, rung.afterWhenNobodyOnDutyS, rung.atLatestS, ...Object.values(rung.afterForS ?? {})].some(isWrong),
  );

function Drafts({ view, timeZone }: { view: RegionLadders; timeZone: string | undefined }) {
  const { t } = useTranslation('console');
  return (
    <section className={pieces.block} aria-label={t('ladders.drafts')}>
      <h3>{t('ladders.drafts')}</h3>
      {view.drafts.length === 0 ? <p>{t('ladders.noDrafts')}</p> : null}
      <ul>
        {view.drafts.map((draft) => (
          <li key={draft.id}>
            <Link to={`/ladders/${encodeURIComponent(view.region.id)}/${encodeURIComponent(draft.id)}`}>
              {t(`ladders.state.${draft.state}`)} ·{' '}
              {t('ladders.by', { name: draft.author.name, at: dayAndTime(draft.proposedAt, timeZone) })}
            </Link>{' '}
            <span className={pieces.quiet}>{draft.reason}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The way back is a new draft with the contents of an older version. */
function Versions({
  view,
  timeZone,
  onRestore,
  restored,
}: {
  view: RegionLadders;
  timeZone: string | undefined;
  onRestore: ((ladders: readonly LadderOnWire[], at: string) => void) | null;
  restored: boolean;
}) {
  const { t } = useTranslation('console');
  if (view.versions.length === 0) return null;
  return (
    <section className={pieces.block} aria-label={t('ladders.versions')}>
      <h3>{t('ladders.versions')}</h3>
      {restored ? <p role="status">{t('ladders.restored')}</p> : null}
      <ol>
        {view.versions.map((version) => {
          const at = version.validFrom === null ? '—' : dayAndTime(version.validFrom, timeZone);
          return (
            <li key={`${version.key}:${version.validFrom ?? ''}`}>
              {t('ladders.versionFrom', { at })} {version.key === 'default' ? t('ladders.versionDefault') : version.key}{' '}
              {onRestore === null ? null : (
                <Button
                  tone="quiet"
                  aria-label={`${t('ladders.restore')} ${at}`}
                  onClick={() => onRestore(version.ladders, at)}
                >
                  {t('ladders.restore')}
                </Button>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
