/**
 * Two lines of a contact list that are one person: the same number, with or without its country. A son stands in his mother's list and in his father's;
 * flagged in one of them he is flagged for the home (H10).
 */
export const samePerson = (one: string, other: string): string =>
  `(${digits(one)} <> '' and ${digits(one)} = ${digits(other)})`;

const digits = (alias: string): string => `right(regexp_replace(${alias}.phone, '[^0-9]', '', 'g'), 11)`;
