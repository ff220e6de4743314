import type { Assignment } from '@silverbell/wire';

export interface TaskFormProps {
  readonly task: Assignment;
  readonly onDone: () => void;
  readonly onBack: () => void;
}

/** The people at the destination, as a line below a title; `undefined`: none is named. */
export function whoIsThere({ destination }: Assignment): string | undefined {
  const names = (destination?.people ?? []).map(({ name }) => name);
  return names.length === 0 ? undefined : names.join('、');
}
