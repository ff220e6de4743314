import type { IncidentSummary } from '@silverbell/wire';

/** A confused person is out somewhere: the search follows her position and ends only when she was seen (class E). */
export const isLost = ({ class: code, kinds }: Pick<IncidentSummary, 'class' | 'kinds'>): boolean =>
  code === 'E' || kinds.some((kind) => kind === 'wandering' || kind === 'geofence-exit');
