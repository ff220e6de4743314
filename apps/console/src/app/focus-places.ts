import type { FocusTarget } from '../shared/commands.js';

/** Where each place of the page is found; the parts that make it carry these names. */
const PLACES: Readonly<Record<FocusTarget | 'map', string>> = {
  person: '#person-card',
  protocol: '#protocol-card',
  candidates: '#candidates input[type=checkbox]:enabled',
  timeline: '#timeline',
  layers: '#map-layers summary',
  answer: '#answer-call',
  'hang-up': '#hang-up-call',
  'hold-call': '#hold-call',
  microphone: '#microphone',
  undo: '#undo-act',
  map: '#stage-map .leaflet-container',
};

/** While the list is read anew it has no helper to choose: then the list itself. */
const find = (target: FocusTarget | 'map'): HTMLElement | null =>
  document.querySelector<HTMLElement>(PLACES[target]) ??
  (target === 'candidates' ? document.querySelector<HTMLElement>('#candidates') : null);

export const hasPlace = (target: FocusTarget): boolean => find(target) !== null;

const PRESSED: readonly (FocusTarget | 'map')[] = ['layers', 'answer', 'hang-up', 'hold-call', 'microphone', 'undo'];

/** Leads there; what opens, answers or ends is pressed, too. */
export function focusPlace(target: FocusTarget | 'map'): void {
  const place = find(target);
  place?.focus();
  // What has the focus already is not brought into view by it, and at 200 % zoom it may be far below.
  place?.scrollIntoView?.({ block: 'nearest' });
  if (PRESSED.includes(target)) place?.click();
}
