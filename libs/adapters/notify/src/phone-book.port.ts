import type { OutboxRow } from '@silverbell/usecases';
import type { Language } from '@silverbell/vocabulary';

export interface PhoneEntry {
  readonly phone: string;
  readonly language: Language;
  readonly kind: 'helper' | 'seat' | 'contact' | 'home' | 'key';
}

/** The number behind `helper:<id>`, `seat:<id>`, `contact:<id>`, `home:<id>` or `key:<id>`, looked up when it is dialled; `null`: there is none. */
export type PhoneBook = (recipient: string) => Promise<PhoneEntry | null>;

/** What a text may say of an incident: nothing that tells who, at which door, or with what illness (H19). */
export interface IncidentCard {
  /** The number people call the incident by. */
  readonly number: number | null;
  /** A village or neighbourhood by name, never a door. */
  readonly area: string | null;
  /** Class C ever joined: no helper is told to enter. */
  readonly outsideOnly: boolean;
  /** Class D ever joined: the home is not called. */
  readonly silent: boolean;
  /** Of the offer this is about. */
  readonly expectedArrivalS: number | null;
}

/** `null` or a failure: the words stay general, and name every precaution. */
export type IncidentCards = (row: Pick<OutboxRow, 'incidentId' | 'body'>) => Promise<IncidentCard | null>;
