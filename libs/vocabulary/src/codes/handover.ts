/** What one shift tells the next: incidents and promises are taken over by name, the rest is known from then on. */
export const HANDOVER_ITEMS = ['incident', 'call-back', 'shelved', 'outage', 'silent-devices'] as const;
export type HandoverItemKind = (typeof HANDOVER_ITEMS)[number];

export const HANDOVER_STATES = ['open', 'signed', 'withdrawn'] as const;
export type HandoverState = (typeof HANDOVER_STATES)[number];
