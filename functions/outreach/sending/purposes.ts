/** The purposes that a customer may agree to, and the answers in a conversation that the customer began. */
export const purposes = ['service', 'feedback', 'marketing', 'conversation'] as const;
