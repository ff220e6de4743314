/** About a metre. */
const UNITS = 100_000;

/** A place as answers with many of them have it: latitude and longitude in 1/100,000 of a degree, WGS-84. */
export const mapPoint = ({ lat, lng }: { readonly lat: number; readonly lng: number }): [number, number] => [
  Math.round(lat * UNITS),
  Math.round(lng * UNITS),
];
