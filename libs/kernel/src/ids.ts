declare const brand: unique symbol;

/** A value that cannot be mistaken for another of the same runtime type. */
export type Branded<T, Name extends string> = T & { readonly [brand]: Name };

export type IncidentId = Branded<string, 'IncidentId'>;
export type EventId = Branded<string, 'EventId'>;
export type OfferId = Branded<string, 'OfferId'>;
export type AssignmentId = Branded<string, 'AssignmentId'>;
export type CallId = Branded<string, 'CallId'>;
export type HomeId = Branded<string, 'HomeId'>;
export type SeniorId = Branded<string, 'SeniorId'>;
export type ContactId = Branded<string, 'ContactId'>;
export type DeviceId = Branded<string, 'DeviceId'>;
export type HelperId = Branded<string, 'HelperId'>;
export type AccountId = Branded<string, 'AccountId'>;
export type RegionId = Branded<string, 'RegionId'>;
/** Points at an encrypted free text; the text itself never enters an event, an outbox row or a log. */
export type TextId = Branded<string, 'TextId'>;

/** Gives a plain string its branded type at the edge where it enters the house. */
export const as = <B extends Branded<string, string>>(value: string): B => value as B;

/** Fresh ids, handed in so that a test can count them. */
export type IdSource = () => string;
