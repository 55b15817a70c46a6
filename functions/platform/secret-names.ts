/** The keyrings: of survey links, of the addresses that answers come back to, of the states of tickets. */
export const secretNames = ['survey', 'reply_address', 'ticket_token'] as const;
export type SecretName = (typeof secretNames)[number];
