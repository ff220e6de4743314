/** What may be taken out as a file (CR-78). `follow-ups` are those of incidents, `care-follow-ups` those of visits and complaints. */
export const EXPORT_LISTS = [
  'regions',
  'facilities',
  'homes',
  'seniors',
  'helpers',
  'devices',
  'service-orders',
  'complaints',
  'welfare-visits',
  'duty-seats',
  'accounts',
  'audit',
  'device-work',
  'follow-ups',
  'care-follow-ups',
  'village-scores',
  'service-plans',
  'verifications',
  'meals',
  'care-calls',
] as const;
export type ExportList = (typeof EXPORT_LISTS)[number];

export const EXPORT_FORMATS = ['xlsx', 'csv'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** `expired`: its file was deleted. */
export const EXPORT_STATES = ['waiting', 'writing', 'ready', 'expired'] as const;
export type ExportState = (typeof EXPORT_STATES)[number];
