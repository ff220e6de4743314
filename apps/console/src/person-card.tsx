import type { Incident } from '@silverbell/wire';
import * as labels from '@silverbell/vocabulary';
import { Button, codeWord, dayAndTime, useSay, wordOf } from '@silverbell/web-ui';
import type { ReactNode } from 'react';
import type { ActionAsked } from './actions/action-asked.js';

interface CardProps {
  readonly incident: Incident | undefined;
  readonly timeZone: string | undefined;
  readonly onAsk: (asked: Omit<ActionAsked, 'incidentId'>) => void;
}

export function PersonCard({ incident, timeZone, onAsk }: CardProps) {
  const say = useSay();
  const card = incident?.person ?? null;
  return (
    <section id="person-card" className="card" aria-label={say('person.title')} tabIndex={-1}>
      <h2>{say('person.title')}</h2>
      {card === null ? (
        <p className="empty">
          {say(incident === undefined ? 'person.noCase' : incident.home ? 'person.hidden' : 'person.none')}
        </p>
      ) : null}
      {card?.home ? (
        <dl className="facts facts-one">
          <Line name={say('person.address')}>{card.home.address}</Line>
          {card.home.hazards.length === 0 ? null : (
            <Line name={say('person.hazards')}>
              {card.home.hazards.map((code) => codeWord('hazard', code, say)).join('、')}
            </Line>
          )}
          {card.home.entry === null ? null : <Line name={say('person.entry')}>{card.home.entry}</Line>}
          {card.home.ambulancePoint === null ? null : (
            <Line name={say('person.ambulance')}>{card.home.ambulancePoint}</Line>
          )}
        </dl>
      ) : null}
      {card === null || card.people.length === 0 ? null : <h3>{say('person.people')}</h3>}
      {card?.people.map((one) => (
        <div key={one.id ?? one.name} className="person">
          <strong>
            {one.name}
            {one.age === null ? '' : ` · ${say('incident.age', { n: one.age })}`}
            {one.sex === null ? '' : ` · ${codeWord('sex', one.sex, say)}`}
          </strong>
          {one.status === 'active' ? null : (
            <span className="tag tag-strong">{codeWord('person.statusOf', one.status, say)}</span>
          )}
          {one.protection.map((flag) => (
            <span key={flag} className="tag tag-strong">
              {codeWord('person.protectionOf', flag, say)}
            </span>
          ))}
          {one.dispatchFirst ? <span className="tag tag-strong">{say('person.dispatchFirst')}</span> : null}
          <dl className="facts facts-one">
            {one.phone === null ? null : (
              <Line name={say('person.phone')}>
                <a href={`tel:${one.phone}`}>{one.phone}</a>
              </Line>
            )}
            {one.codeWord === null ? null : <Line name={say('person.codeWord')}>{one.codeWord}</Line>}
            {one.birthDate === null ? null : <Line name={say('person.birth')}>{one.birthDate}</Line>}
            {one.verifyBy === null ? null : (
              <Line name={say('person.verifyBy')}>{wordOf(labels.VERIFY_BY_LABELS, one.verifyBy)}</Line>
            )}
            {one.languages.length === 0 ? null : (
              <Line name={say('person.languages')}>
                {one.languages.map((code) => codeWord('tongue', code, say)).join('、')}
              </Line>
            )}
            {one.health === null ? null : <Line name={say('person.health')}>{one.health}</Line>}
            {one.careWishes === null ? null : <Line name={say('person.wishes')}>{one.careWishes}</Line>}
          </dl>
        </div>
      ))}
      {card === null || card.contacts.length === 0 ? null : (
        <>
          <h3>{say('person.contacts')}</h3>
          <ul className="lines">
            {[...card.contacts]
              .sort((a, b) => a.order - b.order)
              .map((one) => (
                <li key={one.id}>
                  <strong>
                    {one.name}（{one.relation}）
                  </strong>
                  {one.conflict ? (
                    <span className="tag tag-strong">{say('person.noContact')}</span>
                  ) : (
                    <a href={`tel:${one.phone}`}>{one.phone}</a>
                  )}
                  <span className="quiet">
                    {one.mayDecide ? say('person.mayDecide') : say('person.toldOnly')}
                    {one.comesInMinutes === null ? '' : ` · ${say('person.comesIn', { n: one.comesInMinutes })}`}
                  </span>
                  {incident?.allowedActions.includes('call') && !one.conflict ? (
                    <Button
                      tone="quiet"
                      aria-label={`${say('act.callContact')} ${one.name}`}
                      onClick={() => onAsk({ action: 'call', party: 'contact', number: one.phone })}
                    >
                      {say('act.callContact')}
                    </Button>
                  ) : null}
                </li>
              ))}
          </ul>
        </>
      )}
      {card === null || card.keys.length === 0 ? null : (
        <>
          <h3>{say('person.keys')}</h3>
          <ul className="lines">
            {card.keys.map((one, at) => (
              <li key={at}>
                <strong>{one.holder}</strong>
                {one.conflict ? <span className="tag tag-strong">{say('person.noContact')}</span> : null}
                {one.phone === null || one.conflict ? null : <a href={`tel:${one.phone}`}>{one.phone}</a>}
                <span className="quiet">
                  {one.fitTestedAt === null
                    ? say('person.keyUntested')
                    : say('person.keyTested', { at: dayAndTime(one.fitTestedAt, timeZone) })}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {card === null || card.devices.length === 0 ? null : (
        <>
          <h3>{say('person.devices')}</h3>
          <ul className="lines">
            {card.devices.map((one) => (
              <li key={one.id}>
                <strong>{one.id}</strong>
                <span className="quiet">
                  {[codeWord('deviceRole', one.role, say), one.room].filter(Boolean).join(' · ')} ·{' '}
                  {one.lastSeenAt === null
                    ? say('person.neverSeen')
                    : say('person.lastSeen', { at: dayAndTime(one.lastSeenAt, timeZone) })}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {card === null || card.emergencyNumbers.length === 0 ? null : (
        <>
          <h3>{say('person.numbers')}</h3>
          <ul className="lines lines-inline">
            {card.emergencyNumbers.map((one) => (
              <li key={one.service}>
                {one.service in labels.AGENCY_SERVICE_LABELS
                  ? wordOf(labels.AGENCY_SERVICE_LABELS, one.service)
                  : codeWord('person.number', one.service, say)}{' '}
                <a href={`tel:${one.number}`}>{one.number}</a>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
