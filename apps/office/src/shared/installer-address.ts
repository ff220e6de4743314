/** What the label of a device holds: a phone's own camera opens the installer's page with it. */
export const installerAddress = (origin: string, deviceId: string): string =>
  `${origin}/office/installer?device=${encodeURIComponent(deviceId)}`;

/** The device of a label, however it was read: the address of the installer's page, the label with the secret, or the bare number. */
export function deviceOfLabel(read: string): string | null {
  const text = read.normalize('NFKC').trim();
  if (text.startsWith('{')) return withId(text);
  if (/^https?:\/\//i.test(text)) return URL.canParse(text) ? new URL(text).searchParams.get('device') : null;
  return /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/.test(text) ? text : null;
}

function withId(text: string): string | null {
  try {
    const { id } = JSON.parse(text) as { readonly id?: unknown };
    return typeof id === 'string' ? id : null;
  } catch {
    return null;
  }
}
