import type { ServiceOrderOnWire } from '@silverbell/wire';
import { routeKey, useRouteMutation } from '@silverbell/web-api-client';
import { Form, ProblemMessage, TextField } from '@silverbell/web-ui';
import { Card, ChoiceList, isTooLong, NoteField, PhoneButton } from '@silverbell/web-ui/phone';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, queries } from '../../shared/app-client.js';

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;
const byId = (pairs: readonly (readonly [string, string])[]) =>
  [...new Map(pairs)].map(([value, label]) => ({ value, label }));

/** One more visit (CR-29, CR-77): of the seniors and the services that this family knows from its visits. The provider names its price. */
export function BookingForm({ visits, today }: { visits: readonly ServiceOrderOnWire[]; today: string }) {
  const { t } = useTranslation('family');
  const [isOpen, setOpen] = useState(false);
  const seniors = byId(visits.map(({ senior }) => [senior.id, senior.name]));
  const [seniorId, setSenior] = useState('');
  const [item, setItem] = useState('');
  const [when, setWhen] = useState({ day: today, from: '', to: '' });
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState(false);
  const [booked, setBooked] = useState<string | null>(null);
  const book = useRouteMutation(api, 'createServiceOrder', {
    onSuccess: (made) => {
      setBooked(made.day);
      return queries.invalidateQueries({ queryKey: routeKey('serviceOrders') });
    },
  });
  const chosen = seniors.length === 1 ? (seniors[0]?.value ?? '') : seniorId;
  const items = byId(
    visits.flatMap(({ items, itemNames }) => items.map((code, n) => [code, itemNames[n] ?? code] as const)),
  );
  const set = (change: Partial<typeof when>): void => setWhen((before) => ({ ...before, ...change }));
  const send = (): void => {
    const { day, from, to } = when;
    const isWhole = chosen !== '' && item !== '' && day >= today && CLOCK.test(from) && CLOCK.test(to) && from < to;
    setMissing(!isWhole);
    if (!isWhole || isTooLong(note)) return;
    const words = note.trim() === '' ? {} : { note: note.trim() };
    book.mutate({ body: { seniorId: chosen, items: [item], day, startTime: from, endTime: to, ...words } });
  };
  const close = (): void => {
    setOpen(false);
    setBooked(null);
  };
  if (seniors.length === 0) return null;
  if (!isOpen)
    return (
      <PhoneButton icon="calendar" onClick={() => setOpen(true)}>
        {t('care.book')}
      </PhoneButton>
    );
  if (booked !== null)
    return (
      <Card title={t('care.book')} label={t('care.book')}>
        <p role="status">{t('care.booked', { day: booked })}</p>
        <PhoneButton variant="text" onClick={close}>
          {t('care.back')}
        </PhoneButton>
      </Card>
    );
  return (
    <Card title={t('care.book')} label={t('care.book')}>
      <Form name={t('care.book')} onSend={send}>
        {seniors.length === 1 ? null : (
          <ChoiceList name={t('care.bookFor')} choices={seniors} value={seniorId} onChoose={setSenior} />
        )}
        <ChoiceList name={t('care.bookItem')} choices={items} value={item} onChoose={setItem} />
        <TextField
          label={t('care.bookDay')}
          type="date"
          min={today}
          value={when.day}
          onValueChange={(day) => set({ day })}
        />
        <TextField label={t('care.bookFrom')} type="time" value={when.from} onValueChange={(from) => set({ from })} />
        <TextField label={t('care.bookTo')} type="time" value={when.to} onValueChange={(to) => set({ to })} />
        <NoteField label={t('care.bookNote')} value={note} onValueChange={setNote} />
        <p>{t('care.bookPrice')}</p>
        {missing ? (
          <p role="alert" className="sb-problem">
            {t('care.bookMissing')}
          </p>
        ) : null}
        <ProblemMessage problem={book.error} />
        <PhoneButton type="submit" variant="main" icon="send" busy={book.isPending}>
          {t('care.bookSend')}
        </PhoneButton>
        <PhoneButton variant="text" onClick={close}>
          {t('care.back')}
        </PhoneButton>
      </Form>
    </Card>
  );
}
