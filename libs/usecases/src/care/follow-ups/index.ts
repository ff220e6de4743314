export * from './port.js';
export { followUpOrders } from './draw-orders.js';
export { oweFollowUpOfAnswer, recordFollowUpOfCare, type AskedOfFollowUp } from './write-follow-ups.js';
