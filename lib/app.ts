// Builds the CDK app as a function, so that the CLI, the local runner and the tests
// synthesise the same stacks.
import { join, resolve } from 'node:path';
import { App, type AppProps, type Stack, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { capabilities } from '../functions/capabilities.ts';
import type { Capability } from '../functions/platform/capability.ts';
import { type Composition, composeCapabilities } from '../functions/platform/compose-capabilities.ts';
import { AppStack } from './stacks/app-stack.ts';
import { BackupStack } from './stacks/backup-stack.ts';
import { DataStack } from './stacks/data-stack.ts';
import { EDGE_REGION, EdgeStack } from './stacks/edge-stack.ts';
import { FrontStack } from './stacks/front-stack.ts';
import type { TableReference } from './stacks/references.ts';
import { type StageSettings, stageSettings } from './stages.ts';

export interface RapportAppOptions {
  /** The folder with one bundle folder per function; default `dist` in the repository. */
  bundleDir?: string;
  /**
   * Returns the folder of a function's bundle if it is not `bundleDir/<name>`: tests use
   * one stand-in for all.
   */
  codeDir?: (name: string) => string;
  /** Default: all capabilities of Rapport. */
  capabilities?: readonly Capability[];
  /** Context, as with `-c`: stage and settings. The CLI passes its own context in the environment. */
  context?: Record<string, unknown>;
  /** The folder of the cloud assembly; default: the CLI's choice, or a temporary folder. */
  outdir?: string;
  /** CDK's built-in CloudFormation validation (some 3 s); default on. */
  validation?: boolean;
  /** cdk-nag's AwsSolutions and Serverless packs (some 1 s); default on. A finding fails the synthesis. */
  nag?: boolean;
}

/** CDK feature flags, chosen once for everybody who synthesises. */
const flags = {
  '@aws-cdk/core:target-partitions': ['aws'],
  '@aws-cdk/core:checkSecretUsage': true,
  '@aws-cdk/aws-iam:minimizePolicies': true,
  // The data stack cannot remove what the app stack still uses.
  '@aws-cdk/core:defaultCrossStackReferences': 'strong',
};

export interface RapportApp {
  app: App;
  data: DataStack;
  application: AppStack;
  /** The stacks that the stage's settings add: backups and the edge. */
  others: Stack[];
}

/** Builds the stacks of one stage; synthesise with `app.synth()`. Needs no network and no account. */
export function buildApp(options: RapportAppOptions = {}): RapportApp {
  const app = new App(appProps(options));
  const settings = stageSettings((key) => app.node.tryGetContext(key));
  const composition: Composition = composeCapabilities(options.capabilities ?? capabilities);
  const bundleDir = resolve(import.meta.dirname, '..', options.bundleDir ?? 'dist');
  const stack = (part: string, description: string, region = settings.region) => ({
    stackName: `Rapport-${settings.stage}-${part}`,
    description: `Rapport: ${description}`,
    settings,
    ...(region === undefined ? {} : { env: { region } }),
  });
  const data = new DataStack(app, 'Data', {
    ...stack('Data', 'the table, and the bucket of mail and attachments'),
    terminationProtection: settings.retainData,
  });
  const table = tableOf(settings, data);
  const filesArn = data.exportValue(data.files.bucketArn);
  const application = new AppStack(app, 'App', {
    ...stack('App', 'API, functions, queues, identity, mail, alarms'),
    composition,
    table,
    files: { name: data.files.bucketName, importedArn: filesArn },
    dataKeyArn: data.key?.keyArn,
    codeDir: options.codeDir ?? ((name) => join(bundleDir, name)),
  });
  const others: Stack[] = [];
  if (settings.backup === 'on') {
    const backup = new BackupStack(app, 'Backup', {
      ...stack('Backup', 'nightly backups of table and bucket'),
      terminationProtection: settings.retainData,
      resources: [table.tableArn, filesArn],
    });
    others.push(backup);
  }
  const { domain } = settings;
  const { gateway, originSecrets } = application;
  if (domain !== undefined && originSecrets !== undefined) {
    const edge = new EdgeStack(app, 'Edge', {
      ...stack('Edge', 'firewall and certificate of the domain', EDGE_REGION),
      domain,
    });
    const { certificate, webAclArn } = edge;
    const front = new FrontStack(app, 'Front', {
      ...stack('Front', 'the domain: pages and API behind CloudFront'),
      domain,
      gateway,
      routeTable: composition.routeTable,
      originSecrets,
      certificate,
      webAclArn,
    });
    others.push(edge, front);
  }
  Tags.of(app).add('rapport:stage', settings.stage);
  if (options.nag !== false)
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  return { app, data, application, others };
}

/** Returns the data stack's table, or a restored one that takes its place and that no stack owns. */
function tableOf({ restoredTableStream }: StageSettings, { table }: DataStack): TableReference {
  const { tableName, tableArn, tableStreamArn } = table;
  if (restoredTableStream !== undefined) {
    const [restoredArn = ''] = restoredTableStream.split('/stream/');
    return {
      tableName: restoredArn.slice(restoredArn.indexOf('/') + 1),
      tableArn: restoredArn,
      tableStreamArn: restoredTableStream,
    };
  }
  if (tableStreamArn === undefined) throw new Error('the table has no stream');
  return { tableName, tableArn, tableStreamArn };
}

function appProps({ context, outdir, validation }: RapportAppOptions): AppProps {
  return {
    context: { ...flags, ...context },
    analyticsReporting: false,
    ...(outdir === undefined ? {} : { outdir }),
    ...(validation === undefined ? {} : { builtinCloudFormationValidation: validation }),
  };
}
