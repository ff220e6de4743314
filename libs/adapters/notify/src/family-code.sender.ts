import { toIso, type Clock, type Instant } from '@silverbell/kernel';
import { postSigned, type WebhookTarget } from './gateway.js';

export interface FamilyCode {
  readonly invitationId: string;
  readonly to: string;
  readonly code: string;
  readonly expiresAt: Instant;
}

/** The code that binds a relative's account, by short message; it names no senior. `false`: the gateway did not take it. */
export async function sendFamilyCode(
  { invitationId, to, code, expiresAt }: FamilyCode,
  target: WebhookTarget,
  clock: Clock,
): Promise<boolean> {
  const message = {
    ...{ id: `family:${invitationId}`, attempt: 1, channel: 'sms', to, language: 'zh-CN', keys: {} },
    text: `【银铃】家属账号绑定码 ${code}，72 小时内有效。请勿转告他人。`,
    about: { incidentId: null, recipient: `family:${invitationId}`, kind: 'family-code', offerId: null, role: null },
    notAfter: toIso(expiresAt),
  };
  const { result } = await postSigned(message, target, clock);
  return result === 'sent' || result === 'delivered';
}
