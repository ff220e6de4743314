import type { Incident } from '@silverbell/wire';
import type { RollCallHow } from '@silverbell/wire/codes';
import { RISK_LABELS, ROLL_CALL_HOW_LABELS, ROLL_CALL_STATE_LABELS } from '@silverbell/wire/labels';
import { useCommand } from '@silverbell/web-live';
import { Button, dayAndTime, ProblemLine, useSay, wordOf } from '@silverbell/web-ui';
import { api, live, readIncident } from './house.js';

const hows = Object.keys(ROLL_CALL_HOW_LABELS) as RollCallHow[];

/** Class G: many lost their way to call at once. Name by name, gravest risk first, until every name is ticked. */
export function RollCall({ incident, timeZone }: { incident: Incident; timeZone: string | undefined }) {
  const say = useSay();
  const { busy, problem, run } = useCommand(() => api.newKey());
  if (incident.rollCall.length === 0) return null;
  const may = incident.allowedActions.includes('roll-call');
  const left = incident.rollCall.filter((one) => one.state === 'waiting').length;
  const mark = (seniorId: string, how: RollCallHow): void => {
    const url = `/incidents/${encodeURIComponent(incident.id)}/roll-call`;
    void run(`${seniorId} ${how}`, (key) => api.command(url, { seniorId, how }, { key })).then(() => {
      void readIncident(incident.id).catch(() => undefined);
      void live.refresh(incident.id);
    });
  };
  return (
    <section className="block" aria-label={say('rollCall.title')}>
      <h2>
        {say('rollCall.title')} · {say('rollCall.left', { n: left })}
      </h2>
      <ProblemLine problem={problem} />
      <ol className="roll-call">
        {incident.rollCall.map((one) => (
          <li key={one.senior.id} className={one.state === 'waiting' ? '' : 'line-over'}>
            <span className="lines">
              <span>
                <strong>{one.senior.name}</strong> {one.home.label}{' '}
                {one.phone === null ? null : <a href={`tel:${one.phone}`}>{one.phone}</a>}
              </span>
              <span className="quiet">
                {[
                  say('rollCall.tier', { n: one.tier }),
                  ...one.risks.map((code) => wordOf(RISK_LABELS, code)),
                  one.lastContactAt === null
                    ? say('rollCall.neverContact')
                    : say('rollCall.lastContact', { at: dayAndTime(one.lastContactAt, timeZone) }),
                  one.tries > 0 ? say('rollCall.tries', { n: one.tries }) : null,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            <span className="tag">{wordOf(ROLL_CALL_STATE_LABELS, one.state)}</span>
            {may && one.state !== 'ticked' ? (
              <span className="roll-call-acts">
                {hows.map((how) => (
                  <Button
                    key={how}
                    busy={busy}
                    aria-label={say('rollCall.mark', { name: one.senior.name, how: wordOf(ROLL_CALL_HOW_LABELS, how) })}
                    onClick={() => mark(one.senior.id, how)}
                  >
                    {wordOf(ROLL_CALL_HOW_LABELS, how)}
                  </Button>
                ))}
              </span>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
}
