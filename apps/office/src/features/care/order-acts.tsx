import type { ServiceOrderOnWire } from '@silverbell/wire';
import {
  ORDER_CHANNEL_LABELS,
  ORDER_VOICE_LABELS,
  RATING_VALUE_LABELS,
  REVIEW_DECISION_LABELS,
  type OrderChannel,
  type OrderVoice,
  type RatingValue,
  type ReviewDecision,
} from '@silverbell/vocabulary';
import { routeQuery } from '@silverbell/web-api-client';
import { choicesOf, yuanOf } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/app-client.js';
import { ActDialog } from '../../shared/act-dialog.js';
import { useCatalogue } from './care-day.js';
import { orNone, type Field, type FieldValue } from '../../shared/form/field.js';

const ACTS = [
  'decline',
  'quote',
  'accept-quote',
  'cancel',
  'confirm',
  'dispute',
  'settle',
  'review',
  'void',
  'rate',
] as const;
export type OrderActName = (typeof ACTS)[number];
/** What the office does in a dialog; assigning has its own form, the rest is the worker's or the family's. */
const isOrderAct = (action: string): action is OrderActName => (ACTS as readonly string[]).includes(action);
/** A price can be agreed to where one was named and is open. */
export const orderActs = ({ allowedActions, quote }: ServiceOrderOnWire): readonly OrderActName[] =>
  allowedActions.filter(isOrderAct).filter((act) => act !== 'accept-quote' || quote?.acceptedAt === null);

interface OrderActProps {
  readonly act: OrderActName;
  readonly order: ServiceOrderOnWire;
  readonly onDone: () => void;
  readonly onClose: () => void;
}
type Values = Readonly<Record<string, FieldValue>>;
type ActField = Field<Record<string, FieldValue>>;

/** One command on an order, in the words that it needs. */
export function OrderAct({ act, order, onDone, onClose }: OrderActProps) {
  const { t } = useTranslation('office');
  const params = { id: order.id };
  // By the hour an item is more minutes.
  const priced = (useCatalogue()?.items ?? []).filter(
    ({ code, unit }) => unit !== 'hour' && order.items.includes(code),
  );
  const isAgreeing = act === 'accept-quote';
  const senior = useQuery({ ...routeQuery(api, 'senior', { params: { id: order.seniorId } }), enabled: isAgreeing });
  const reason: ActField = { key: 'reason', label: t('care.reason'), kind: 'words', required: true };
  const note: ActField = { key: 'note', label: t('care.note'), kind: 'words' };
  const by: ActField = {
    ...{ key: 'by', label: t('care.by'), kind: 'choice', required: true },
    choices: choicesOf(ORDER_VOICE_LABELS),
  };
  // On the spot is the worker's phone; here it was said otherwise.
  const channel: ActField = {
    ...{ key: 'channel', label: t('care.channel'), kind: 'choice', required: true },
    choices: choicesOf(ORDER_CHANNEL_LABELS, ['on-site', 'page']),
  };
  const shared = { title: t(`care.act.${act}`), version: order.version, onDone, onClose, initial: EMPTY };
  switch (act) {
    case 'decline':
      return (
        <ActDialog
          {...shared}
          fields={[reason]}
          route="declineOrder"
          inputOf={(v) => ({ params, body: reasonOf(v) })}
        />
      );
    case 'void':
      return (
        <ActDialog {...shared} fields={[reason]} route="voidOrder" inputOf={(v) => ({ params, body: reasonOf(v) })} />
      );
    case 'cancel':
      return (
        <ActDialog
          {...shared}
          fields={[reason, by]}
          route="cancelOrder"
          inputOf={(v) => ({ params, body: { ...reasonOf(v), by: v['by'] as OrderVoice } })}
        />
      );
    case 'quote':
      return (
        <ActDialog
          {...shared}
          fields={[
            { key: 'extraMinutes', label: t('care.extraMinutes'), kind: 'number' },
            ...priced.map(({ code, name, priceFen }): ActField => ({
              ...{ key: code, kind: 'number' },
              label: t('care.itemCount', { item: name, money: yuanOf(priceFen) }),
            })),
          ]}
          route="quoteOrder"
          inputOf={(v) => ({
            params,
            body: {
              extraMinutes: Number(v['extraMinutes'] || 0),
              items: priced.flatMap(({ code }) => (v[code] ? [{ code, count: Number(v[code]) }] : [])),
            },
          })}
        />
      );
    case 'accept-quote':
      return (
        <ActDialog
          {...shared}
          note={t('care.agreeNote')}
          fields={[
            {
              ...{ key: 'by', label: t('care.agreedBy'), kind: 'choice', required: true },
              choices: [
                { value: HERSELF, label: order.senior.name },
                ...(senior.data?.contacts ?? [])
                  .filter(({ mayDecide }) => mayDecide)
                  .map(({ id, name }) => ({ value: id, label: name })),
              ],
            },
            { key: 'callReference', label: t('care.callReference'), kind: 'text', required: true },
          ]}
          route="acceptQuote"
          inputOf={(v) => ({
            params,
            body: {
              ...({ channel: 'phone' } as const),
              callReference: String(v['callReference']),
              ...(v['by'] === HERSELF ? ({ by: 'senior' } as const) : { contactId: String(v['by']) }),
            },
          })}
        />
      );
    case 'confirm':
    case 'dispute':
      return (
        <ActDialog
          {...shared}
          fields={[by, channel, note]}
          route={act === 'confirm' ? 'confirmOrder' : 'disputeOrder'}
          inputOf={(v) => ({ params, body: { ...voiceOf(v), ...noteOf(v) } })}
        />
      );
    case 'settle':
      return (
        <ActDialog
          {...shared}
          fields={[{ key: 'upheld', label: t('care.upheld'), kind: 'tick' }, reason]}
          route="settleOrder"
          inputOf={(v) => ({ params, body: { ...reasonOf(v), upheld: v['upheld'] === true } })}
        />
      );
    case 'review':
      return (
        <ActDialog
          {...shared}
          fields={[
            {
              ...{ key: 'decision', label: t('care.decision'), kind: 'choice', required: true },
              choices: choicesOf(REVIEW_DECISION_LABELS),
            },
            { ...reason, required: false },
          ]}
          route="reviewOrder"
          inputOf={(v) => ({
            params,
            body: { decision: v['decision'] as ReviewDecision, ...(orNone(v['reason'] ?? '') ? reasonOf(v) : {}) },
          })}
        />
      );
    case 'rate':
      return (
        <ActDialog
          {...shared}
          fields={[
            {
              ...{ key: 'value', label: t('care.value'), kind: 'choice', required: true },
              choices: choicesOf(RATING_VALUE_LABELS),
            },
            by,
            channel,
          ]}
          route="rateOrder"
          inputOf={(v) => ({ params, body: { ...voiceOf(v), value: v['value'] as RatingValue } })}
        />
      );
  }
}

/** Among her contacts by their ids. */
const HERSELF = 'senior';
const EMPTY: Values = {
  callReference: '',
  ...{ reason: '', note: '', by: '', channel: '', extraMinutes: '', upheld: false, decision: '', value: '' },
};
const reasonOf = (values: Values): { readonly reason: string } => ({ reason: String(values['reason']) });
const noteOf = (values: Values) => (orNone(values['note'] ?? '') ? { note: String(values['note']) } : {});
const voiceOf = (values: Values) => ({ by: values['by'] as OrderVoice, channel: values['channel'] as OrderChannel });
