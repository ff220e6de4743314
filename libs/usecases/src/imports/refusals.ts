import type { ImportFault } from '@silverbell/vocabulary';

/** What the registry says no with, as the fault of a row. */
const FAULTS: Readonly<Record<string, ImportFault>> = {
  'place-nowhere': 'place-nowhere',
  'region-inactive': 'region-inactive',
  'region-level': 'region-level',
  'region-cycle': 'region-cycle',
  'id-taken': 'id-taken',
  'id-number-deceased': 'person-deceased',
  'home-unknown': 'home-unknown',
  'helper-under-18': 'too-young',
  'senior-unknown': 'senior-unknown',
  'hub-unknown': 'hub-unknown',
  'facility-unknown': 'parent-unknown',
  'not-found': 'region-unknown',
};

export const faultOfRefusal = (refused: string): ImportFault => FAULTS[refused] ?? 'refused';
