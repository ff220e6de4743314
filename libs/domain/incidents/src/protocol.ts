import { protocolCardFor, type ProtocolCard } from '@silverbell/vocabulary';
import type { Incident } from './state.js';

/** The card that is read out now: a silent alarm that ever joined decides, whatever else was heard. */
export const cardOf = ({ kinds, silent }: Pick<Incident, 'kinds' | 'silent'>): ProtocolCard | null =>
  protocolCardFor(silent ? ['panic'] : kinds);
