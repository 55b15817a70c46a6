/** The keyrings: for survey links, for reply addresses and for ticket tokens. */
export const secretNames = ['survey', 'reply_address', 'ticket_token'] as const;
export type SecretName = (typeof secretNames)[number];
