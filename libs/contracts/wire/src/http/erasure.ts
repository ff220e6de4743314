import { z } from 'zod';
import { ERASE_REASONS } from '@silverbell/vocabulary';

/** Erases one person for ever; the log of her incidents keeps ids only. */
export const eraseRequest = z.strictObject({ reason: z.enum(ERASE_REASONS) });
export type EraseRequest = z.infer<typeof eraseRequest>;
