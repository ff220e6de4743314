import type { Incident, Offer } from '@silverbell/wire';
import * as labels from '@silverbell/vocabulary';
import { Button, spanInWords, timeOfDay, useSay, wordOf } from '@silverbell/web-ui';
import type { ReactNode } from 'react';
import type { ActionAsked } from './actions/action-asked.js';

interface ListProps {
  readonly incident: Incident;
  readonly timeZone: string | undefined;
}

function Block({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="block" aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

interface AssignmentsProps extends ListProps {
  readonly onAsk: (asked: Omit<ActionAsked, 'incidentId'>) => void;
}

export function AssignmentsList({ incident, timeZone, onAsk }: AssignmentsProps) {
  const say = useSay();
  const { assignments } = incident.response;
  return (
    <Block title={say('incident.assignments')}>
      {assignments.length === 0 ? <p className="empty">{say('incident.noAssignments')}</p> : null}
      <ul className="lines">
        {assignments.map((one) => (
          <li key={one.id} className={one.state === 'withdrawn' ? 'line-over' : ''}>
            <strong>{one.helper.name}</strong>
            <span className="tag">{wordOf(labels.ASSIGNMENT_ROLE_LABELS, one.role)}</span>
            <span className={one.state === 'withdrawn' ? 'tag' : 'tag tag-strong'}>
              {wordOf(labels.ASSIGNMENT_STATE_LABELS, one.state)}
            </span>
            <PlaceTag place={one.place} />
            {one.arrivedAt !== null ? (
              <span>
                {say('incident.arrivedAt', { at: timeOfDay(one.arrivedAt, timeZone) })}
                {one.arrivalProof === null ? '' : `（${say(`incident.proof.${one.arrivalProof}`)}）`}
              </span>
            ) : one.etaAt !== null && one.state !== 'withdrawn' ? (
              <span>{say('incident.eta', { at: timeOfDay(one.etaAt, timeZone, false) })}</span>
            ) : null}
            {one.state === 'arrived' &&
            one.arrivalProof === 'unproven' &&
            incident.allowedActions.includes('entry-code') ? (
              <Button onClick={() => onAsk({ action: 'entry-code', assignmentId: one.id })}>
                {say('act.entry-code')}
              </Button>
            ) : null}
            {one.condition === null ? null : <span>{wordOf(labels.CONDITION_LABELS, one.condition)}</span>}
          </li>
        ))}
      </ul>
    </Block>
  );
}

export function OffersList({ incident, timeZone }: ListProps) {
  const say = useSay();
  return (
    <Block title={say('incident.offers')}>
      {incident.offers.length === 0 ? <p className="empty">{say('incident.noOffers')}</p> : null}
      <ul className="lines">
        {incident.offers.map((one) => (
          <li key={one.id} className={one.state === 'open' ? '' : 'line-over'}>
            <strong>{one.helper.name}</strong>
            <span className={one.state === 'open' ? 'tag tag-strong' : 'tag'}>
              {one.state === 'over'
                ? wordOf(labels.OFFER_OVER_LABELS, one.overReason)
                : wordOf(labels.OFFER_STATE_LABELS, one.state)}
            </span>
            <span>{say('candidates.arrives', { span: spanInWords(one.expectedArrivalS, say) })}</span>
            <PlaceTag place={one.place} />
            <time dateTime={one.madeAt}>{timeOfDay(one.madeAt, timeZone)}</time>
          </li>
        ))}
      </ul>
    </Block>
  );
}

/** Of a split offer: to which of the places this helper goes. */
function PlaceTag({ place }: { place: Offer['place'] }) {
  const say = useSay();
  return place === null ? null : (
    <span className="tag">{say('places.goesTo', { place: wordOf(labels.DESTINATION_CHOICE_LABELS, place) })}</span>
  );
}

export function CallsList({ incident, timeZone }: ListProps) {
  const say = useSay();
  const none = incident.calls.length === 0 && incident.agencyCalls.length === 0;
  return (
    <Block title={say('incident.calls')}>
      {none ? <p className="empty">{say('incident.noCalls')}</p> : null}
      <ul className="lines">
        {incident.calls.map((one) => (
          <li key={one.id}>
            <time dateTime={one.startedAt}>{timeOfDay(one.startedAt, timeZone)}</time>
            <strong>{wordOf(labels.CALL_PARTY_LABELS, one.party)}</strong>
            {one.number === null ? null : <span>{one.number}</span>}
            <span className={one.result === null ? 'tag tag-strong' : 'tag'}>
              {one.result === null ? say('incident.openLine') : wordOf(labels.CALL_RESULT_LABELS, one.result)}
            </span>
            {one.recognisedBy === null ? null : (
              <span>{say('incident.recognised', { how: wordOf(labels.RECOGNISED_BY_LABELS, one.recognisedBy) })}</span>
            )}
            {one.by === null ? null : <span className="by">{one.by.name}</span>}
          </li>
        ))}
        {incident.agencyCalls.map((one, at) => (
          <li key={`agency-${at}`}>
            <time dateTime={one.at}>{timeOfDay(one.at, timeZone)}</time>
            <strong>{wordOf(labels.AGENCY_SERVICE_LABELS, one.service)}</strong>
            <span>{one.numberDialled}</span>
            <span className="tag tag-strong">{wordOf(labels.AGENCY_STATUS_LABELS, one.status)}</span>
            {one.reference === null ? null : <span>{say('incident.reference', { n: one.reference })}</span>}
            {one.told === null ? null : <span className="quiet">{one.told}</span>}
          </li>
        ))}
      </ul>
    </Block>
  );
}
