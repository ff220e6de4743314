import type { HelperCalendarOnWire } from '@silverbell/wire';
import { useTranslation } from 'react-i18next';
import { ActDialog } from '../../shared/act-dialog.js';
import { orNone, type FieldValue } from '../../shared/form/field.js';
import { isPlace, NO_PLACE, placeBody } from '../../shared/form/place.js';
import { timeTyped, withException, withPlace, withWeekly, type Calendar } from './calendar.js';

export type CalendarAct = 'weekly' | 'exception' | 'place';
/** From Monday, which is 1, to Sunday. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

interface CalendarDialogProps {
  readonly act: CalendarAct;
  readonly name: string;
  readonly calendar: HelperCalendarOnWire;
  readonly onDone: () => void;
  readonly onClose: () => void;
}
type Values = Readonly<Record<string, FieldValue>>;

/** One more line of the calendar. */
export function CalendarDialog({ act, name, calendar, onDone, onClose }: CalendarDialogProps) {
  const { t } = useTranslation('office');
  const places = calendar.places.map(({ id, label }) => ({ value: id, label }));
  const place = { key: 'placeId', label: t('helpers.atPlace'), kind: 'choice', choices: places } as const;
  const shared = {
    ...{ title: t(`helpers.${act}Of`, { name }), route: 'writeHelperCalendar' as const, version: calendar.version },
    ...{ onDone, onClose },
  };
  const sends = (body: Calendar) => ({ params: { id: calendar.helperId }, body });
  const hours = [
    { key: 'from', label: t('helpers.fromTime'), kind: 'text', required: act === 'weekly' },
    { key: 'to', label: t('helpers.toTime'), kind: 'text', required: act === 'weekly', hint: t('helpers.toTimeHint') },
  ] as const;
  if (act === 'weekly')
    return (
      <ActDialog
        {...shared}
        fields={[
          {
            ...{ key: 'weekdays', label: t('helpers.weekdays'), kind: 'choices', required: true },
            choices: WEEKDAYS.map((day, n) => ({ value: String(n + 1), label: t(`helpers.weekday.${day}`) })),
          },
          ...hours,
          place,
        ]}
        initial={{ weekdays: [], from: '', to: '', placeId: '' }}
        inputOf={(values) => sends(withWeekly(calendar, weeklyOf(values)))}
      />
    );
  if (act === 'exception')
    return (
      <ActDialog
        {...shared}
        note={t('helpers.exceptionWhy')}
        fields={[
          { key: 'first', label: t('helpers.firstDay'), kind: 'date', required: true },
          { key: 'last', label: t('helpers.lastDay'), kind: 'date', required: true },
          { key: 'onDuty', label: t('helpers.besides'), kind: 'tick' },
          ...hours,
          place,
          { key: 'note', label: t('helpers.why'), kind: 'text' },
        ]}
        initial={{ first: '', last: '', onDuty: false, from: '', to: '', placeId: '', note: '' }}
        inputOf={(values) => sends(withException(calendar, exceptionOf(values)))}
      />
    );
  return (
    <ActDialog
      {...shared}
      fields={[
        { key: 'label', label: t('helpers.placeName'), kind: 'text', required: true },
        { key: 'position', label: t('helpers.position'), kind: 'place', required: true },
      ]}
      initial={{ label: '', position: NO_PLACE }}
      inputOf={({ label, position }) =>
        sends(
          withPlace(calendar, {
            ...{ id: crypto.randomUUID(), label: String(label) },
            position: placeBody(isPlace(position) ? position : NO_PLACE),
          }),
        )
      }
    />
  );
}

const weeklyOf = ({ weekdays, from, to, placeId }: Values) =>
  (Array.isArray(weekdays) ? (weekdays as readonly string[]) : []).map((day) => ({
    ...{ weekday: Number(day), from: timeTyped(String(from)), to: timeTyped(String(to)) },
    placeId: orNone(placeId ?? '') ?? null,
  }));

function exceptionOf({ first, last, onDuty, from, to, placeId, note }: Values) {
  const [begins, ends, why] = [orNone(from ?? ''), orNone(to ?? ''), orNone(note ?? '')];
  return {
    ...{ from: String(first), to: String(last), onDuty: onDuty === true, placeId: orNone(placeId ?? '') ?? null },
    ...(begins === undefined && ends === undefined
      ? {}
      : { hours: { from: timeTyped(begins ?? ''), to: timeTyped(ends ?? '') } }),
    ...(why === undefined ? {} : { note: why }),
  };
}
