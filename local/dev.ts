// npm run dev: runs the whole platform on this machine until Ctrl-C.
import { parseArgs } from 'node:util';
import { machineJava } from './java/find-java.ts';
import type { Rapport } from './rapport.ts';

const usage = `npm run dev -- [options]

  --port N      port of the API (default 4000)
  --mail-port N port of the inbox (default: the next after the API's)
  --data DIR    keeps tables, queues, files, mails and time in DIR; default: in memory.
                What was acknowledged survives a kill of all processes, not a power cut
  --demo        plays the last 60 days of a small shop, so that there is something to look at
  --verbose     prints what functions log from level info on
  --help        this text

DYNAMODB_ENDPOINT=http://host:port uses a database that runs already: DynamoDB Local in Docker, or dynoxide.`;

interface Settings {
  port: number;
  mailPort: number;
  dataDir?: string;
  demo: boolean;
  verbose: boolean;
}

const defaultPort = 4000;

/** Reads settings from the command line; a string is a message to print instead of starting. */
const readSettings = (): Settings | string => {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string' },
        'mail-port': { type: 'string' },
        data: { type: 'string' },
        demo: { type: 'boolean', default: false },
        verbose: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return usage;
    const port = portOf(values.port, defaultPort);
    // The next port after the API's, so that both addresses are known in advance; free if the API's is free.
    const mailPort = portOf(values['mail-port'], port === undefined || port === 0 ? 0 : port + 1);
    if (port === undefined || mailPort === undefined)
      return `a port is a whole number from 0 to 65535\n\n${usage}`;
    return {
      port,
      mailPort,
      demo: values.demo,
      verbose: values.verbose,
      ...(values.data === undefined ? {} : { dataDir: values.data }),
    };
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}\n\n${usage}`;
  }
};

const portOf = (text: string | undefined, otherwise: number): number | undefined => {
  if (text === undefined) return otherwise;
  const port = Number(text);
  return Number.isInteger(port) && port >= 0 && port <= 65_535 ? port : undefined;
};

const main = async (): Promise<void> => {
  const settings = readSettings();
  if (typeof settings === 'string') return exit(settings, settings === usage ? 0 : 2);
  const java = process.env.DYNAMODB_ENDPOINT ? undefined : await machineJava();
  if (java !== undefined && 'problem' in java) return exit(java.problem, 1);
  const started = performance.now();
  console.log('starting …');
  const starting = start(settings);
  stopOnSignals(starting);
  const rapport = await starting;
  if (rapport === undefined) return;
  await announce(rapport, (performance.now() - started) / 1000);
  if (settings.demo) await playDemo(rapport);
  else void rapport.warm();
};

/** Starts the platform; its modules load late, so that the checks answer at once. */
const start = async (settings: Settings): Promise<Rapport | undefined> => {
  const [{ startRapport }, { DEMO_DAYS }] = await Promise.all([
    import('./start.ts'),
    import('../tools/demo/play-demo.ts'),
  ]);
  try {
    const startAt = settings.demo ? { startAt: new Date(Date.now() - DEMO_DAYS * 86_400_000) } : {};
    return await startRapport({ ...settings, ...startAt, watch: true });
  } catch (error) {
    exit(error instanceof Error ? error.message : String(error), 1);
    return undefined;
  }
};

const exit = (text: string, code: number): void => {
  if (code === 0) console.log(text);
  else console.error(text);
  process.exitCode = code;
  // Whatever a failed start left open must not keep the process alive.
  setTimeout(() => process.exit(code), 500).unref();
};

const stopOnSignals = (starting: Promise<Rapport | undefined>): void => {
  let stopping = false;
  const stop = (code: number): void => {
    if (stopping) process.exit(code);
    stopping = true;
    console.log('\nstopping …');
    void starting.then((rapport) => rapport?.stop()).finally(() => process.exit(code));
  };
  process.on('SIGINT', () => stop(130));
  process.on('SIGTERM', () => stop(143));
  process.on('SIGHUP', () => stop(129));
  process.on('uncaughtException', (error) => {
    console.error(error);
    process.exit(1);
  });
};

const announce = async (rapport: Rapport, seconds: number): Promise<void> => {
  const { clockCommand, mailCommand, tokenCommand } = await import('./control/start-page.ts');
  const staff = ['agent', 'lead', 'admin', 'service'].map(
    (role) => `  ${tokenCommand(rapport.apiUrl, role, role === 'service' ? 'shop' : 'ada')}`,
  );
  const lines = [
    `ready in ${seconds.toFixed(1)} s`,
    '',
    `API     ${rapport.apiUrl}            (start page: ${rapport.apiUrl}/_local)`,
    `Inbox   ${rapport.inboxUrl}`,
    '',
    'Tokens, one role a line; for a customer, sub is the id of the customer:',
    ...staff,
    `  ${tokenCommand(rapport.apiUrl, 'customer', 'cus_…')}`,
    'A mail from outside, in a file:',
    `  ${mailCommand(rapport.apiUrl)}`,
    'A day later:',
    `  ${clockCommand(rapport.apiUrl)}`,
    '',
    'Edits to functions/ are reloaded. Ctrl-C stops everything.',
  ];
  console.log(lines.join('\n'));
};

/** Plays the demo up to now and reports when it is over. */
const playDemo = async (rapport: Rapport): Promise<void> => {
  const { playDemo: play } = await import('../tools/demo/play-demo.ts');
  await play(rapport);
};

await main();
