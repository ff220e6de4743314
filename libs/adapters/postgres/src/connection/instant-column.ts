import { instant, type Instant } from '@silverbell/kernel';
import { Column } from 'typeorm';

const asInstant = {
  to: (value: Instant | null | undefined): Date | null | undefined => (value == null ? value : new Date(value)),
  from: (value: Date | null): Instant | null => (value === null ? null : instant(value.getTime())),
};

/** A `timestamptz` that is an {@link Instant} in code. */
export const InstantColumn = (
  options: { name?: string; nullable?: boolean; primary?: boolean; default?: null } = {},
): PropertyDecorator => Column({ type: 'timestamptz', transformer: asInstant, ...options });
