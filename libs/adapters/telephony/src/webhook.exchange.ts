import { fromIso, refuse } from '@silverbell/kernel';
import type { ControlledCall, ExchangeRefusal, Playback, TelephonyPort, WantedCall } from '@silverbell/usecases';

/** What a cloud call centre is asked for; one signed POST each, with `{command, …}` as JSON. */
export type ExchangeCommand =
  | ({ readonly command: 'originate' } & WantedCall)
  | ({ readonly command: 'control' } & ControlledCall)
  | { readonly command: 'playback'; readonly recordingRef: string }
  | { readonly command: 'ping' };

/** Sends it; `null`: it was not reached, or it took too long. */
export type PostsCommand = (
  command: ExchangeCommand,
) => Promise<{ readonly status: number; readonly body: unknown } | null>;

/** A cloud call centre behind an address of its own: 2xx is yes, 404, 409 and 410 mean that there is no such call any more. */
export class WebhookExchange implements TelephonyPort {
  constructor(private readonly post: PostsCommand) {}

  originate(call: WantedCall): Promise<ExchangeRefusal | null> {
    return this.#asked({ command: 'originate', ...call });
  }

  control(call: ControlledCall): Promise<ExchangeRefusal | null> {
    return this.#asked({ command: 'control', ...call });
  }

  async playback(recordingRef: string): Promise<Playback | ExchangeRefusal> {
    const answer = await this.post({ command: 'playback', recordingRef });
    if (answer === null || answer.status >= 500) return refuse('exchange-unreachable');
    const { href, until } = fieldsOf(answer.body);
    const at = typeof until === 'string' ? fromIso(until) : null;
    if (answer.status >= 300 || typeof href !== 'string' || !/^(https?:|data:audio\/)/.test(href) || at === null)
      return refuse('no-recording');
    return { href, until: at };
  }

  async isReachable(): Promise<boolean> {
    const answer = await this.post({ command: 'ping' });
    return answer !== null && answer.status < 500;
  }

  async #asked(command: ExchangeCommand): Promise<ExchangeRefusal | null> {
    const answer = await this.post(command);
    if (answer === null || answer.status >= 500) return refuse('exchange-unreachable');
    if (answer.status < 300) return null;
    return [404, 409, 410].includes(answer.status) ? refuse('call-over') : refuse('exchange-unreachable');
  }
}

const fieldsOf = (body: unknown): Readonly<Record<string, unknown>> =>
  typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {};
