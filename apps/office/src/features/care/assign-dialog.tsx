import type { ServiceOrderOnWire } from '@silverbell/wire';
import { routeQuery, type ApiProblem } from '@silverbell/web-api-client';
import { Button, Dialog } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/app-client.js';
import { AssignForm, type AssignChoice } from './assign-form.js';
import { spanOf, type Worker } from './care-day.js';

interface AssignDialogProps {
  readonly order: ServiceOrderOnWire;
  readonly workers: readonly Worker[];
  readonly timeZone: string | undefined;
  /** Who is chosen at first; `null`: who has the order. */
  readonly chosen: AssignChoice | null;
  /** What stood against that choice. */
  readonly refused: ApiProblem | null;
  readonly onClose: () => void;
}

/** The form that assigns, over a board. It reads the whole day, so that hints know what the board leaves out. */
export function AssignDialog({ order, workers, timeZone, chosen, refused, onClose }: AssignDialogProps) {
  const { t } = useTranslation('office');
  const { day, senior, version } = order;
  const sameDay = useQuery(routeQuery(api, 'serviceOrders', { query: { from: day, to: day, limit: 200 } }));
  return (
    <Dialog
      title={t('week.moveOrder', { order: `${senior.name} ${day} ${spanOf(order, timeZone)}` })}
      open
      wide
      onClose={onClose}
    >
      <AssignForm
        key={version}
        {...{ order, workers, timeZone, refused }}
        sameDay={sameDay.data?.items ?? []}
        chosen={chosen ?? undefined}
        onDone={onClose}
      />
      <div className="office-foot">
        <Button onClick={onClose}>{t('common.cancel')}</Button>
      </div>
    </Dialog>
  );
}
