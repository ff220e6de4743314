import type { SilenceView } from '@silverbell/wire';
import { AWAY_REASON_LABELS, RULE_REASON_LABELS, SIGN_LABELS, SILENCE_DOUBT_LABELS } from '@silverbell/vocabulary';
import { useSecond } from '@silverbell/web-live';
import { dayAndTime, spanInWords, useSay, wordOf } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { Link } from 'react-router';
import { LegalHolds } from '../holds/legal-holds.js';
import { api, clock, queries } from '../house.js';
import { PageFrame, ReadingLine } from '../page-frame.js';
import type { PageProps } from '../pages.js';
import { AwayForm } from './away-form.js';
import { RulesForm } from './rules-form.js';

const keepingRoles = ['operator', 'lead', 'admin'];

/** Facts about the silence of one person, and the rules about it; never how she is. */
export function SeniorPage({ user, timeZone }: PageProps) {
  const say = useSay();
  const id = useParams()['id'] ?? '';
  const queryKey = ['silence', id];
  const reading = useQuery({
    queryKey,
    queryFn: () => api.get<SilenceView>(`/seniors/${encodeURIComponent(id)}/silence-rules`),
    staleTime: 0,
    refetchInterval: 60_000,
  });
  const view = reading.data;
  const keep = (next: SilenceView): void => {
    queries.setQueryData(queryKey, next);
  };
  const may = keepingRoles.includes(user.role);
  return (
    <PageFrame
      title={view === undefined ? say('seniors.title') : say('seniors.silence', { name: view.senior.name })}
      beside={<Link to="/seniors">{say('seniors.back')}</Link>}
    >
      <ReadingLine of={reading} />
      {view === undefined ? null : (
        <>
          <Facts view={view} timeZone={view.timeZone} />
          <RulesForm key={`rules ${view.rulesSince ?? ''}`} id={id} view={view} may={may} onKept={keep} />
          <AwayForm key={`away ${view.away?.until ?? ''}`} id={id} view={view} may={may} onKept={keep} />
          <Changes view={view} timeZone={timeZone} />
          <LegalHolds of={`/seniors/${encodeURIComponent(id)}`} timeZone={timeZone} />
        </>
      )}
    </PageFrame>
  );
}

function Facts({ view, timeZone }: { view: SilenceView; timeZone: string }) {
  const say = useSay();
  const now = useSecond(clock);
  const { lastContact } = view;
  return (
    <section className="block" aria-label={say('seniors.contact')}>
      <h3>{say('seniors.contact')}</h3>
      <p>
        {lastContact === null
          ? say('seniors.contactNone')
          : say('seniors.contactAt', {
              sign: wordOf(SIGN_LABELS, lastContact.sign),
              at: dayAndTime(lastContact.at, timeZone),
              ago: spanInWords(Math.max(0, now - Date.parse(lastContact.at)) / 1_000, say),
            })}
      </p>
      <p className="quiet">
        {say('seniors.water')}：
        {view.waterL === null ? say('common.unknown') : say('seniors.waterL', { n: view.waterL })}
      </p>
      {view.doubts.length === 0 ? null : (
        <ul className="doubts" aria-label={say('seniors.doubts')}>
          {view.doubts.map((code) => (
            <li key={code}>{wordOf(SILENCE_DOUBT_LABELS, code)}</li>
          ))}
        </ul>
      )}
      <h4>{say('seniors.signs')}</h4>
      {view.signs.length === 0 ? <p className="empty">{say('seniors.signsNone')}</p> : null}
      <ul className="lines">
        {view.signs.map((one) => (
          <li key={one.sign}>
            <time dateTime={one.at}>{dayAndTime(one.at, timeZone)}</time>
            <span>{wordOf(SIGN_LABELS, one.sign)}</span>
            {one.counts ? null : <span className="tag">{say('seniors.notCounted')}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Changes({ view, timeZone }: { view: SilenceView; timeZone: string | undefined }) {
  const say = useSay();
  return (
    <section className="block" aria-label={say('seniors.changes')}>
      <h3>{say('seniors.changes')}</h3>
      {view.changes.length === 0 ? <p className="empty">{say('seniors.changesNone')}</p> : null}
      <ul className="lines">
        {view.changes.map((one) => (
          <li key={`${one.at} ${one.what}`}>
            <time dateTime={one.at}>{dayAndTime(one.at, timeZone)}</time>
            <span>{say(`seniors.change.${one.what}`)}</span>
            <span>{wordOf({ ...AWAY_REASON_LABELS, ...RULE_REASON_LABELS }, one.reason)}</span>
            {one.note === null ? null : <span>{one.note}</span>}
            <span className="by">{one.by.name}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
