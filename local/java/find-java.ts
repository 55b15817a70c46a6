// Finds the Java that runs the database: the machine's own, or one fetched once into the user's cache folder.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fetchJava } from './fetch-java.ts';

/** A command that starts Java 17 or newer, or a message for a user who has none. */
export type Java = { command: string } | { problem: string };

const leastJava = 17;

/**
 * Finds Java by JAVA_HOME, then on the PATH; fetches a runtime if both are missing or too old. `say` receives
 * one line when a fetch begins.
 */
export async function findJava(env: NodeJS.ProcessEnv, say: (line: string) => void): Promise<Java> {
  const candidates = [...(env.JAVA_HOME ? [join(env.JAVA_HOME, 'bin', 'java')] : []), 'java'];
  let old: number | undefined;
  for (const command of candidates) {
    const version = await javaVersion(command, env);
    if (version !== undefined && version >= leastJava) return { command };
    old ??= version;
  }
  const fetched = await fetchJava(
    env,
    say,
    async (command) => (await javaVersion(command, env)) !== undefined,
  );
  return 'command' in fetched ? fetched : { problem: problemOf(old, fetched.reason) };
}

let ofThisMachine: Promise<Java> | undefined;

/** Finds Java for this process, once. */
export const machineJava = (): Promise<Java> => {
  ofThisMachine ??= findJava(process.env, console.error);
  return ofThisMachine;
};

async function javaVersion(command: string, env: NodeJS.ProcessEnv): Promise<number | undefined> {
  try {
    const { stderr, stdout } = await promisify(execFile)(command, ['-version'], { env });
    const [, major, minor] = /version "(\d+)(?:\.(\d+))?/.exec(`${stderr}${stdout}`) ?? [];
    // Up to Java 8 the version began with "1.".
    return major === undefined ? undefined : Number(major === '1' ? minor : major);
  } catch {
    return undefined;
  }
}

const problemOf = (old: number | undefined, reason: string): string =>
  [
    old === undefined
      ? `Java ${leastJava} or newer is needed to run the database, and no java was found.`
      : `Java ${old} is too old to run the database: ${leastJava} or newer is needed.`,
    `A runtime could not be fetched either: ${reason}`,
    '  Debian, Ubuntu:  sudo apt-get install --no-install-recommends openjdk-17-jre-headless',
    '  macOS:           brew install openjdk@17 && sudo ln -sfn "$(brew --prefix)/opt/openjdk@17/libexec/openjdk.jdk" /Library/Java/JavaVirtualMachines/openjdk-17.jdk',
    '  or with Docker:  docker run --rm -p 8000:8000 amazon/dynamodb-local -jar DynamoDBLocal.jar -sharedDb -inMemory',
    '  or without Java: cargo install dynoxide-rs && dynoxide -p 8000',
    '                   and then: DYNAMODB_ENDPOINT=http://127.0.0.1:8000 npm run dev',
  ].join('\n');
