import type { AttachmentKind } from '@silverbell/vocabulary';

/** In pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A file as it is kept. */
export interface CleanedFile {
  readonly kind: AttachmentKind;
  readonly bytes: Uint8Array;
  /** `null`: a document. */
  readonly size: Size | null;
  /** By the clock of the camera, without a zone. */
  readonly takenOn: string | null;
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((bytes, part) => bytes + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
