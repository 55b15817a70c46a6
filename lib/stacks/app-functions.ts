// The functions of the app stack, each with the environment that its own schema asks for.
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type * as z from 'zod/mini';
import { EnvSchema as AssistEnv } from '../../functions/assist/env.ts';
import { EnvSchema as AuthorityEnv } from '../../functions/compensation/env.ts';
import { EnvSchema as SensitiveEnv } from '../../functions/complaints/env.ts';
import { EnvSchema as CustomersEnv } from '../../functions/customers/env.ts';
import {
  ApiEnvSchema as EmailApiEnv,
  EnvSchema as EmailEnv,
  InboundEnvSchema as InboundEnv,
} from '../../functions/email/env.ts';
import {
  EnvSchema as FeedbackEnv,
  WorkerEnvSchema as FeedbackWorkerEnv,
} from '../../functions/feedback/env.ts';
import { EnvSchema as IntelligenceEnv } from '../../functions/intelligence/env.ts';
import { EnvSchema as MetricsEnv, RollupEnvSchema as RollupEnv } from '../../functions/metrics/env.ts';
import { EnvSchema as OpenapiEnv } from '../../functions/openapi/env.ts';
import {
  EnvSchema as OutreachEnv,
  WorkerEnvSchema as OutreachWorkerEnv,
} from '../../functions/outreach/env.ts';
import { EnvSchema as RelayEnv } from '../../functions/platform/stream/env.ts';
import { EnvSchema as PromisesEnv } from '../../functions/promises/env.ts';
import { EnvSchema as RoutingEnv, WorkerEnvSchema as RoutingWorkerEnv } from '../../functions/routing/env.ts';
import { EnvSchema as SchedulerEnv } from '../../functions/scheduler/env.ts';
import { EnvSchema as SlaEnv } from '../../functions/sla/env.ts';
import { DeskEnvSchema as DeskEnv, EnvSchema as TicketsEnv } from '../../functions/tickets/env.ts';
import { EnvSchema as TriageEnv } from '../../functions/triage/env.ts';
import type { FunctionName } from '../catalogue.ts';
import { RapportFunction, type RapportFunctionProps } from '../constructs/compute/rapport-function.ts';
import type { Operations } from '../constructs/operations/impact-alarm.ts';
import { grantTable } from '../table-access.ts';

/** The schema of each function's environment; tests hold the template against it. */
export const environmentSchemas = {
  customers: CustomersEnv,
  timeline: CustomersEnv,
  tickets: TicketsEnv,
  portal: TicketsEnv,
  desk: DeskEnv,
  'tickets-worker': TicketsEnv,
  assist: AssistEnv,
  'assist-worker': AssistEnv,
  complaints: SensitiveEnv,
  'sensitive-worker': SensitiveEnv,
  'triage-worker': TriageEnv,
  routing: RoutingEnv,
  'routing-worker': RoutingWorkerEnv,
  promises: PromisesEnv,
  'promises-worker': PromisesEnv,
  compensation: AuthorityEnv,
  returns: AuthorityEnv,
  'authority-worker': AuthorityEnv,
  outreach: OutreachEnv,
  'outreach-worker': OutreachWorkerEnv,
  feedback: FeedbackEnv,
  'feedback-worker': FeedbackWorkerEnv,
  email: EmailApiEnv,
  'email-worker': EmailEnv,
  'inbound-worker': InboundEnv,
  intelligence: IntelligenceEnv,
  'intelligence-worker': IntelligenceEnv,
  sla: SlaEnv,
  'sla-worker': SlaEnv,
  metrics: MetricsEnv,
  'metrics-rollup': RollupEnv,
  relay: RelayEnv,
  scheduler: SchedulerEnv,
  openapi: OpenapiEnv,
} as const satisfies Record<FunctionName, z.ZodMiniType>;

/** A missing variable does not compile. */
type EnvironmentOf<N extends FunctionName> = z.input<(typeof environmentSchemas)[N]> & Record<string, string>;

export interface FunctionFactoryProps extends Pick<RapportFunctionProps, 'accessLog' | 'accountConcurrency'> {
  stage: string;
  table: Pick<ITable, 'tableArn'>;
  /** The ARN of the customer-managed key of the table. */
  dataKeyArn?: string | undefined;
  codeDir: (name: FunctionName) => string;
  operations: Operations;
}

export type AddFunction = <N extends FunctionName>(name: N, environment: EnvironmentOf<N>) => RapportFunction;

/** Makes functions whose environment is checked by the compiler and whose rights are their row of `tableAccess`. */
export function functionFactory(scope: Construct, props: FunctionFactoryProps): AddFunction {
  return (name, environment) => {
    const fn = new RapportFunction(scope, pascalCase(name), {
      name,
      stage: props.stage,
      environment,
      codeDir: props.codeDir,
      accessLog: props.accessLog,
      accountConcurrency: props.accountConcurrency,
      operations: props.operations,
    });
    grantTable(fn, name, props.table.tableArn, props.dataKeyArn);
    return fn;
  };
}

/** `routing-worker` → `RoutingWorker`, the construct's id. */
function pascalCase(name: string): string {
  return name.replaceAll(/(^|-)([a-z])/g, (_whole, _dash, letter: string) => letter.toUpperCase());
}
