/** A point on the area where she signs, in its own units. */
export interface Point {
  readonly x: number;
  readonly y: number;
}
/** From where the finger comes down to where it is lifted. */
export type Stroke = readonly Point[];

/** Of the area and of the picture that is made of it. */
export const AREA = { width: 600, height: 240 } as const;
export const LINE_WIDTH = 5;

/** A mere touch is no signature. */
export const isSigned = (strokes: readonly Stroke[]): boolean => strokes.some(({ length }) => length > 2);

export const pathOf = (stroke: Stroke): string =>
  stroke.map(({ x, y }, n) => `${n === 0 ? 'M' : 'L'}${String(Math.round(x))} ${String(Math.round(y))}`).join(' ');

/** Where a finger is on the area, however large it is shown. */
export function pointIn(
  shown: Pick<DOMRect, 'left' | 'top' | 'width' | 'height'>,
  { clientX, clientY }: { readonly clientX: number; readonly clientY: number },
): Point {
  const scale = AREA.width / Math.max(1, shown.width);
  return { x: (clientX - shown.left) * scale, y: (clientY - shown.top) * scale };
}

/** Black on white: it is looked at and printed. */
export function pictureOf(strokes: readonly Stroke[]): Promise<Blob> {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, AREA);
  const pen = canvas.getContext('2d');
  if (pen === null) return Promise.reject(new Error('this telephone cannot draw'));
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, AREA.width, AREA.height);
  pen.lineWidth = LINE_WIDTH;
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  pen.strokeStyle = '#000';
  for (const stroke of strokes) pen.stroke(new Path2D(pathOf(stroke)));
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error('the signature could not be drawn')) : resolve(blob)),
      'image/png',
    ),
  );
}
