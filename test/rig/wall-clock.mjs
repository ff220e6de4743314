// Loaded into a process before anything else (`node --import`): its wall clock is off by what a file says, and jumps when the file
// changes. The monotonic clock stays as it is, as on a machine whose time somebody sets.
import { readFileSync, statSync } from 'node:fs';

const file = process.env.RIG_CLOCK_FILE;
const TrueDate = Date;
const trueNow = Date.now.bind(Date);
let offset = 0;
let changedAt = 0;
let lookedAt = -Infinity;

function offsetNow() {
  const steady = performance.now();
  if (steady - lookedAt < 50) return offset;
  lookedAt = steady;
  try {
    const { mtimeMs } = statSync(file);
    if (mtimeMs !== changedAt) {
      changedAt = mtimeMs;
      offset = Number(readFileSync(file, 'utf8')) || 0;
    }
  } catch {
    offset = 0;
  }
  return offset;
}

class OffDate extends TrueDate {
  constructor(...given) {
    if (given.length === 0) super(trueNow() + offsetNow());
    else super(...given);
  }
  static now() {
    return trueNow() + offsetNow();
  }
}

if (file) globalThis.Date = OffDate;
