export { copiedFrom, emptyDatabase, testDatabase, type TestDatabase } from './database.js';
