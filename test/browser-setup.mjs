import { TextDecoder, TextEncoder } from 'node:util';

// What every browser has and jsdom does not, as far as the pages need it to be shown.
Object.assign(globalThis, { TextDecoder, TextEncoder });
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
window.matchMedia ??= (media) => ({
  ...{ media, matches: false, onchange: null },
  ...{ addEventListener() {}, removeEventListener() {}, addListener() {}, removeListener() {} },
});
HTMLDialogElement.prototype.showModal ??= function () {
  this.open = true;
};
HTMLDialogElement.prototype.close ??= function () {
  this.open = false;
};
