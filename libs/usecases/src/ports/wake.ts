/** Says "look again" to whoever shows or works on cases; called after commit, may be lost, polling is the truth. */
export interface Wake {
  wake(what: 'cases' | 'outbox' | 'deadlines'): void;
}
