import type { OrderMark } from '@silverbell/vocabulary';
import type { ServiceOrder } from './order.js';

/** Marks that count only after a review, and whose it is (CR-30, CR-32). */
export const reviewerOf = (marks: readonly OrderMark[]): 'township' | 'provider' | null => {
  if (marks.includes('too-short')) return 'township';
  return marks.includes('manual') || marks.includes('back-entry') ? 'provider' : null;
};

/** No review is due, or it passed. */
export const countsNow = ({ marks, review }: Pick<ServiceOrder, 'marks' | 'review'>): boolean =>
  reviewerOf(marks) === null || review === 'pass';
