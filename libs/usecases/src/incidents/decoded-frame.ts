import { as, type DeviceId, type TextId } from '@silverbell/kernel';

/**
 * What a profile read in a message beside what decides: shown to people and decides nothing. A word, a value or the name of a
 * button may tell of a person's health or home, so it is sealed beside the frame, under the same key, and goes with it.
 */
export interface DecodedFrame {
  /** The device behind the hub, by the name its hub uses. */
  readonly child: string | null;
  /** The registered device that spoke, where it is known and is not the sender itself. */
  readonly sourceId: DeviceId | null;
  /** What the device calls its alarm. */
  readonly word: string | null;
  readonly values: Readonly<Record<string, string | number | boolean>>;
}

/** The text that belongs to the frame `rawId`. */
export const decodedIdOf = (rawId: string): TextId => as<TextId>(`${rawId}:decoded`);

/** Nothing to keep where the device said its kind and no more. */
export const isWorthKeeping = ({ child, word, values }: DecodedFrame): boolean =>
  child !== null || word !== null || Object.keys(values).length > 0;

/** `null`: nothing was kept, or it was erased. */
export function readDecoded(text: string | Uint8Array | null | undefined): DecodedFrame | null {
  return typeof text === 'string' ? (JSON.parse(text) as DecodedFrame) : null;
}
