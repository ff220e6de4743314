import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { ProblemError } from '../http/problems/problem-error.js';
import { servedRoute, type SessionRequest } from '../http/routes/route.guard.js';
import { ROUTES, type Route } from '@silverbell/wire';
import { TrainingSeats } from './training-seats.js';

/** Routes about people, devices, places, daytime care and escalation policies change real data; the incident routes check the seat themselves, drills are allowed. */
const IN_EARNEST: ReadonlySet<Route['tag']> = new Set(['people', 'devices', 'ladders', 'regions', 'care']);

/** A training seat may read, and change nothing but drills: a test window opened by a learner would silence a real press (H13). */
@Injectable()
export class TrainingGuard implements CanActivate {
  constructor(@Inject(TrainingSeats) private readonly seats: Pick<TrainingSeats, 'isTraining'>) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const name = servedRoute(context);
    const account = context.switchToHttp().getRequest<SessionRequest>().session?.account;
    if (!name || !account) return true;
    const { method, tag }: Route = ROUTES[name];
    if (method === 'GET' || !IN_EARNEST.has(tag)) return true;
    if (await this.seats.isTraining(account)) throw new ProblemError('training-seat');
    return true;
  }
}
