import { refuse, type Refusal } from '@silverbell/kernel';
import type { CallRequest, PlacedCall, Telephony } from './telephony.port.js';

/** No exchange is connected: the operator dials herself. Works on the day the power of everything else is gone. */
export class ManualTelephony implements Telephony {
  call({ callId, number }: CallRequest): Promise<PlacedCall | Refusal<'number-unreadable'>> {
    const link = telLink(number);
    return Promise.resolve(
      link === null ? refuse('number-unreadable') : { how: 'dial-yourself', callId, number: number.trim(), link },
    );
  }
}

/** Full-width digits and signs come from Chinese keyboards; 转 is "extension". */
export function telLink(number: string): string | null {
  const plain = number.normalize('NFKC').trim();
  const [main = '', extension, ...rest] = plain.split(/\s*(?:转|分机|ext\.?|x|#)\s*/i);
  const dialled = main.replace(/[\s().\-–—/]/g, '');
  if (rest.length > 0 || !/^(\+\d{6,15}|\d{3,15})$/.test(dialled)) return null;
  if (extension === undefined) return `tel:${dialled}`;
  return /^\d{1,8}$/.test(extension) ? `tel:${dialled};ext=${extension}` : null;
}
