/** What may be hidden on the map. Incidents are no layer: nothing may hide them. */
export const LAYERS = ['homes', 'helpers', 'stations', 'reach', 'ways'] as const;
export type Layer = (typeof LAYERS)[number];

/** Every layer is shown until it is put away. */
export const ALL_LAYERS: ReadonlySet<Layer> = new Set(LAYERS);

export function toggled(shown: ReadonlySet<Layer>, layer: Layer): ReadonlySet<Layer> {
  const next = new Set(shown);
  if (!next.delete(layer)) next.add(layer);
  return next;
}
