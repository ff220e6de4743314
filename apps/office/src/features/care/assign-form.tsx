import type { ServiceOrderOnWire } from '@silverbell/wire';
import { ASSIGN_BLOCK_LABELS, HELPER_CERTIFICATE_LABELS, type AssignBlock } from '@silverbell/vocabulary';
import { routeKey, useRouteMutation, type ApiProblem } from '@silverbell/web-api-client';
import { Button, labelOf, ProblemMessage, SelectField, timeOfDay } from '@silverbell/web-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, queries } from '../../shared/app-client.js';
import type { Worker } from './care-day.js';

interface AssignFormProps {
  readonly order: ServiceOrderOnWire;
  readonly workers: readonly Worker[];
  /** Orders of the same day, to say who is busy. */
  readonly sameDay: readonly ServiceOrderOnWire[];
  readonly timeZone: string | undefined;
  /** Who is chosen at first; left out: who has the order. */
  readonly chosen?: AssignChoice | undefined;
  /** Why this choice was refused before the form was opened. */
  readonly refused?: ApiProblem | null;
  readonly onDone?: () => void;
}

/** As the command says it. */
export interface AssignChoice {
  readonly workerId: string;
  readonly secondWorkerId?: string;
}

/** Who goes. What is known against a worker stands beside her name; the platform decides, and names everything that stands against it. */
export function AssignForm({ order, workers, sameDay, timeZone, chosen, refused = null, onDone }: AssignFormProps) {
  const { t } = useTranslation('office');
  const [workerId, setWorkerId] = useState((chosen ?? order).workerId ?? '');
  const [secondId, setSecondId] = useState((chosen ?? order).secondWorkerId ?? '');
  const assign = useRouteMutation(api, 'assignOrder', {
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: routeKey('serviceOrders') });
      onDone?.();
    },
  });
  const choices = workers.map((one) => ({
    value: one.id,
    label: `${one.name}（${against(one) || t('care.free')}）`,
  }));
  const problem = assign.error ?? (assign.isPending ? null : refused);
  const blocks = blocksOf(problem);
  const needsTwo = blocks.includes('second-worker') || secondId !== '';
  const send = (): void => {
    if (workerId === '') return;
    const body = { workerId, ...(secondId === '' ? {} : { secondWorkerId: secondId }) };
    assign.mutate({ params: { id: order.id }, body }, order.version);
  };
  const name = `${order.senior.name} ${timeOfDay(order.plannedStart, timeZone, false)}`;
  return (
    <form
      className="office-foot"
      aria-label={t('care.assignTo', { order: name })}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <SelectField
        label={t('care.worker')}
        value={workerId}
        choices={choices}
        placeholder={t('common.choose')}
        onValueChange={setWorkerId}
      />
      {needsTwo ? (
        <SelectField
          label={t('care.second')}
          value={secondId}
          choices={choices}
          placeholder={t('common.choose')}
          onValueChange={setSecondId}
        />
      ) : null}
      <Button type="submit" tone="primary" busy={assign.isPending}>
        {t('care.assign')}
      </Button>
      {blocks.length === 0 ? (
        <ProblemMessage problem={problem} />
      ) : (
        <div role="alert" className="office-warn">
          {t('care.blocked')}
          <ul>
            {blocks.map((block) => (
              <li key={block}>{labelOf(ASSIGN_BLOCK_LABELS, block)}</li>
            ))}
          </ul>
        </div>
      )}
    </form>
  );

  function against(one: Worker): string {
    const busy = sameDay
      .filter(({ id, workerId: by, secondWorkerId }) => id !== order.id && [by, secondWorkerId].includes(one.id))
      .map(({ plannedStart }) => timeOfDay(plannedStart, timeZone, false));
    return [
      ...one.certificates
        .filter(({ until }) => until < order.day)
        .map(({ kind, until }) => t('care.hint.until', { what: labelOf(HELPER_CERTIFICATE_LABELS, kind), day: until })),
      ...(one.suspended ? [t('care.hint.suspended')] : []),
      ...(busy.length === 0 ? [] : [t('care.hint.busy', { times: busy.join('、') })]),
    ].join('；');
  }
}

/** Everything that stands against it, as the refusal lists it (CR-31). */
function blocksOf(problem: ApiProblem | null): readonly AssignBlock[] {
  const listed = problem?.facts['blocks'];
  return typeof listed === 'string' ? listed.split(' ').filter(isBlock) : [];
}
const isBlock = (word: string): word is AssignBlock => word in ASSIGN_BLOCK_LABELS;
