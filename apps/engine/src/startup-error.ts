/** The engine must not start; its message is the sentence a person reads. */
export class StartupError extends Error {
  override readonly name = 'StartupError';
}
