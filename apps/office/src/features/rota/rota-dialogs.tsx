import type { Rota, ShiftOnWire } from '@silverbell/wire';
import { dayAndTime } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { ActDialog } from '../../shared/act-dialog.js';
import { numberOrNone, orNone } from '../../shared/form/field.js';
import { shiftsOf } from './shifts.js';

type Seat = Rota['seats'][number];
export interface ShiftAct {
  readonly what: 'swap' | 'absent' | 'cancel';
  readonly shift: ShiftOnWire;
}

interface DialogProps {
  readonly timeZone: string | undefined;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

export function PlanDialog({ seat, timeZone, onDone, onClose }: DialogProps & { readonly seat: Seat }) {
  const { t } = useTranslation('office');
  return (
    <ActDialog
      title={t('rota.planOf', { name: seat.name })}
      note={t('rota.planWhy')}
      fields={[
        { key: 'personName', label: t('rota.person'), kind: 'text', required: true },
        { key: 'voiceNumber', label: t('rota.voice'), kind: 'phone', hint: t('rota.voiceHint') },
        { key: 'day', label: t('rota.day'), kind: 'date', required: true },
        { key: 'from', label: t('rota.from'), kind: 'text', required: true },
        { key: 'to', label: t('rota.to'), kind: 'text', required: true, hint: t('rota.toHint') },
        { key: 'days', label: t('rota.days'), kind: 'number', required: true },
      ]}
      initial={{ personName: '', voiceNumber: '', day: '', from: '', to: '', days: '1' }}
      route="planShifts"
      inputOf={({ personName, voiceNumber, day, from, to, days }) => {
        const number = orNone(voiceNumber ?? '');
        const wanted = {
          ...{ day: String(day), from: String(from), to: String(to) },
          days: Math.min(Math.max(1, Math.trunc(numberOrNone(days ?? '') ?? 1)), 62),
        };
        const holder = { personName: String(personName), ...(number === undefined ? {} : { voiceNumber: number }) };
        // What is no day or no time goes out as it was typed: the server says which field it is.
        const hours = shiftsOf(wanted, timeZone) ?? [{ from: `${wanted.day} ${wanted.from}`, to: wanted.to }];
        return { params: { id: seat.seatId }, body: { items: hours.map((one) => ({ ...holder, ...one })) } };
      }}
      onDone={onDone}
      onClose={onClose}
    />
  );
}

interface ShiftDialogProps extends DialogProps {
  readonly act: ShiftAct;
  readonly seats: readonly Seat[];
}

export function ShiftDialog({ act: { what, shift }, seats, timeZone, onDone, onClose }: ShiftDialogProps) {
  const { t } = useTranslation('office');
  const shared = { version: shift.version, onDone, onClose };
  const title = t(`rota.${what}Of`, { name: shift.personName });
  const params = { id: shift.id };
  const reason = { key: 'reason', label: t('rota.reason'), kind: 'text', required: true } as const;
  if (what === 'cancel')
    return (
      <ActDialog
        {...shared}
        {...{ title, fields: [reason], initial: { reason: '' }, route: 'cancelShift' }}
        inputOf={(values) => ({ params, body: { reason: String(values['reason']) } })}
      />
    );
  if (what === 'absent')
    return (
      <ActDialog
        {...shared}
        title={title}
        note={t('rota.absentWhy')}
        fields={[
          reason,
          { key: 'personName', label: t('rota.standIn'), kind: 'text' },
          { key: 'voiceNumber', label: t('rota.standInVoice'), kind: 'phone' },
        ]}
        initial={{ reason: '', personName: '', voiceNumber: '' }}
        route="reportAbsence"
        inputOf={(values) => {
          const [personName, voiceNumber] = [orNone(values['personName'] ?? ''), orNone(values['voiceNumber'] ?? '')];
          const standIn =
            personName === undefined
              ? {}
              : { standIn: { personName, ...(voiceNumber === undefined ? {} : { voiceNumber }) } };
          return { params, body: { reason: String(values['reason']), ...standIn } };
        }}
      />
    );
  const others = seats.flatMap(({ shifts, name }) =>
    shifts
      .filter(({ id, state }) => state === 'planned' && id !== shift.id)
      .map((one) => ({ value: one.id, label: `${one.personName} · ${name} · ${dayAndTime(one.from, timeZone)}` })),
  );
  return (
    <ActDialog
      {...shared}
      title={title}
      fields={[
        { ...{ key: 'withShiftId', label: t('rota.with'), kind: 'choice', required: true }, choices: others },
        reason,
      ]}
      initial={{ withShiftId: '', reason: '' }}
      route="swapShifts"
      inputOf={(values) => ({
        params,
        body: { withShiftId: String(values['withShiftId']), reason: String(values['reason']) },
      })}
    />
  );
}
