export { emptyDatabase, testDatabase, type Migrate, type TestDatabase } from './database.js';
