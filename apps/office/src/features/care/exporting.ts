import { CARE_EXPORTERS } from '../../shared/roles.js';

/** May take out orders, plans, complaints, visits and meals. */
export const EXPORTING: readonly string[] = CARE_EXPORTERS;
/** A provider takes out its own orders and plans as well. */
export const EXPORTING_ORDERS: readonly string[] = [...EXPORTING, 'provider-manager'];
