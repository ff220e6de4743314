import { setTimeout as sleep } from 'node:timers/promises';
import { Controller, Inject } from '@nestjs/common';
import { PostgresDemoCareClock } from '@silverbell/adapter-postgres';
import { fromIso, toIso } from '@silverbell/kernel';
import type { CareClock } from '@silverbell/usecases';
import type { AnswerOf } from '@silverbell/wire';
import { ProblemError } from '../http/problems/problem-error.js';
import { ValidBody, type ParsedBody } from '../http/routes/parameters.js';
import { Serves } from '../http/routes/serves.js';
import { CARE_CLOCK } from '../tokens.js';

const POLL_EVERY_MS = 50;
/** Months of daily jobs; a worker that does not answer by then is not there. */
const TIMEOUT_MS = 180_000;

/** The clock of care in demo mode; outside of it there is none to be read or moved (CR-01). */
@Controller()
export class CareClockController {
  constructor(@Inject(CARE_CLOCK) private readonly clock: CareClock) {}

  @Serves('careClock')
  async read(): Promise<AnswerOf<'careClock'>> {
    return { now: toIso(await this.demo.now()) };
  }

  @Serves('moveCareClock')
  async move(@ValidBody() { now }: ParsedBody<'moveCareClock'>): Promise<AnswerOf<'moveCareClock'>> {
    const { demo } = this;
    const to = fromIso(now);
    if (to === null) throw new ProblemError('invalid-request');
    const refusal = await demo.moveOn(to);
    if (refusal !== null) throw ProblemError.of(refusal);
    for (let waited = 0; !(await demo.settled(to)); waited += POLL_EVERY_MS) {
      if (waited > TIMEOUT_MS) throw new ProblemError('unavailable');
      await sleep(POLL_EVERY_MS);
    }
    return { now: toIso(to) };
  }

  private get demo(): PostgresDemoCareClock {
    if (!(this.clock instanceof PostgresDemoCareClock)) throw new ProblemError('not-found');
    return this.clock;
  }
}
