import {
  assertCodes,
  type AuditEntry,
  type AuditLog,
  type AuditQuestion,
  type AuditRecord,
} from '../privacy/audit/port.js';

export class FakeAuditLog implements AuditLog {
  readonly entries: AuditRecord[] = [];

  append(entry: AuditEntry): Promise<void> {
    assertCodes(entry);
    this.entries.push({ ...entry, id: this.entries.length + 1 });
    return Promise.resolve();
  }

  find({ regionIds, platform, limit, ...asked }: AuditQuestion): Promise<readonly AuditRecord[]> {
    const found = this.entries.filter(
      (one) =>
        (one.regionId === null ? platform : regionIds.includes(one.regionId)) &&
        (asked.subjectId === undefined || one.subjectId === asked.subjectId) &&
        (asked.actorId === undefined || one.actor === asked.actorId) &&
        (asked.from === undefined || one.at >= asked.from) &&
        (asked.to === undefined || one.at < asked.to) &&
        (asked.before === undefined || one.id < asked.before),
    );
    return Promise.resolve(found.reverse().slice(0, limit));
  }
}
