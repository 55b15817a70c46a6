/** The tool cannot run here (no Python, no package): neither success nor failure. */
export class Unavailable extends Error {}
