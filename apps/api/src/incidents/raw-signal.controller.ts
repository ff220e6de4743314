import { Controller, Inject, Param } from '@nestjs/common';
import { IncidentQueries, PostgresAccessLogStore } from '@silverbell/adapter-postgres';
import { Caller } from '../http/routes/parameters.js';
import { ProblemError } from '../http/problems/problem-error.js';
import { Serves } from '../http/routes/serves.js';
import type { Account } from '../auth/sessions.js';
import { as, type TextId } from '@silverbell/kernel';
import type { Deps } from '@silverbell/usecases';
import type { AnswerOf, RawSignal } from '@silverbell/wire';
import { USE_CASE_DEPS } from '../tokens.js';
import { rawTextOf } from './presenters/raw-text.js';
import { isSignal } from './presenters/signals.js';
import { IncidentService } from './incident.service.js';

const GONE: RawSignal = { text: null, encoding: 'utf-8', bytes: 0 };

/** The bytes of a message as the device sent them. */
@Controller()
export class RawSignalController {
  constructor(
    private readonly incidentService: IncidentService,
    private readonly queries: IncidentQueries,
    private readonly accessLog: PostgresAccessLogStore,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {}

  /** Recorded in the access log before it is shown, also for the operator who attends the incident. */
  @Serves('rawSignal')
  async raw(
    @Caller() account: Account,
    @Param('id') id: string,
    @Param('seq') seq: string,
  ): Promise<AnswerOf<'rawSignal'>> {
    const { incident, events } = await this.incidentService.file(account, id);
    const event = events.find((one) => String(one.seq) === seq);
    if (event === undefined || !isSignal(event) || event.signal.rawId === null) throw new ProblemError('not-found');
    const { id: accountId, role } = account;
    const entry = { what: 'raw-frame', about: incident.id, regionId: incident.regionId } as const;
    await this.accessLog.keep({ accountId, role, ...entry }, this.deps.clock.now());
    const bytes = await this.queries.frame(as<TextId>(event.signal.rawId));
    return bytes === null ? GONE : rawTextOf(bytes);
  }
}
