import { describe, expect, it } from '@jest/globals';
import { JsonLogger } from './json-logger.js';

const written = (use: (logger: JsonLogger) => void, level: 'info' | 'debug' = 'info'): Record<string, unknown>[] => {
  const lines: string[] = [];
  use(new JsonLogger({ process: 'test', level, destination: { write: (line) => void lines.push(line) } }));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
};

describe('a log line', () => {
  it('is one JSON object with the process, what happened, and its facts', () => {
    expect(written((logger) => logger.fact('info', 'listening', { port: 8080 }))).toEqual([
      expect.objectContaining({ process: 'test', event: 'listening', port: 8080, time: expect.any(String) }),
    ]);
  });

  it('never carries the values a database error brings along', () => {
    const error = Object.assign(new Error('duplicate key value'), {
      code: '23505',
      detail: 'Key (name)=(王桂兰)',
      parameters: ['王桂兰'],
    });
    const [line] = written((logger) => logger.fact('error', 'failed', {}, error));
    expect(JSON.stringify(line)).not.toContain('王桂兰');
    expect(line).toMatchObject({ error: { code: '23505', message: 'duplicate key value' } });
  });

  it('stays silent below its level', () => {
    expect(written((logger) => logger.debug('details'))).toEqual([]);
  });
});
