export { copiedFrom, emptyDatabase, runFolder, testDatabase, type TestDatabase } from './database.js';
export { putNumber } from './put-number.js';
export { quickPassword } from './quick-password.js';
