/** In a document without a layout nothing has a height, and a list that draws what is seen would draw nothing. */
export function sized(heightPx: number): void {
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, get: () => heightPx });
  Object.defineProperty(HTMLElement.prototype, 'clientWidth', { configurable: true, get: () => 320 });
  globalThis.CSS ??= { escape: (text: string) => text } as typeof CSS;
}
