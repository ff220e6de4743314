import type { CheckInShown } from '@silverbell/care';
import { geoPoint } from '@silverbell/kernel';
import type { ParsedBody } from '../http/routes/parameters.js';

/** What a phone shows of where it is: a position that is none counts as not sent. */
export const shownAtDoor = ({
  position,
  doorTag,
}: Pick<ParsedBody<'startOrder' | 'visitDone'>, 'position' | 'doorTag'>): CheckInShown => {
  const point = position ? geoPoint(position.lat, position.lng) : null;
  return {
    position: point === null ? null : { point, accuracyM: position?.accuracyM ?? null },
    doorTag: doorTag ?? null,
  };
};
