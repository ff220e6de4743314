import type { MealBookingOnWire } from '@silverbell/wire';
import {
  MEAL_BOOKING_STATE_LABELS,
  MEAL_MEANS_LABELS,
  MEAL_TAKER_LABELS,
  type MealBookingState,
} from '@silverbell/vocabulary';
import { routeKey } from '@silverbell/web-api-client';
import { Button, choicesOf, dayAndTime, labelOf, timeOfDay, yuanOf } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, Route, Routes } from 'react-router';
import { api, queries } from '../../shared/app-client.js';
import { dateOf } from '../../shared/form/field.js';
import { ListPage, type Column } from '../../shared/list/list-page.js';
import { hasOneOf, type PageProps } from '../../shared/page-props.js';
import { useOpenDialog } from '../../shared/use-open-dialog.js';
import { useCatalogue } from './care-day.js';
import { EXPORTING } from './exporting.js';
import { BookMeal, isMealAct, MealAct, type MealActName } from './meal-acts.js';
import { MealPointForm } from './meal-point-form.js';
import { everyMealPoint, MealPointList } from './meal-points.js';

/** Book a meal for a person who asks for it. */
const BOOKING = ['community-officer', 'village-cadre', 'township-officer', 'operator', 'lead'];

/** Meals of a day with who took them, and the points where they are served (CR-59). */
export function MealsPage(props: PageProps) {
  return (
    <Routes>
      <Route index element={<MealList {...props} />} />
      <Route path="points" element={<MealPointList {...props} />} />
      <Route path="points/new" element={<MealPointForm />} />
      <Route path="points/:id" element={<MealPointForm />} />
    </Routes>
  );
}

function MealList({ user, timeZone }: PageProps) {
  const { t } = useTranslation('office');
  const today = useCatalogue()?.on;
  const points = useQuery(everyMealPoint).data ?? [];
  const [acting, open, close] = useOpenDialog<{ readonly act: MealActName; readonly meal: MealBookingOnWire }>();
  const [booking, openBooking, closeBooking] = useOpenDialog<true>();
  const columns = useColumns(timeZone, (act, meal) => open({ act, meal }));
  const readAgain = (): void => {
    for (const route of ['mealBookings', 'work'] as const)
      void queries.invalidateQueries({ queryKey: routeKey(route) });
  };
  return (
    <>
      <ListPage
        // Read again once the day of care is known.
        key={today ?? ''}
        list="meal-bookings"
        userId={user.id}
        title={t('meals.title')}
        note={t('meals.note')}
        route="mealBookings"
        {...(hasOneOf(user, EXPORTING) ? { exportAs: 'meals' as const } : {})}
        actions={
          <>
            {hasOneOf(user, BOOKING) ? (
              <Button tone="primary" onClick={() => openBooking(true)}>
                {t('meals.book')}
              </Button>
            ) : null}
            <Link className="sb-button sb-button-plain no-print" to="/meals/points">
              {t('meals.points')}
            </Link>
            <Button onClick={() => window.print()}>{t('care.print')}</Button>
          </>
        }
        filters={[
          { key: 'on', label: t('meals.day'), of: 'words' },
          {
            ...{ key: 'mealPointId', label: t('meals.point') },
            of: points.map(({ id, name }) => ({ value: id, label: name })),
          },
          { key: 'state', label: t('meals.stands'), of: choicesOf(MEAL_BOOKING_STATE_LABELS) },
          { key: 'regionId', label: t('list.region'), of: 'region' },
          { key: 'seniorId', label: t('care.seniorId'), of: 'words' },
        ]}
        columns={columns}
        rowKey={({ id }) => id}
        read={({ on, mealPointId, state, regionId, seniorId }, cursor) => {
          // A person's meals are shown whenever they were; the list of a point is that of a day.
          const day = on === undefined ? (seniorId === undefined ? today : undefined) : dateOf(on);
          return api.call('mealBookings', {
            query: {
              ...{ from: day, to: day, mealPointId, regionId, seniorId, cursor, limit: 50 },
              state: state as MealBookingState | undefined,
            },
          });
        }}
      />
      {acting === null ? null : (
        <MealAct
          {...acting}
          onDone={() => {
            readAgain();
            close();
          }}
          onClose={close}
        />
      )}
      {booking === null ? null : (
        <BookMeal
          points={points.filter(({ active }) => active)}
          today={today ?? ''}
          onDone={() => {
            readAgain();
            closeBooking();
          }}
          onClose={closeBooking}
        />
      )}
    </>
  );
}

function useColumns(
  timeZone: string | undefined,
  onAct: (act: MealActName, meal: MealBookingOnWire) => void,
): readonly Column<MealBookingOnWire>[] {
  const { t } = useTranslation('office');
  return [
    { key: 'on', title: t('meals.day'), cell: ({ on }) => on },
    { key: 'senior', title: t('meals.senior'), cell: ({ senior }) => senior.name },
    { key: 'point', title: t('meals.point'), cell: ({ mealPoint }) => mealPoint.name },
    {
      key: 'hours',
      title: t('meals.hours'),
      cell: (one) => `${timeOfDay(one.opensAt, timeZone, false)}–${timeOfDay(one.closesAt, timeZone, false)}`,
      extra: true,
    },
    { key: 'state', title: t('meals.stands'), cell: (one) => labelOf(MEAL_BOOKING_STATE_LABELS, one.state) },
    {
      key: 'taker',
      title: t('meals.taker'),
      cell: ({ by }) => (by === null ? '—' : labelOf(MEAL_TAKER_LABELS, by)),
    },
    {
      key: 'takenAt',
      title: t('meals.takenAt'),
      cell: ({ attendedAt }) => (attendedAt === null ? '—' : dayAndTime(attendedAt, timeZone)),
    },
    {
      key: 'means',
      title: t('meals.means'),
      cell: ({ means }) => (means === null ? '—' : labelOf(MEAL_MEANS_LABELS, means)),
      extra: true,
    },
    { key: 'pays', title: t('meals.pays'), cell: ({ payFen }) => t('care.yuan', { n: yuanOf(payFen) }) },
    {
      key: 'subsidy',
      title: t('meals.subsidy'),
      cell: ({ subsidyFen }) => t('care.yuan', { n: yuanOf(subsidyFen) }),
      extra: true,
    },
    {
      key: 'act',
      title: t('meals.actions'),
      cell: (one) =>
        one.allowedActions.filter(isMealAct).map((act) => (
          <Button
            key={act}
            tone="quiet"
            aria-label={`${t(`meals.act.${act}`)} ${one.senior.name}`}
            onClick={() => onAct(act, one)}
          >
            {t(`meals.act.${act}`)}
          </Button>
        )),
    },
  ];
}
