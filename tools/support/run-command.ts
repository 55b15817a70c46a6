import { spawn } from 'node:child_process';

export interface CommandOptions {
  env?: NodeJS.ProcessEnv;
  cwd?: string;
}

export interface CommandResult {
  code: number;
  output: string;
}

const running = new Set<() => void>();

/** Ends every command that still runs; for exit paths, so it does not wait. */
export function killAll(): void {
  for (const kill of running) kill();
}

/** Runs a command to its end and collects its output. A command that cannot be started has code 127. */
export function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const { promise, resolve } = Promise.withResolvers<CommandResult>();
  const child = spawn(command, args, {
    env: options.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  const kill = (): void => {
    child.kill('SIGKILL');
  };
  running.add(kill);
  let output = '';
  const take = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  child.on('error', (error) => {
    running.delete(kill);
    resolve({ code: 127, output: `${output}${error.message}` });
  });
  child.on('close', (code) => {
    running.delete(kill);
    resolve({ code: code ?? 1, output });
  });
  return promise;
}
