import { messageOf } from '@silverbell/adapter-notify';
import { endingToContacts, practiceOf, type Consequence, type Incident } from '@silverbell/incidents';
import { as, type HelperId, type OfferId } from '@silverbell/kernel';

/** What an operator must know before she presses: the very words, made of the templates that the sender uses (H20). */
interface Wording {
  readonly incident: Incident;
  /** The number people call it by; a text to a helper does not say it. */
  readonly number: number | null;
  /** A village or neighbourhood by name. */
  readonly area: string | null;
}

function wordsOf(consequence: Consequence, { incident, number, area }: Wording, expectedArrivalS: number | null) {
  const marked: Consequence = practiceOf(incident) === 'drill' ? { ...consequence, drill: true } : consequence;
  const { outsideOnly, silent } = incident;
  return messageOf(marked, { number, area, outsideOnly, silent, expectedArrivalS }, 'zh-CN');
}

/** What contacts are told when it is closed; `null`: none is told anything. */
export function closingWordsOf(wording: Wording): string | null {
  const [told] = endingToContacts(wording.incident);
  return told === undefined ? null : wordsOf(told, wording, null);
}

/** What a helper is told of an offer that she has not answered on her screen. */
export function offerWordsOf(wording: Wording, helperId: HelperId, expectedArrivalS: number): string | null {
  const offer = { kind: 'offer', channel: 'sms', helperId, offerId: as<OfferId>('') } as const;
  return wordsOf(offer, wording, expectedArrivalS);
}
