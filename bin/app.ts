// The app that `npx cdk …` runs: bundles the functions, then synthesises the stage that the context names.
import { buildApp } from '../lib/app.ts';
import { bundleFunctions } from '../lib/bundling/bundle-functions.ts';

const { outDir } = await bundleFunctions();
buildApp({ bundleDir: outDir }).app.synth();
