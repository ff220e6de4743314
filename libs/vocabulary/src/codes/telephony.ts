/** What an exchange reports of a call. */
export const CALL_EVENT_TYPES = [
  'ringing',
  'answered',
  'held',
  'resumed',
  'transferred',
  'ended',
  'recording',
] as const;
export type CallEventType = (typeof CALL_EVENT_TYPES)[number];

export const CALL_STATES = ['ringing', 'talking', 'held', 'ended'] as const;
export type CallState = (typeof CALL_STATES)[number];

export const CALL_DIRECTIONS = ['in', 'out'] as const;
export type CallDirection = (typeof CALL_DIRECTIONS)[number];

/** The availability that an agent sets herself; ringing, talking and writing up follow from her calls. */
export const AGENT_CHOICES = ['ready', 'break', 'offline'] as const;
export type AgentChoice = (typeof AGENT_CHOICES)[number];

export const AGENT_STATES = ['ready', 'ringing', 'talking', 'wrap-up', 'break', 'offline'] as const;
export type AgentState = (typeof AGENT_STATES)[number];

/** Whether the exchange can be reached; `none`: no exchange is connected, operators dial themselves. */
export const EXCHANGE_LINKS = ['up', 'down', 'none'] as const;
export type ExchangeLink = (typeof EXCHANGE_LINKS)[number];

/** What an agent asks the exchange to do with a call of hers. */
export const CALL_CONTROLS = ['answer', 'hang-up', 'hold', 'resume', 'transfer', 'conference'] as const;
export type CallControl = (typeof CALL_CONTROLS)[number];

/** Who a number may belong to. */
export const NUMBER_OWNERS = ['senior', 'contact', 'helper'] as const;
export type NumberOwner = (typeof NUMBER_OWNERS)[number];
