// Child process of the runner: loads this repository's app and synthesises it when the bundles exist.
import { buildApp } from '../../lib/app.ts';

process.once('message', ({ bundleDir }: { bundleDir: string }) => {
  buildApp({ bundleDir }).app.synth();
  process.disconnect();
});
