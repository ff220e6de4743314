/** A home as who goes there needs it. */
export interface HomeAtDoor {
  readonly id: string;
  readonly label: string;
  readonly addressWords: string;
  readonly hasDoorTag: boolean;
  readonly lat: number;
  readonly lng: number;
}

/** Of a row `h` of `home`. */
export const HOME_AT_DOOR = `jsonb_build_object('id', h.id, 'label', h.label, 'addressWords', h.address_words, 'hasDoorTag', h.door_tag is not null,
  'lat', h.lat, 'lng', h.lng)`;
