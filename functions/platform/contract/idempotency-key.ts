/** Matches the value of `Idempotency-Key`: 1 to 128 printable ASCII characters without spaces. */
export const idempotencyKeyPattern = /^[!-~]{1,128}$/;
