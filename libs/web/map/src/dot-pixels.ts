export type Rgb = readonly [red: number, green: number, blue: number];

/**
 * Puts a round dot at each place into the pixels of a square picture: red, green, blue, opacity, row by row. A pen takes about as long for
 * one dot as this does for a hundred, and a county has 50,000 homes.
 *
 * @param side of the picture, in pixels
 * @param radius of a dot, in pixels; its edge is soft
 */
export function stampDots(
  pixels: Uint8ClampedArray,
  side: number,
  places: Iterable<{ readonly x: number; readonly y: number }>,
  radius: number,
  [red, green, blue]: Rgb,
): void {
  const stamp = stampOf(radius);
  for (const place of places) {
    const [atX, atY] = [Math.round(place.x), Math.round(place.y)];
    for (const { dx, dy, opacity } of stamp) {
      const [x, y] = [atX + dx, atY + dy];
      if (x < 0 || y < 0 || x >= side || y >= side) continue;
      const at = (y * side + x) * 4;
      // Dots on top of each other stay as strong as the strongest of them.
      if ((pixels[at + 3] ?? 0) >= opacity) continue;
      [pixels[at], pixels[at + 1], pixels[at + 2], pixels[at + 3]] = [red, green, blue, opacity];
    }
  }
}

/** The pixels of one dot around its middle, with how much of each it covers, up to 255. */
function stampOf(radius: number): readonly { readonly dx: number; readonly dy: number; readonly opacity: number }[] {
  const reach = Math.ceil(radius);
  const from = -reach;
  const stamp: { dx: number; dy: number; opacity: number }[] = [];
  for (let dy = from; dy < reach; dy += 1)
    for (let dx = from; dx < reach; dx += 1) {
      const covered = Math.max(0, Math.min(1, radius + 0.5 - Math.hypot(dx + 0.5, dy + 0.5)));
      if (covered > 0) stamp.push({ dx, dy, opacity: Math.round(covered * 255) });
    }
  return stamp;
}

/** Of a colour as our tokens write it; anything else is black. */
export function rgbOf(colour: string): Rgb {
  const [, red = '0', green = '0', blue = '0'] = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(colour.trim()) ?? [];
  return [Number.parseInt(red, 16), Number.parseInt(green, 16), Number.parseInt(blue, 16)];
}
