/** What a canvas is drawn with, whether it is part of the page or not. */
export type Pen = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Browsers older than three years draw on the canvas of the page itself. */
export const canTransfer = (): boolean => typeof OffscreenCanvas !== 'undefined';

/**
 * Draws a picture that stays as it is. A canvas with a pen is copied for each frame in which anything on the page has moved, drawn on or
 * not, and a map has forty of them: without a GPU that was half of the time of a frame while the map was pushed. So the pen works on a
 * sheet outside the page, and the page is given the finished picture.
 */
export function drawStill(canvas: HTMLCanvasElement, width: number, height: number, draw: (pen: Pen) => void): void {
  if (!canTransfer()) {
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    const pen = canvas.getContext('2d');
    if (pen === null) return;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, width, height);
    draw(pen);
    return;
  }
  const sheet = new OffscreenCanvas(width, height);
  const pen = sheet.getContext('2d');
  if (pen === null) return;
  draw(pen);
  showStill(canvas, sheet);
}

/** Gives the page what was drawn on a sheet outside it; the sheet is empty afterwards. */
export function showStill(canvas: HTMLCanvasElement, sheet: OffscreenCanvas): void {
  if (canvas.width !== sheet.width) canvas.width = sheet.width;
  if (canvas.height !== sheet.height) canvas.height = sheet.height;
  canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(sheet.transferToImageBitmap());
}
