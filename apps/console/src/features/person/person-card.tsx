import type { Incident, PersonCard as Card } from '@silverbell/wire';
import * as labels from '@silverbell/vocabulary';
import { Button, labelOfCode, dayAndTime, labelOf, roleLabel } from '@silverbell/web-ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActionAsked } from '../../shared/action-asked.js';
import { CallButton } from '../../shared/call-button.js';
import { ambulanceWords } from '../../shared/places/ambulance-words.js';
import pieces from '../../shared/pieces.module.css';

interface CardProps {
  readonly incident: Incident | undefined;
  readonly timeZone: string | undefined;
  readonly onAsk: (asked: Omit<ActionAsked, 'incidentId'>) => void;
}

export function PersonCard({ incident, timeZone, onAsk }: CardProps) {
  const { t } = useTranslation('console');
  const card = incident?.person ?? null;
  // Of a silent case no one is rung by one press of a button (class D).
  const about = { incidentId: incident?.id, byHand: incident?.silent === true };
  return (
    <section id="person-card" className={pieces.card} aria-label={t('person.title')} tabIndex={-1}>
      <h2>{t('person.title')}</h2>
      {card === null ? (
        <p className={pieces.empty}>
          {t(incident === undefined ? 'person.noCase' : incident.home ? 'person.hidden' : 'person.none')}
        </p>
      ) : null}
      {card?.home ? (
        <dl className={`${pieces.facts} ${pieces.factsOne}`}>
          <Fact name={t('person.address')}>
            {[card.home.address, floorOf(card.home, t)].filter((part) => part !== null).join(' · ')}
          </Fact>
          {card.home.hazards.length === 0 ? null : (
            <Fact name={t('person.hazards')}>
              {card.home.hazards.map((code) => labelOf(labels.HAZARD_LABELS, code)).join('、')}
            </Fact>
          )}
          {card.home.entry === null ? null : <Fact name={t('person.entry')}>{card.home.entry}</Fact>}
          {card.home.ambulancePoint === null ? null : (
            <Fact name={t('person.ambulance')}>
              {ambulanceWords(card.home)} <small>{card.home.ambulancePoint}</small>
            </Fact>
          )}
        </dl>
      ) : null}
      {card === null || card.people.length === 0 ? null : <h3>{t('person.people')}</h3>}
      {card?.people.map((one) => (
        <div key={one.id ?? one.name} className={pieces.person}>
          <strong>
            {one.name}
            {one.age === null ? '' : ` · ${t('incident.age', { n: one.age })}`}
            {one.sex === null ? '' : ` · ${labelOf(labels.GENDER_LABELS, one.sex)}`}
          </strong>
          {one.id === null ? null : (
            // Another app: its own login, its own window.
            <a href={`/office/seniors/${encodeURIComponent(one.id)}`} target="_blank" rel="noopener">
              {t('person.file')}
            </a>
          )}
          {one.status === 'active' ? null : (
            <span className={`${pieces.tag} ${pieces.tagStrong}`}>
              {labelOf(labels.SENIOR_STATUS_LABELS, one.status)}
            </span>
          )}
          {one.protection.map((flag) => (
            <span key={flag} className={`${pieces.tag} ${pieces.tagStrong}`}>
              {labelOfCode('person.protectionOf', flag, t)}
            </span>
          ))}
          {one.dispatchFirst ? (
            <span className={`${pieces.tag} ${pieces.tagStrong}`}>{t('person.dispatchFirst')}</span>
          ) : null}
          {one.dementia ? <span className={`${pieces.tag} ${pieces.tagStrong}`}>{t('person.dementia')}</span> : null}
          {one.hearing === 'deaf' || one.hearing === 'hard-of-hearing' ? (
            <span className={`${pieces.tag} ${pieces.tagStrong}`}>{labelOf(labels.HEARING_LABELS, one.hearing)}</span>
          ) : null}
          {one.electricDevice === null ? null : (
            <span className={`${pieces.tag} ${pieces.tagStrong}`}>
              {t('person.electric', { what: one.electricDevice })}
            </span>
          )}
          <dl className={`${pieces.facts} ${pieces.factsOne}`}>
            {one.phone === null ? null : (
              <Fact name={t('person.phone')}>
                <CallButton number={one.phone} who={one.name} {...about} />
              </Fact>
            )}
            {one.codeWord === null ? null : <Fact name={t('person.codeWord')}>{one.codeWord}</Fact>}
            {one.birthDate === null ? null : <Fact name={t('person.birth')}>{one.birthDate}</Fact>}
            {one.verifyBy === null ? null : (
              <Fact name={t('person.verifyBy')}>{labelOf(labels.VERIFY_BY_LABELS, one.verifyBy)}</Fact>
            )}
            {one.languages.length === 0 ? null : (
              <Fact name={t('person.languages')}>
                {one.languages.map((code) => labelOfCode('tongue', code, t)).join('、')}
              </Fact>
            )}
            {CARD_WORDS.map(([field, name]) =>
              one[field] === null ? null : (
                <Fact key={field} name={t(name)}>
                  {one[field]}
                </Fact>
              ),
            )}
            {one.careCategories.length === 0 ? null : (
              <Fact name={t('person.categories')}>
                {one.careCategories.map((code) => labelOf(labels.CARE_CATEGORY_LABELS, code)).join('、')}
              </Fact>
            )}
            {one.economicClass === null || one.economicClass === 'other' ? null : (
              <Fact name={t('person.economic')}>{labelOf(labels.ECONOMIC_CLASS_LABELS, one.economicClass)}</Fact>
            )}
            {one.careWishes === null ? null : <Fact name={t('person.wishes')}>{one.careWishes}</Fact>}
          </dl>
        </div>
      ))}
      {card === null || card.contacts.length === 0 ? null : (
        <>
          <h3>{t('person.contacts')}</h3>
          <ul className={pieces.lines}>
            {[...card.contacts]
              .sort((a, b) => a.order - b.order)
              .map((one) => (
                <li key={one.id}>
                  <strong>
                    {one.name}（{one.relation}）
                  </strong>
                  {one.conflict ? (
                    <span className={`${pieces.tag} ${pieces.tagStrong}`}>{t('person.noContact')}</span>
                  ) : (
                    <CallButton number={one.phone} who={one.name} {...about} />
                  )}
                  <span className={pieces.quiet}>
                    {one.mayDecide ? t('person.mayDecide') : t('person.toldOnly')}
                    {one.guardian ? ` · ${t('person.guardian')}` : ''}
                    {` · ${labelOf(labels.NOTICE_LEVEL_LABELS, one.noticeLevel)}`}
                    {one.comesInMinutes === null ? '' : ` · ${t('person.comesIn', { n: one.comesInMinutes })}`}
                  </span>
                  {incident?.allowedActions.includes('call') && !one.conflict ? (
                    <Button
                      tone="quiet"
                      aria-label={`${t('act.callContact')} ${one.name}`}
                      onClick={() => onAsk({ action: 'call', party: 'contact', number: one.phone })}
                    >
                      {t('act.callContact')}
                    </Button>
                  ) : null}
                </li>
              ))}
          </ul>
        </>
      )}
      {card === null || card.keys.length === 0 ? null : (
        <>
          <h3>{t('person.keys')}</h3>
          <ul className={pieces.lines}>
            {card.keys.map((one, at) => (
              <li key={at}>
                <strong>{one.holder}</strong>
                {one.conflict ? (
                  <span className={`${pieces.tag} ${pieces.tagStrong}`}>{t('person.noContact')}</span>
                ) : null}
                {one.phone === null || one.conflict ? null : (
                  <CallButton number={one.phone} who={one.holder} {...about} />
                )}
                <span className={pieces.quiet}>
                  {one.fitTestedAt === null
                    ? t('person.keyUntested')
                    : t(one.fits ? 'person.keyTested' : 'person.keyMisfit', {
                        at: dayAndTime(one.fitTestedAt, timeZone),
                      })}
                  {one.mayUse ? '' : ` · ${t('person.keyNoConsent')}`}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {card === null || card.pairedHelpers.length === 0 ? null : (
        <p className={pieces.quiet}>
          {t('person.paired', { names: card.pairedHelpers.map(({ name }) => name).join('、') })}
        </p>
      )}
      {card === null || card.devices.length === 0 ? null : (
        <>
          <h3>{t('person.devices')}</h3>
          <ul className={pieces.lines}>
            {card.devices.map((one) => (
              <li key={one.id}>
                <strong>{one.id}</strong>
                <span className={pieces.quiet}>
                  {[roleLabel(one.role), one.room].filter(Boolean).join(' · ')} ·{' '}
                  {one.lastSeenAt === null
                    ? t('person.neverSeen')
                    : t('person.lastSeen', { at: dayAndTime(one.lastSeenAt, timeZone) })}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {card === null || card.emergencyNumbers.length === 0 ? null : (
        <>
          <h3>{t('person.numbers')}</h3>
          <ul className={`${pieces.lines} ${pieces.linesInline}`}>
            {card.emergencyNumbers.map((one) => {
              const isAgency = one.service in labels.AGENCY_SERVICE_LABELS;
              const who = isAgency
                ? labelOf(labels.AGENCY_SERVICE_LABELS, one.service)
                : labelOfCode('person.number', one.service, t);
              return (
                <li key={one.service}>
                  {/* 120, 119 and 110 have a dialog of their own, with what is read out. */}
                  {who} <CallButton number={one.number} who={who} {...about} byHand={about.byHand || isAgency} />
                </li>
              );
            })}
          </ul>
        </>
      )}
    </section>
  );
}

/** Words of the file, in the order in which they are read out. */
const CARD_WORDS = [
  ['health', 'person.health'],
  ['medication', 'person.medication'],
  ['allergies', 'person.allergies'],
  ['hospital', 'person.hospital'],
  ['doctor', 'person.doctor'],
  ['usuallyAtHome', 'person.usually'],
] as const;

function floorOf(
  { floorNo, hasLift }: NonNullable<Card['home']>,
  t: ReturnType<typeof useTranslation<'console'>>['t'],
): string | null {
  if (floorNo === null) return null;
  return `${t('person.floor', { n: floorNo })} ${t(hasLift ? 'person.lift' : 'person.noLift')}`;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
