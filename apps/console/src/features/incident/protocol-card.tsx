import type { Incident } from '@silverbell/wire';
import {
  protocolCardFor,
  type ProtocolCard as Card,
  type ProtocolChoice,
  type ProtocolQuestion,
} from '@silverbell/vocabulary';
import { useRouteMutation } from '@silverbell/web-api-client';
import { Button, language, ProblemMessage } from '@silverbell/web-ui';
import { useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActionAsked } from '../../shared/action-asked.js';
import { api, refreshIncident } from '../../shared/app-client.js';
import styles from './protocol.module.css';

interface ProtocolCardProps {
  readonly incident: Incident;
  readonly onAsk: (asked: Omit<ActionAsked, 'incidentId'>) => void;
}

/** The answer on record; one that was given to an earlier wording of the card is an answer of that wording. */
const answerTo = (incident: Incident, card: Card, question: ProtocolQuestion): string | null =>
  incident.protocol.find(
    (one) => one.card === card.id && one.cardVersion === card.version && one.question === question.code,
  )?.answer ?? null;

/** What is asked, in its order and in its words. A digit answers the question that is open; each answer is in the timeline. */
export function ProtocolCard({ incident, onAsk }: ProtocolCardProps) {
  const { t } = useTranslation('console');
  const card = protocolCardFor(incident.silent ? ['panic'] : incident.kinds);
  const list = useRef<HTMLOListElement>(null);
  const answer = useRouteMutation(api, 'protocol', { onSettled: () => refreshIncident(incident.id) });
  if (card === null) return null;
  const may = incident.allowedActions.includes('protocol');
  const current = card.questions.findIndex((question) => answerTo(incident, card, question) === null);
  const say = (question: ProtocolQuestion, choice: ProtocolChoice): void =>
    answer.mutate({
      params: { id: incident.id },
      body: { card: card.id, version: card.version, question: question.code, answer: choice.code },
    });
  const byDigit = (event: KeyboardEvent): void => {
    const question = card.questions[current];
    const choice = /^[1-9]$/.test(event.key) ? question?.choices[Number(event.key) - 1] : undefined;
    if (!may || event.ctrlKey || event.altKey || event.metaKey || question === undefined || choice === undefined)
      return;
    event.preventDefault();
    say(question, choice);
  };
  return (
    <section
      id="protocol-card"
      className={styles.card}
      aria-labelledby="protocol-title"
      tabIndex={-1}
      onKeyDown={byDigit}
    >
      <h2 id="protocol-title" className={styles.title}>
        {t('protocol.title', { card: card.title[language()] })}
        <small>
          {t('protocol.version', { n: card.version })} · <kbd>F4</kbd>
        </small>
      </h2>
      <ol ref={list} className={styles.questions}>
        {card.questions.map((question, index) => (
          <Question
            key={question.code}
            question={question}
            answer={answerTo(incident, card, question)}
            isOpen={index === current}
            may={may && !answer.isPending}
            onSay={(choice) => say(question, choice)}
            onAsk={onAsk}
          />
        ))}
      </ol>
      <ProblemMessage problem={answer.error} />
      <p className={styles.rule}>{card.rule[language()]}</p>
    </section>
  );
}

function Question({
  question,
  answer,
  isOpen,
  may,
  onSay,
  onAsk,
}: Pick<ProtocolCardProps, 'onAsk'> & {
  readonly question: ProtocolQuestion;
  readonly answer: string | null;
  readonly isOpen: boolean;
  readonly may: boolean;
  readonly onSay: (choice: ProtocolChoice) => void;
}) {
  const ask = question.ask[language()];
  const chosen = question.choices.find(({ code }) => code === answer);
  return (
    <li className={isOpen ? styles.open : styles.quiet}>
      <span className={styles.ask}>{ask}</span>
      {question.hint === undefined || !isOpen ? null : <span className={styles.hint}>{question.hint[language()]}</span>}
      <div className={styles.choices} role="group" aria-label={ask}>
        {question.choices.map((choice, at) => (
          <button
            key={choice.code}
            type="button"
            className={styles.choice}
            aria-pressed={choice.code === answer}
            disabled={!may}
            onClick={() => onSay(choice)}
          >
            {isOpen ? <kbd aria-hidden="true">{at + 1}</kbd> : null}
            {choice.label[language()]}
          </button>
        ))}
      </div>
      {chosen?.suggests === undefined ? null : <Suggested choice={chosen} onAsk={onAsk} />}
    </li>
  );
}

/** What the answer speaks for: one press opens the form, nothing is chosen in it and nothing is sent. */
function Suggested({ choice, onAsk }: { readonly choice: ProtocolChoice; readonly onAsk: ProtocolCardProps['onAsk'] }) {
  const { t } = useTranslation('console');
  const { suggests } = choice;
  if (suggests === undefined) return null;
  return 'call' in suggests ? (
    <Button onClick={() => onAsk({ action: 'read-out', service: suggests.call })}>
      {t('protocol.call', { service: suggests.call === 'utility' ? t('protocol.utility') : suggests.call })}
    </Button>
  ) : (
    <Button onClick={() => onAsk({ action: 'verdict' })}>{t('protocol.verdict')}</Button>
  );
}
