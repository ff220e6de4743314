const STEPS = [
  ...['save', 'restore', 'translate', 'rotate', 'scale', 'beginPath', 'closePath', 'moveTo', 'lineTo', 'arc', 'rect'],
  ...['roundRect', 'fill', 'fillRect', 'stroke', 'setLineDash', 'fillText', 'strokeText', 'drawImage', 'clearRect'],
  ...['setTransform', 'bezierCurveTo', 'quadraticCurveTo', 'clip'],
];

/** A pen that draws nothing and notes what it was told, with the words and numbers of it; a filled rectangle with its colour; the pixels of a picture as they were put. */
export function notedPen() {
  const done: string[] = [];
  const put: Uint8ClampedArray[] = [];
  const pen: Record<string, unknown> = {
    measureText: () => ({ width: 40 }),
    createImageData: (width: number, height: number) => ({ data: new Uint8ClampedArray(width * height * 4) }),
    putImageData: ({ data }: ImageData) => void put.push(data),
  };
  for (const step of STEPS)
    pen[step] = (...given: readonly unknown[]): void => {
      const words = [step, ...given.filter((one) => typeof one !== 'object')];
      done.push((step === 'fillRect' ? [...words, pen['fillStyle']] : words).join(' '));
    };
  return { done, put, pen: pen as unknown as CanvasRenderingContext2D };
}

/** A place on the page that is 600 px wide and high, although nothing is laid out. */
export function squareHolder(): HTMLElement {
  const holder = document.body.appendChild(document.createElement('div'));
  for (const name of ['clientWidth', 'clientHeight']) Object.defineProperty(holder, name, { value: 600 });
  return holder;
}
