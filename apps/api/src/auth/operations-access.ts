import { SETTINGS } from '../tokens.js';
import { Inject, Injectable } from '@nestjs/common';
import { isFromThisMachine, type AskingRequest, type Settings } from '@silverbell/adapter-runtime';
import { Sessions } from './sessions.js';
import { sameWords } from '../devices/device-secret.service.js';

/** Figures and documents are for those who run the machine: on it, or with the token of its settings. */
@Injectable()
export class OperationsAccess {
  constructor(
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'metricsToken'>,
    @Inject(Sessions) private readonly sessions: Pick<Sessions, 'behind'>,
  ) {}

  mayReadFigures(request: AskingRequest): boolean {
    if (isFromThisMachine(request)) return true;
    const token = bearerOf(request);
    return this.settings.metricsToken !== null && token !== null && sameWords(token, this.settings.metricsToken);
  }

  /** Any account may read the documents of the routes. */
  async mayReadDocuments(request: AskingRequest): Promise<boolean> {
    if (this.mayReadFigures(request)) return true;
    const token = bearerOf(request);
    const session = token === null ? null : await this.sessions.behind(token);
    return session !== null && session.account.suspended !== true;
  }
}

const bearerOf = ({ headers }: AskingRequest): string | null =>
  /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? null;
