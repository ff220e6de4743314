import type { ExportList, Role } from '@silverbell/vocabulary';
import { ENDPOINTS } from '../endpoints.js';
import { exportMade, exportOnWire, exportRequest, nothing } from '../http/index.js';
import type { Route } from './route.js';
import {
  INSTALL,
  KEEP_ACCOUNTS,
  KEEP_FACILITIES,
  KEEP_FILES,
  KEEP_PLACES,
  look,
  READ_DEVICES,
  READ_FACILITIES,
  READ_FILES,
  READ_PLACES,
  words,
} from './shape.js';

const KEEP_CARE: readonly Role[] = ['community-officer', 'township-officer', 'county-officer'];
const READ_CARE: readonly Role[] = [...KEEP_CARE, 'operator', 'lead', 'supervisor'];
const ANSWER_COMPLAINTS: readonly Role[] = ['township-officer', 'county-officer'];
const PROVIDER: readonly Role[] = ['provider-manager'];
/** Those who call after an incident read what is owed; the follow-ups of services are the township's. */
const READ_CASES: readonly Role[] = ['admin', 'lead', 'operator', 'supervisor', 'auditor'];
const CALL_UP: readonly Role[] = ['lead', 'operator'];
const READ_WORK: readonly Role[] = [...READ_DEVICES, 'auditor'];
const EXPORTING: readonly Role[] = [...READ_FILES, ...PROVIDER, ...KEEP_ACCOUNTS, 'auditor', 'installer'];

/** Who reads a list may take it out; who keeps it and says a purpose gets it in full, everybody else masked. `own`: only rows of their provider. */
export const MAY_EXPORT: Readonly<
  Record<ExportList, { readonly read: readonly Role[]; readonly keep: readonly Role[]; readonly own?: readonly Role[] }>
> = {
  regions: { read: READ_PLACES, keep: KEEP_PLACES },
  facilities: { read: READ_FACILITIES, keep: KEEP_FACILITIES },
  homes: { read: READ_FILES, keep: KEEP_FILES },
  seniors: { read: READ_FILES, keep: KEEP_FILES },
  helpers: { read: READ_FACILITIES, keep: KEEP_FACILITIES },
  devices: { read: READ_FILES, keep: KEEP_FILES },
  'service-orders': { read: READ_CARE, keep: KEEP_CARE, own: PROVIDER },
  complaints: { read: READ_CARE, keep: ANSWER_COMPLAINTS },
  'welfare-visits': { read: READ_CARE, keep: KEEP_CARE },
  'village-scores': { read: [...KEEP_CARE, 'supervisor'], keep: KEEP_CARE },
  'service-plans': { read: READ_CARE, keep: KEEP_CARE, own: PROVIDER },
  verifications: { read: [...ANSWER_COMPLAINTS, 'supervisor'], keep: ANSWER_COMPLAINTS, own: PROVIDER },
  meals: { read: READ_CARE, keep: KEEP_CARE },
  // the county only reads the queue of calls
  'care-calls': { read: READ_CARE, keep: ['community-officer', 'township-officer', ...CALL_UP] },
  'duty-seats': { read: READ_PLACES, keep: KEEP_PLACES },
  accounts: { read: KEEP_ACCOUNTS, keep: KEEP_ACCOUNTS },
  audit: { read: ['auditor'], keep: ['auditor'] },
  'device-work': { read: READ_WORK, keep: INSTALL },
  'follow-ups': { read: READ_CASES, keep: CALL_UP },
  'care-follow-ups': { read: ['township-officer', ...CALL_UP, 'supervisor'], keep: ['township-officer', ...CALL_UP] },
};

/** Lists as files; which lists an account may take out is a matter of who reads them. */
export const EXPORT_ROUTES = {
  beginExport: {
    ...ENDPOINTS.beginExport,
    roles: EXPORTING,
    body: exportRequest,
    response: exportMade,
    status: 201,
    idempotent: true,
    tag: 'imports',
    summary: words('导出名册（记录用途）', 'Export a list; recorded with its purpose before a row is read'),
    problems: ['export-too-large', 'provider-unknown'],
  },
  export: look('export', EXPORTING, 'imports', exportOnWire, words('导出的状态', 'How far an export has come')),
  exportFile: {
    ...look('exportFile', EXPORTING, 'imports', nothing, words('下载导出的文件', 'Fetch the file of an export')),
    response: null,
    produces: 'application/octet-stream',
    problems: ['export-not-ready', 'export-over'],
  },
} as const satisfies Record<string, Route>;
