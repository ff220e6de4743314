import type { MealBookingOnWire } from '@silverbell/wire';
import { MEAL_MEANS_LABELS, MEAL_TAKER_LABELS, type MealMeans, type MealTaker } from '@silverbell/vocabulary';
import { choicesOf } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { ActDialog } from '../../shared/act-dialog.js';
import { orNone, type Field, type FieldValue } from '../../shared/form/field.js';
import type { MealPoint } from './meal-points.js';

const ACTS = ['attend', 'refuse', 'cancel'] as const;
export type MealActName = (typeof ACTS)[number];
export const isMealAct = (action: string): action is MealActName => (ACTS as readonly string[]).includes(action);

interface Ends {
  readonly onDone: () => void;
  readonly onClose: () => void;
}
interface MealActProps extends Ends {
  readonly act: MealActName;
  readonly meal: MealBookingOnWire;
}

/** One command on a booked meal: who took it, that it was refused, or that it is not wanted after all. */
export function MealAct({ act, meal, ...ends }: MealActProps) {
  const { t } = useTranslation('office');
  const params = { id: meal.id };
  const shared = { title: `${t(`meals.act.${act}`)} · ${meal.senior.name}`, version: meal.version, ...ends };
  const note: Field<Record<string, FieldValue>> = { key: 'note', label: t('care.note'), kind: 'words' };
  const noteOf = (values: Readonly<Record<string, FieldValue>>) =>
    orNone(values['note'] ?? '') === undefined ? {} : { note: String(values['note']) };
  switch (act) {
    case 'attend':
      return (
        <ActDialog
          {...shared}
          fields={[
            {
              ...{ key: 'by', label: t('meals.taker'), kind: 'choice', required: true },
              choices: choicesOf(MEAL_TAKER_LABELS),
            },
            {
              ...{ key: 'means', label: t('meals.means'), kind: 'choice', required: true },
              choices: choicesOf(MEAL_MEANS_LABELS),
            },
            note,
          ]}
          initial={{ by: '', means: 'name-list', note: '' }}
          route="attendMeal"
          inputOf={(v) => ({
            params,
            body: { by: v['by'] as MealTaker, means: v['means'] as MealMeans, ...noteOf(v) },
          })}
        />
      );
    case 'refuse':
      return (
        <ActDialog
          {...shared}
          fields={[{ key: 'untouched', label: t('meals.untouched'), kind: 'tick' }, note]}
          initial={{ untouched: false, note: '' }}
          route="refuseMeal"
          inputOf={(v) => ({ params, body: { untouched: v['untouched'] === true, ...noteOf(v) } })}
        />
      );
    case 'cancel':
      return (
        <ActDialog
          {...shared}
          fields={[{ key: 'reason', label: t('care.reason'), kind: 'words' }]}
          initial={{ reason: '' }}
          route="cancelMeal"
          inputOf={(v) => ({
            params,
            body: orNone(v['reason'] ?? '') === undefined ? {} : { reason: String(v['reason']) },
          })}
        />
      );
  }
}

/** A meal for a person who asked for it by telephone or at the counter. */
export function BookMeal({
  points,
  today,
  ...ends
}: Ends & { readonly points: readonly MealPoint[]; readonly today: string }) {
  const { t } = useTranslation('office');
  return (
    <ActDialog
      {...ends}
      title={t('meals.book')}
      fields={[
        { key: 'seniorId', label: t('meals.senior'), kind: 'senior', required: true },
        {
          ...{ key: 'mealPointId', label: t('meals.point'), kind: 'choice', required: true },
          choices: points.map(({ id, name }) => ({ value: id, label: name })),
        },
        { key: 'on', label: t('meals.day'), kind: 'date', required: true },
      ]}
      initial={{ seniorId: '', mealPointId: points.length === 1 ? (points[0]?.id ?? '') : '', on: today }}
      route="createMealBooking"
      inputOf={(v) => ({
        body: { seniorId: String(v['seniorId']), mealPointId: String(v['mealPointId']), on: String(v['on']) },
      })}
    />
  );
}
