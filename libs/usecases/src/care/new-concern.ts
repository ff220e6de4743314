import type { IdSource } from '@silverbell/kernel';
import type { CareConcern } from './orders/port.js';

type Known = 'seniorId' | 'homeId' | 'kind' | 'askedAt';

/** What the emergency side is asked about a person (CR-09), with what is known of where it comes from. */
export const newConcern = (
  { newId }: { readonly newId: IdSource },
  known: Pick<CareConcern, Known> & Partial<Omit<CareConcern, Known | 'id'>>,
): CareConcern => ({
  ...{ id: newId(), orderId: null, visitId: null, callId: null, workerId: null },
  ...{ code: null, fire: false, proof: 'none', ...known },
});
