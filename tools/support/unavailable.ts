/** The rehearsal cannot be held here (no Python, no package): neither passed nor failed. */
export class Unavailable extends Error {}
