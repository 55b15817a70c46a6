// Bundles and synthesises what is to be run, and reports which functions were rebuilt while watching.
import { readAssembly, type StackTemplate } from './assembly.ts';
import { type AppSource, startSynthesis } from './synthesise.ts';

export interface BuildOptions {
  assembly?: { directory: string } | AppSource;
  watch: boolean;
  region: string;
  account: string;
  onRebuilt(names: string[], milliseconds: number): void;
  onErrors(errors: string[]): void;
}

export interface Build {
  stacks: StackTemplate[];
  /** Ends the watch. */
  stop(): Promise<void>;
}

/** Builds the given assembly or app, or this repository's. */
export const buildAssembly = async (options: BuildOptions): Promise<Build> => {
  const { assembly } = options;
  if (assembly === undefined) return buildOwn(options);
  const stacks =
    'directory' in assembly
      ? readAssembly(assembly.directory)
      : await startSynthesis(options, assembly).finish();
  return { stacks, stop: () => Promise.resolve() };
};

const buildOwn = async (options: BuildOptions): Promise<Build> => {
  const synthesis = startSynthesis(options);
  try {
    const bundles = await bundle(options);
    return { stacks: await synthesis.finish(bundles.outDir), stop: bundles.stop };
  } catch (error) {
    synthesis.abandon();
    throw error;
  }
};

const bundle = async (options: BuildOptions): Promise<{ outDir: string; stop: () => Promise<void> }> => {
  const { bundleFunctions } = await import('../../lib/bundling/bundle-functions.ts');
  if (!options.watch) return bundleFunctions();
  let first: string[] | undefined;
  const bundles = await bundleFunctions({
    watch: ({ rebuilt, errors, milliseconds }) => {
      if (first === undefined) first = errors;
      else if (errors.length > 0) options.onErrors(errors);
      else if (rebuilt.length > 0) options.onRebuilt(rebuilt, milliseconds);
    },
  });
  if (first === undefined || first.length === 0) return bundles;
  await bundles.stop();
  throw new Error(`the functions could not be bundled:\n${first.join('\n')}`);
};
