/** A place that was looked up and is shown on the map until an incident is opened. */
export interface LookedAt {
  readonly lat: number;
  readonly lng: number;
  readonly label: string;
}
