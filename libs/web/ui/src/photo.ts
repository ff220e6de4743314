/** The longer edge of a photo that is sent, in pixels (CR-10). */
const LONGEST_EDGE = 1_600;
const QUALITY = 0.85;

export function sizeWithin(
  width: number,
  height: number,
  longest = LONGEST_EDGE,
): { readonly width: number; readonly height: number } {
  const scale = Math.min(1, longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** Drawn anew: smaller, upright, and without its position or any other note of the camera. */
export async function shrunkPhoto(file: Blob, longest = LONGEST_EDGE): Promise<Blob> {
  const image = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const canvas = document.createElement('canvas');
  Object.assign(canvas, sizeWithin(image.width, image.height, longest));
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error('the photo could not be drawn')) : resolve(blob)),
      'image/jpeg',
      QUALITY,
    ),
  );
}

/** What is sent of a photo. The fields come before the file: the server knows by then whose it is. */
export function photoForm(fields: Readonly<Record<string, string>>, file: Blob, name = 'photo.jpg'): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', file, name);
  return form;
}
