import { asProblem, routeKey, useRouteMutation } from '@silverbell/web-api-client';
import { Button, Form, ProblemMessage } from '@silverbell/web-ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { api, queries } from '../../shared/app-client.js';
import { FieldInput } from '../../shared/form/field-input.js';
import { Card, PageFrame } from '../../shared/page-frame.js';
import { QueryStatus } from '../../shared/query-status.js';
import { daysOf, linesOf, type CalendarYear } from './calendar-days.js';
import { calendarQuery } from './calendar-query.js';

/** The first person sends in a year: by lines, or as a spreadsheet. Nothing counts before a second one has confirmed it. */
export function CalendarForm() {
  const { t } = useTranslation('office');
  const { year = '' } = useParams();
  const result = useQuery(calendarQuery(Number(year)));
  const title = t('careGround.proposeOf', { year });
  return (
    <PageFrame title={title} note={t('careGround.proposeWhy')}>
      <QueryStatus of={result} />
      {result.data === undefined ? null : <Proposal key={year} title={title} year={year} known={result.data} />}
    </PageFrame>
  );
}

interface ProposalProps {
  readonly title: string;
  readonly year: string;
  readonly known: CalendarYear | null;
}
interface Wrong {
  readonly source?: string;
  readonly lines?: string;
}

function Proposal({ title, year, known }: ProposalProps) {
  const { t } = useTranslation('office');
  const go = useNavigate();
  const base = useId();
  const chosen = useRef<HTMLInputElement>(null);
  const words = { off: t('careGround.dayOff'), work: t('careGround.dayWorked') };
  const [source, setSource] = useState(known?.source ?? '');
  const [lines, setLines] = useState(() => linesOf(known?.days ?? [], words));
  const [wrong, setWrong] = useState<Wrong>({});
  // What was read when the form was opened: a later proposal of another person is not overwritten unseen.
  const [version] = useState(known?.version);
  const back = (): void => void go(`/care-ground/calendar?year=${year}`);
  const done = (): void => {
    void queries.invalidateQueries({ queryKey: routeKey('calendarYear') });
    back();
  };
  const put = useRouteMutation(api, 'putCalendar', { onSuccess: done });
  const upload = useMutation({
    mutationFn: (form: FormData) =>
      api.upload('importCalendar', form, {
        params: { year },
        ...(version === undefined ? {} : { ifVersion: version }),
      }),
    onSuccess: done,
  });
  const isPending = put.isPending || upload.isPending;
  const { days, unread } = daysOf(lines);

  const send = (): void => {
    const file = chosen.current?.files?.[0];
    const wrongLines =
      file !== undefined
        ? null
        : unread.length > 0
          ? t('careGround.linesUnread', { lines: unread.join(t('app.and')) })
          : days.length === 0
            ? t('careGround.neither')
            : null;
    setWrong({
      ...(source.trim() === '' ? { source: t('form.required', { field: t('careGround.source') }) } : {}),
      ...(wrongLines === null ? {} : { lines: wrongLines }),
    });
    if (source.trim() === '' || wrongLines !== null || isPending) return;
    if (file === undefined) {
      upload.reset();
      put.mutate({ params: { year }, body: { days, source: source.trim() } }, version);
      return;
    }
    put.reset();
    const form = new FormData();
    form.set('source', source.trim());
    // The file last: its fields are read first.
    form.set('file', file);
    upload.mutate(form);
  };
  return (
    <Card title={t('careGround.days')}>
      <Form name={title} onSend={send}>
        <div className="office-fields">
          <FieldInput
            id={`${base}source`}
            field={{
              ...{ key: 'source', label: t('careGround.source'), kind: 'text', required: true, wide: true },
              hint: t('careGround.sourceHint'),
            }}
            value={source}
            error={wrong.source}
            onChange={(value) => setSource(String(value))}
            onLeave={() => undefined}
          />
          <FieldInput
            id={`${base}lines`}
            field={{
              ...{ key: 'lines', label: t('careGround.lines'), kind: 'words', wide: true },
              hint: [t('careGround.linesHint'), t('careGround.linesRead', { n: days.length })].join(' '),
            }}
            value={lines}
            error={wrong.lines}
            onChange={(value) => setLines(String(value))}
            onLeave={() => undefined}
          />
          <div className="office-field wide">
            <label htmlFor={`${base}file`}>{t('careGround.file')}</label>
            <input ref={chosen} id={`${base}file`} type="file" accept=".xlsx,.csv" aria-describedby={`${base}how`} />
            <span id={`${base}how`} className="hint">
              {t('careGround.fileHint')}
            </span>
          </div>
        </div>
        <ProblemMessage problem={put.error ?? (upload.error === null ? null : asProblem(upload.error))} />
        <div className="office-foot">
          <Button onClick={back}>{t('form.cancel')}</Button>
          <Button type="submit" tone="primary" busy={isPending}>
            {t('careGround.propose')}
          </Button>
        </div>
      </Form>
    </Card>
  );
}
