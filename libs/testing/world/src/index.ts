export { copiedFrom, emptyDatabase, testDatabase, type TestDatabase } from './database.js';
export { putNumber } from './put-number.js';
