// Plain JavaScript, because it must also run where Node.js is too old to read TypeScript.
const leastMajor = 22;
const leastMinor = 18;

/**
 * Why this version of Node.js cannot run the platform; undefined when it can. The queue emulator needs node:sqlite, and
 * sources run with their types stripped by Node.js itself.
 */
export const nodeComplaint = (version) => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return undefined;
  return [
    `This runs on Node.js ${version}, which is too old: ${leastMajor}.${leastMinor} is the least.`,
    'npm ci installs Node.js 24 into node_modules, which npm run then uses. It is missing when the install ran with',
    '--ignore-scripts, or when the file was started with another node. Please run: npm ci && npm run dev',
  ].join('\n');
};
