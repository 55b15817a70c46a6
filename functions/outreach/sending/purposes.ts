/**
 * The purposes that a customer may consent to, and `conversation` for replies to the customer's own messages.
 */
export const purposes = ['service', 'feedback', 'marketing', 'conversation'] as const;
