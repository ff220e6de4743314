/** From so many waiting P3 on they stand in their own tab and make no sound (web.md section 1); a choice: four screens of rows. */
export const FLOOD_FROM = 30;

export function isFlood(
  cases: Iterable<{ readonly severity: number; readonly attention: { readonly state: string } }>,
): boolean {
  let waiting = 0;
  for (const { severity, attention } of cases) if (severity === 3 && attention.state === 'waiting') waiting += 1;
  return waiting >= FLOOD_FROM;
}
