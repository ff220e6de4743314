import { useState } from 'react';

/** Which one of a page's dialogs is open. */
export function useOpenDialog<Name>(): readonly [open: Name | null, show: (name: Name) => void, close: () => void] {
  const [name, setName] = useState<Name | null>(null);
  return [name, (next) => setName(() => next), () => setName(null)];
}
