import { Histogram, Registry } from '@silverbell/adapter-runtime';
import { servedRoute } from './routes/route.guard.js';
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { finalize, type Observable } from 'rxjs';

/** How long each route takes, by its name in the table: an address would make a series of every incident. */
@Injectable()
export class RequestMetrics implements NestInterceptor {
  readonly #seconds: Histogram<'route'>;

  constructor(registry: Registry) {
    this.#seconds = new Histogram({
      name: 'silverbell_http_request_seconds',
      help: 'Time to answer a request, by route',
      labelNames: ['route'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
      registers: [registry],
    });
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() === 'ws') return next.handle();
    const done = this.#seconds.startTimer({ route: servedRoute(context) ?? 'none' });
    return next.handle().pipe(finalize(() => void done()));
  }
}
