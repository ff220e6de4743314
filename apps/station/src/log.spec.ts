import { describe, expect, it } from '@jest/globals';
import { readLogLine } from './log.js';

describe('a line that a child prints', () => {
  it('is read as one of our JSON lines, with its level in words or in numbers', () => {
    expect(readLogLine('{"level":"warn","msg":"the spool grows"}')).toEqual({
      level: 'warn',
      message: 'the spool grows',
    });
    expect(readLogLine('{"level":50,"msg":"no database"}')).toEqual({ level: 'error', message: 'no database' });
    expect(readLogLine('{"level":"info","message":"ready"}')).toEqual({ level: 'info', message: 'ready' });
  });

  it.each(['Error: Cannot find module', '{"level":', '[]', 'null', '{"msg":7,"level":"info"}'])(
    'is kept as it is when it is %s',
    (line) => {
      expect(readLogLine(line)).toEqual({ level: 'raw', message: line });
    },
  );
});
