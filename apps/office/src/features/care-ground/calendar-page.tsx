import { routeKey } from '@silverbell/web-api-client';
import { Button, dayAndTime, language } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { ActDialog } from '../../shared/act-dialog.js';
import { queries } from '../../shared/app-client.js';
import { Facts } from '../../shared/facts.js';
import { Card, PageFrame } from '../../shared/page-frame.js';
import { hasOneOf, type PageProps } from '../../shared/page-props.js';
import { PlainTable } from '../../shared/plain-table.js';
import { QueryStatus } from '../../shared/query-status.js';
import { spansOf, type CalendarYear } from './calendar-days.js';
import { calendarQuery } from './calendar-query.js';
import { CalendarWarning } from './calendar-warning.js';
import { useCareDay } from './care-day.js';
import { GroundLinks } from './ground-links.js';
import { CALENDAR_EDITORS } from './roles.js';

const YEAR = /^20\d{2}$/;

/** Which days of a year are off or worked against the week, who sent them in, and who confirmed them (CR-02). */
export function CalendarPage({ user, timeZone }: PageProps) {
  const { t } = useTranslation('office');
  const go = useNavigate();
  const [search, setSearch] = useSearchParams();
  const today = useCareDay();
  const asked = search.get('year') ?? '';
  const year = Number(YEAR.test(asked) ? asked : (today ?? '').slice(0, 4));
  const isKnown = year > 0;
  const result = useQuery({ ...calendarQuery(year), enabled: isKnown });
  const goTo = (other: number) => (): void => setSearch({ year: String(other) });
  const may = hasOneOf(user, CALENDAR_EDITORS);
  const found = result.data;
  return (
    <PageFrame
      title={t('careGround.calendar')}
      note={t('careGround.calendarNote')}
      actions={
        <>
          <Button disabled={!isKnown} onClick={goTo(year - 1)}>
            {t('careGround.previousYear')}
          </Button>
          <Button disabled={!isKnown} onClick={goTo(year + 1)}>
            {t('careGround.nextYear')}
          </Button>
          <GroundLinks user={user} here="calendar" />
          {may && found !== undefined ? (
            <Button tone="primary" onClick={() => void go(`/care-ground/calendar/${String(year)}`)}>
              {t(found === null ? 'careGround.propose' : 'careGround.proposeAnew')}
            </Button>
          ) : null}
        </>
      }
    >
      <CalendarWarning today={today} />
      <QueryStatus of={result} />
      {found === undefined ? null : (
        <Year year={year} found={found} mayConfirm={may} userId={user.id} timeZone={timeZone} />
      )}
    </PageFrame>
  );
}

interface YearProps {
  readonly year: number;
  readonly found: CalendarYear | null;
  readonly mayConfirm: boolean;
  readonly userId: string;
  readonly timeZone: string | undefined;
}

function Year({ year, found, mayConfirm, userId, timeZone }: YearProps) {
  const { t } = useTranslation('office');
  const title = t('careGround.year', { year });
  if (found === null)
    return (
      <Card title={title}>
        <p className="pad quiet">{t('careGround.missing', { year })}</p>
      </Card>
    );
  const { days, proposed, confirmed } = found;
  const off = days.filter(({ kind }) => kind === 'off').length;
  const act = ({ by, at }: CalendarYear['proposed']): string =>
    by === null ? t('careGround.platform') : `${by.name} ${dayAndTime(at, timeZone)}`;
  const isOpen = found.state === 'proposed';
  return (
    <Card
      title={title}
      note={
        <span className={isOpen ? 'office-tag office-tag-warn' : 'office-tag office-tag-on'}>
          {t(isOpen ? 'careGround.isProposed' : 'careGround.isPublished')}
        </span>
      }
    >
      <Facts
        of={[
          [t('careGround.source'), found.source],
          [t('careGround.howMany'), t('careGround.count', { off, work: days.length - off })],
          [t('careGround.proposedBy'), act(proposed)],
          [t('careGround.confirmedBy'), confirmed === null ? null : act(confirmed)],
        ]}
      />
      <PlainTable
        name={t('careGround.yearDays', { year })}
        heads={[t('careGround.days'), t('careGround.howMany'), t('careGround.kind'), t('careGround.dayName')]}
        items={spansOf(days)}
        rowKey={({ from }) => from}
        cells={({ from, to, count, kind, name }) => [
          from === to ? withWeekday(from) : `${withWeekday(from)} – ${withWeekday(to)}`,
          count,
          t(kind === 'off' ? 'careGround.dayOff' : 'careGround.dayWorked'),
          name,
        ]}
      />
      {isOpen && mayConfirm ? <Confirm found={found} isOwn={proposed.by?.id === userId} /> : null}
    </Card>
  );
}

const withWeekday = (day: string): string =>
  `${day} ${new Intl.DateTimeFormat(language(), { weekday: 'short', timeZone: 'UTC' }).format(Date.parse(`${day}T00:00:00Z`))}`;

/** The second person sends the same days again; the first one is told that it is not her turn. */
function Confirm({ found, isOwn }: { readonly found: CalendarYear; readonly isOwn: boolean }) {
  const { t } = useTranslation('office');
  const [isAsked, setAsked] = useState(false);
  const { year, days, source, version } = found;
  return (
    <div className="office-foot">
      {isOwn ? (
        <span className="quiet">{t('careGround.yours')}</span>
      ) : (
        <Button tone="primary" onClick={() => setAsked(true)}>
          {t('careGround.confirm')}
        </Button>
      )}
      {isAsked ? (
        <ActDialog
          title={t('careGround.confirmOf', { year })}
          note={t('careGround.confirmWhy', { n: days.length, source })}
          fields={[]}
          initial={{}}
          route="putCalendar"
          version={version}
          inputOf={() => ({ params: { year: String(year) }, body: { days, source } })}
          onDone={() => {
            void queries.invalidateQueries({ queryKey: routeKey('calendarYear') });
            setAsked(false);
          }}
          onClose={() => setAsked(false)}
        />
      ) : null}
    </div>
  );
}
