import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { ProblemError } from './problems/problem-error.js';
import { problemBody } from './problems/problem.filter.js';

/** What is no HTTP, or never ends, is refused with a sentence as well: Node by itself says a number and nothing else. */
export function refuseUnreadable(http: Server): void {
  http.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const problem = new ProblemError(error.code === 'HPE_HEADER_OVERFLOW' ? 'too-large' : 'invalid-request');
    const body = Buffer.from(JSON.stringify(problemBody(problem, undefined, '')));
    socket.end(
      Buffer.concat([
        Buffer.from(
          [
            `HTTP/1.1 ${String(problem.status)} ${problem.status === 413 ? 'Content Too Large' : 'Bad Request'}`,
            'content-type: application/problem+json; charset=utf-8',
            `content-length: ${String(body.length)}`,
            'cache-control: no-store',
            'connection: close',
            '\r\n',
          ].join('\r\n'),
        ),
        body,
      ]),
    );
  });
}
