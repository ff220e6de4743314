import type { Rota } from '@silverbell/wire';
import { LADDER_ROLE_LABELS, SHIFT_STATE_LABELS } from '@silverbell/vocabulary';
import { routeKey, routeQuery } from '@silverbell/web-api-client';
import { Button, dayAndTime, labelOf } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { api, queries } from '../../shared/app-client.js';
import { Card, PageFrame } from '../../shared/page-frame.js';
import { hasOneOf, type PageProps } from '../../shared/page-props.js';
import { PlainTable } from '../../shared/plain-table.js';
import { QueryStatus } from '../../shared/query-status.js';
import { RegionSelect } from '../../shared/regions/region-select.js';
import { useRegionName } from '../../shared/regions/use-regions.js';
import { useOpenDialog } from '../../shared/use-open-dialog.js';
import { PlanDialog, ShiftDialog, type ShiftAct } from './rota-dialogs.js';
import { PLACE_EDITORS } from '../../shared/roles.js';

type Seat = Rota['seats'][number];

/** Who holds which seat when, and the hours without a person, shown in advance. */
export function RotaPage({ user, timeZone }: PageProps) {
  const { t } = useTranslation('office');
  const field = useId();
  const [search, setSearch] = useSearchParams();
  const [dialog, open, close] = useOpenDialog<{ readonly what: 'plan'; readonly seat: Seat } | ShiftAct>();
  const regionId = search.get('regionId') ?? '';
  const result = useQuery(routeQuery(api, 'rota', { query: regionId === '' ? {} : { regionId } }));
  const seats = result.data?.seats ?? [];
  const gaps = seats.reduce((sum, one) => sum + one.gaps.length, 0);
  const may = hasOneOf(user, PLACE_EDITORS);
  const done = (): void => {
    for (const route of ['rota', 'dutySeats', 'regionReadiness'] as const)
      void queries.invalidateQueries({ queryKey: routeKey(route) });
    close();
  };
  return (
    <PageFrame title={t('rota.title')} note={t('rota.note')}>
      <div className="office-card office-filter" role="search" aria-label={t('list.filter')}>
        <div className="office-field">
          <label htmlFor={field}>{t('list.region')}</label>
          <RegionSelect
            id={field}
            value={regionId}
            onChange={(chosen) => setSearch(chosen === '' ? {} : { regionId: chosen })}
          />
        </div>
      </div>
      <QueryStatus of={result} />
      {result.data === undefined ? null : (
        <p className={gaps > 0 ? 'office-warn' : 'quiet'} role="status">
          {gaps > 0 ? t('rota.gaps', { n: gaps }) : t('rota.noGaps')}
        </p>
      )}
      {result.isSuccess && seats.length === 0 ? <p className="quiet">{t('rota.none')}</p> : null}
      {seats.map((seat) => (
        <SeatRota
          key={seat.seatId}
          {...{ seat, may, timeZone }}
          onPlan={() => open({ what: 'plan', seat })}
          onAct={(act) => open(act)}
        />
      ))}
      {dialog === null ? null : dialog.what === 'plan' ? (
        <PlanDialog seat={dialog.seat} timeZone={timeZone} onDone={done} onClose={close} />
      ) : (
        <ShiftDialog act={dialog} seats={seats} timeZone={timeZone} onDone={done} onClose={close} />
      )}
    </PageFrame>
  );
}

interface SeatRotaProps {
  readonly seat: Seat;
  readonly may: boolean;
  readonly timeZone: string | undefined;
  readonly onPlan: () => void;
  readonly onAct: (act: ShiftAct) => void;
}

function SeatRota({ seat, may, timeZone, onPlan, onAct }: SeatRotaProps) {
  const { t } = useTranslation('office');
  const regionName = useRegionName();
  const span = ({ from, to }: { readonly from: string; readonly to: string }): string =>
    t('rota.span', { from: dayAndTime(from, timeZone), to: dayAndTime(to, timeZone) });
  const title = `${regionName(seat.regionId)} ${labelOf(LADDER_ROLE_LABELS, seat.role)}：${seat.name}`;
  return (
    <Card title={title} note={`${t('rota.now')}：${seat.holderNow ?? t('rota.itself')}`}>
      {seat.keepsRota ? null : <p className="pad quiet">{t('rota.noRota')}</p>}
      {seat.gaps.map((gap) => (
        <p key={gap.from} className="office-foot">
          <span className="office-tag office-tag-warn">{t('rota.gap')}</span> {span(gap)}
        </p>
      ))}
      {seat.shifts.length === 0 ? null : (
        <PlainTable
          name={title}
          heads={[t('rota.shifts'), t('rota.person'), t('rota.voice'), '', t('rota.actions')]}
          items={seat.shifts}
          rowKey={(one) => one.id}
          cells={(one) => [
            span(one),
            one.personName,
            one.voiceNumber ?? t('rota.itself'),
            one.state === 'planned' ? null : (
              <span key="state" className="office-tag">
                {labelOf(SHIFT_STATE_LABELS, one.state)}
              </span>
            ),
            may && one.state === 'planned' ? (
              <span key="acts">
                {(['swap', 'absent', 'cancel'] as const).map((what) => (
                  <Button
                    key={what}
                    tone="quiet"
                    aria-label={`${t(`rota.${what}`)} ${one.personName} ${span(one)}`}
                    onClick={() => onAct({ what, shift: one })}
                  >
                    {t(`rota.${what}`)}
                  </Button>
                ))}
              </span>
            ) : null,
          ]}
        />
      )}
      {may ? (
        <div className="office-foot">
          <Button aria-label={t('rota.planOf', { name: seat.name })} onClick={onPlan}>
            {t('rota.plan')}
          </Button>
        </div>
      ) : null}
    </Card>
  );
}
