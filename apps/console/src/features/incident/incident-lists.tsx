import type { Incident, Offer } from '@silverbell/wire';
import * as labels from '@silverbell/vocabulary';
import { Button, timeOfDay, labelOf } from '@silverbell/web-ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActionAsked } from '../../shared/action-asked.js';
import { useEtaHolds, type EtaWords } from '../../shared/eta/use-eta-holds.js';
import pieces from '../../shared/pieces.module.css';

export interface ListProps {
  readonly incident: Incident;
  readonly timeZone: string | undefined;
}

export function Block({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={pieces.block} aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

interface AssignmentsProps extends ListProps {
  readonly onAsk: (asked: Omit<ActionAsked, 'incidentId'>) => void;
}

export function AssignmentsList({ incident, timeZone, onAsk }: AssignmentsProps) {
  const { t } = useTranslation('console');
  const { assignments } = incident.response;
  const holds = useEtaHolds(assignments);
  return (
    <Block title={t('incident.assignments')}>
      {assignments.length === 0 ? <p className={pieces.empty}>{t('incident.noAssignments')}</p> : null}
      <ul className={pieces.lines}>
        {assignments.map((one) => (
          <li key={one.id} className={one.state === 'withdrawn' ? pieces.lineOver : ''}>
            <strong>
              <bdi>{one.helper.name}</bdi>
            </strong>
            <span className={pieces.tag}>{labelOf(labels.ASSIGNMENT_ROLE_LABELS, one.role)}</span>
            <span className={one.state === 'withdrawn' ? pieces.tag : `${pieces.tag} ${pieces.tagStrong}`}>
              {labelOf(labels.ASSIGNMENT_STATE_LABELS, one.state)}
            </span>
            <PlaceTag place={one.place} />
            {one.arrivedAt !== null ? (
              <span>
                {t('incident.arrivedAt', { at: timeOfDay(one.arrivedAt, timeZone) })}
                {one.arrivalProof === null ? '' : `（${t(`incident.proof.${one.arrivalProof}`)}）`}
              </span>
            ) : one.etaAt !== null && one.state !== 'withdrawn' ? (
              <span>
                {t('incident.eta', { at: timeOfDay(one.etaAt, timeZone, false) })} <Holds eta={holds.get(one.id)} />
              </span>
            ) : null}
            {one.state === 'arrived' &&
            one.arrivalProof === 'unproven' &&
            incident.allowedActions.includes('entry-code') ? (
              <Button onClick={() => onAsk({ action: 'entry-code', assignmentId: one.id })}>
                {t('act.entry-code')}
              </Button>
            ) : null}
            {one.condition === null ? null : <span>{labelOf(labels.CONDITION_LABELS, one.condition)}</span>}
          </li>
        ))}
      </ul>
    </Block>
  );
}

/** Whether she comes when she was expected. */
const Holds = ({ eta }: { eta: EtaWords | undefined }) =>
  eta === undefined ? null : (
    <span className={`${pieces.tag} ${eta.holds === 'on-time' ? '' : pieces.tagWarn}`}>{eta.label}</span>
  );

/** Of a split offer: to which of the places this helper goes. */
export function PlaceTag({ place }: { place: Offer['place'] }) {
  const { t } = useTranslation('console');
  return place === null ? null : (
    <span className={pieces.tag}>
      {t('places.goesTo', { place: labelOf(labels.DESTINATION_CHOICE_LABELS, place) })}
    </span>
  );
}

export function CallsList({ incident, timeZone }: ListProps) {
  const { t } = useTranslation('console');
  const none = incident.calls.length === 0 && incident.agencyCalls.length === 0;
  return (
    <Block title={t('incident.calls')}>
      {none ? <p className={pieces.empty}>{t('incident.noCalls')}</p> : null}
      <ul className={pieces.lines}>
        {incident.calls.map((one) => (
          <li key={one.id}>
            <time dateTime={one.startedAt}>{timeOfDay(one.startedAt, timeZone)}</time>
            <strong>{labelOf(labels.CALL_PARTY_LABELS, one.party)}</strong>
            {one.number === null ? null : <span>{one.number}</span>}
            <span className={one.result === null ? `${pieces.tag} ${pieces.tagStrong}` : pieces.tag}>
              {one.result === null ? t('incident.openCall') : labelOf(labels.CALL_RESULT_LABELS, one.result)}
            </span>
            {one.recognisedBy === null ? null : (
              <span>{t('incident.recognised', { how: labelOf(labels.RECOGNISED_BY_LABELS, one.recognisedBy) })}</span>
            )}
            {one.by === null ? null : <bdi className={pieces.by}>{one.by.name}</bdi>}
          </li>
        ))}
        {incident.agencyCalls.map((one, at) => (
          <li key={`agency-${at}`}>
            <time dateTime={one.at}>{timeOfDay(one.at, timeZone)}</time>
            <strong>{labelOf(labels.AGENCY_SERVICE_LABELS, one.service)}</strong>
            <span>{one.numberDialled}</span>
            <span className={`${pieces.tag} ${pieces.tagStrong}`}>
              {labelOf(labels.AGENCY_STATUS_LABELS, one.status)}
            </span>
            {one.reference === null ? null : <bdi>{t('incident.reference', { n: one.reference })}</bdi>}
            {one.told === null ? null : <bdi className={pieces.quiet}>{one.told}</bdi>}
          </li>
        ))}
      </ul>
    </Block>
  );
}
