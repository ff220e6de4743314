import { StreamableFile } from '@nestjs/common';
import type { Attachment } from '@silverbell/usecases';
import type { AttachmentKind } from '@silverbell/vocabulary';
import type { Response } from 'express';

/** As what it is served: fixed by what its bytes were when it came, never by its name. */
const SERVED_AS: Readonly<Record<AttachmentKind, readonly [type: string, ending: string]>> = {
  jpeg: ['image/jpeg', 'jpg'],
  png: ['image/png', 'png'],
  pdf: ['application/pdf', 'pdf'],
};

export function servedFile({ kind, bytes }: Attachment, content: Uint8Array, response: Response): StreamableFile {
  const [type, ending] = SERVED_AS[kind];
  // Opened by itself it may load and run nothing, whatever it holds.
  response.setHeader('content-security-policy', "default-src 'none'; sandbox");
  return new StreamableFile(content, {
    ...{ type, length: content.length, disposition: `attachment; filename="${kind}-${bytes}.${ending}"` },
  });
}
