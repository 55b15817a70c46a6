// What the machine needs before anything starts, said in plain words when it is missing.
import { spawnSync } from 'node:child_process';

const leastJava = 17;

/** DynamoDB Local is a Java program; with DYNAMODB_ENDPOINT set, no Java is needed. */
export const javaProblem = (env: NodeJS.ProcessEnv): string | undefined => {
  if (env.DYNAMODB_ENDPOINT !== undefined && env.DYNAMODB_ENDPOINT !== '') return undefined;
  const found = javaVersion(env);
  if (found !== undefined && found >= leastJava) return undefined;
  return [
    found === undefined
      ? `Java ${leastJava} or newer is needed to run the database, and no java was found.`
      : `Java ${found} is too old to run the database: ${leastJava} is the least.`,
    '  Debian, Ubuntu:  sudo apt-get install --no-install-recommends openjdk-17-jre-headless',
    '  macOS:           brew install openjdk@17 && sudo ln -sfn "$(brew --prefix)/opt/openjdk@17/libexec/openjdk.jdk" /Library/Java/JavaVirtualMachines/openjdk-17.jdk',
    '  or with Docker:  docker run --rm -p 8000:8000 amazon/dynamodb-local -jar DynamoDBLocal.jar -sharedDb -inMemory',
    '                   and then: DYNAMODB_ENDPOINT=http://127.0.0.1:8000 npm run dev',
  ].join('\n');
};

const javaVersion = (env: NodeJS.ProcessEnv): number | undefined => {
  const { status, stderr, stdout } = spawnSync('java', ['-version'], { env, encoding: 'utf8' });
  if (status !== 0) return undefined;
  const [, major, minor] = /version "(\d+)(?:\.(\d+))?/.exec(`${stderr}${stdout}`) ?? [];
  // Up to Java 8 the version began with "1.".
  return major === undefined ? undefined : Number(major === '1' ? minor : major);
};
