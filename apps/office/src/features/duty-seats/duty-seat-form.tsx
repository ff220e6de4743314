import type { AnswerOf } from '@silverbell/wire';
import { LADDER_ROLE_LABELS, type LadderRole } from '@silverbell/vocabulary';
import { routeKey } from '@silverbell/web-api-client';
import { choicesOf } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { api, queries } from '../../shared/app-client.js';
import { everyPageQuery, PAGE } from '../../shared/every-page.js';
import { RecordForm, type Section } from '../../shared/form/record-form.js';
import { PageFrame } from '../../shared/page-frame.js';
import { QueryStatus } from '../../shared/query-status.js';

type Seat = AnswerOf<'dutySeats'>['items'][number];
interface Values {
  readonly regionId: string;
  readonly role: string;
  readonly name: string;
  readonly voiceNumber: string;
  readonly active: boolean;
}
const valuesOf = ({ regionId, role, name, voiceNumber, active }: Seat): Values => ({
  ...{ regionId, role, name, voiceNumber, active },
});

export function DutySeatForm() {
  const { t } = useTranslation('office');
  const { id } = useParams();
  const [search] = useSearchParams();
  const all = everyPageQuery('dutySeats', (cursor) => api.call('dutySeats', { query: { cursor, limit: PAGE } }));
  const result = useQuery({ ...all, enabled: id !== undefined });
  if (id === undefined) {
    const blank = { regionId: search.get('regionId') ?? '', role: '', name: '', voiceNumber: '', active: true };
    return <Form seat={null} initial={blank} />;
  }
  const seat = result.data?.find((one) => one.id === id);
  return seat === undefined ? (
    <PageFrame title={t('seats.title')}>
      <QueryStatus of={result} />
    </PageFrame>
  ) : (
    <Form key={seat.id} seat={seat} initial={valuesOf(seat)} />
  );
}

function Form({ seat, initial }: { readonly seat: Seat | null; readonly initial: Values }) {
  const { t } = useTranslation('office');
  const go = useNavigate();
  const back = (): void => void go('/duty-seats');
  const done = (): void => {
    void queries.invalidateQueries({ queryKey: routeKey('dutySeats') });
    back();
  };
  const sections: readonly Section<Values>[] = [
    {
      title: t('seats.base'),
      fields: [
        { key: 'regionId', label: t('seats.region'), kind: 'region', required: true },
        { key: 'role', label: t('seats.role'), kind: 'choice', choices: choicesOf(LADDER_ROLE_LABELS), required: true },
        { key: 'name', label: t('seats.name'), kind: 'text', required: true },
        { key: 'voiceNumber', label: t('seats.voice'), kind: 'phone', required: true, hint: t('seats.voiceHint') },
        ...(seat === null ? [] : [{ key: 'active', label: t('seats.active'), kind: 'tick' } as const]),
      ],
    },
  ];
  const shared = { sections, initial, onDone: done, onCancel: back } as const;
  const title = seat === null ? t('seats.new') : t('seats.edit', { name: seat.name });
  const body = ({ active: _, role, ...values }: Values) => ({ ...values, role: role as LadderRole });
  return (
    <PageFrame title={title}>
      {seat === null ? (
        <RecordForm
          {...shared}
          title={title}
          draft="seat:new"
          route="createDutySeat"
          inputOf={(values) => ({ body: body(values) })}
        />
      ) : (
        <RecordForm
          {...shared}
          title={title}
          draft={`seat:${seat.id}`}
          route="changeDutySeat"
          inputOf={(values) => ({ params: { id: seat.id }, body: { ...body(values), active: values.active } })}
          version={seat.version}
          currentOf={(current) => ({ values: valuesOf(current as Seat), version: (current as Seat).version })}
        />
      )}
    </PageFrame>
  );
}
