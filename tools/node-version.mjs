// Plain JavaScript, because it must also run where Node.js is too old to read TypeScript.
const leastMajor = 22;
const leastMinor = 18;
const least = `${leastMajor}.${leastMinor}`;

/** Returns true for a Node.js without node:sqlite, or one that cannot run TypeScript without a build. */
export const isTooOld = (version) => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < leastMajor || (major === leastMajor && minor < leastMinor);
};

/** Returns the line that says that the Node.js in node_modules runs a script, not the one of this machine. */
export const insteadOf = (version) =>
  `Using Node.js from node_modules: this machine has ${version}, and ${least} or newer is needed.`;

/** Returns the instructions for a machine without a usable Node.js. */
export const nodeComplaint = (version) =>
  [
    `This machine has Node.js ${version}, but ${least} or newer is needed.`,
    'npm ci installs one into node_modules, unless it ran with --ignore-scripts. Please run: npm ci',
    'After an install with --ignore-scripts, this is enough: npm rebuild node',
  ].join('\n');
