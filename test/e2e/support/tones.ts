import type { Page } from 'playwright-core';

/** Every tone this page plays from now on, by its pitch. */
export async function tonesOf(page: Page): Promise<() => Promise<readonly number[]>> {
  const heard: number[] = [];
  await page.exposeFunction('heardByTheTest', (hz: number) => void heard.push(hz));
  await page.evaluate(() => {
    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function (this: OscillatorNode, when?: number) {
      void (window as unknown as { heardByTheTest(hz: number): void }).heardByTheTest(this.frequency.value);
      start.call(this, when);
    };
  });
  return () => Promise.resolve(heard);
}
