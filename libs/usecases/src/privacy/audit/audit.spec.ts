import { describe } from '@jest/globals';
import { FakeAuditLog } from '../../fakes/audit-log.fake.js';
import { promisesOfAnAuditLog } from './audit-log.suite.js';

describe('an audit log in memory', () => {
  promisesOfAnAuditLog(() => Promise.resolve(new FakeAuditLog()));
});
