import { sign, SIGNATURE_HEADER } from '@silverbell/adapter-notify';
import { instant } from '@silverbell/kernel';
import { EXTENSION, type SeenOnSip } from './sip-server.js';

export const WEBHOOK_SECRET = 'signed-with-this-secret';

/** The exchange of the call centre: reports to the platform what the SIP server sees, one after the other. */
export class Exchange {
  private before: Promise<void> = Promise.resolve();
  readonly reported: SeenOnSip[] = [];
  readonly failures: string[] = [];
  /** Where the platform answers; until it is known nothing is reported. */
  platform: string | null = null;

  readonly sees = (seen: SeenOnSip): void => {
    const at = Date.now();
    this.before = this.before.then(() => this.reports(seen, at));
  };

  private async reports({ type, callId, number }: SeenOnSip, at: number): Promise<void> {
    if (this.platform === null) return;
    const body = JSON.stringify({
      ...{ type, callId, direction: 'in', at: new Date(at).toISOString() },
      ...{ from: number, to: '12349', queue: '12349', agentExt: EXTENSION },
    });
    const headers = {
      'content-type': 'application/json',
      [SIGNATURE_HEADER]: sign(body, WEBHOOK_SECRET, instant(Date.now())),
    };
    const answer = await fetch(`${this.platform}/api/v1/hooks/telephony`, { method: 'POST', headers, body });
    if (answer.ok) this.reported.push({ type, callId, number });
    else this.failures.push(`${type}: ${String(answer.status)} ${await answer.text()}`);
  }
}
