/** The engine must not start; its message is the sentence a person reads. */
export class EngineRefused extends Error {
  override readonly name = 'EngineRefused';
}
