// What differs between stages, typed. Values come from the context (`-c key=value`, or `context.stages.<stage>` in
// cdk.json); the code holds no account, domain or address.
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as z from 'zod/mini';

export const stageNames = ['dev', 'prod'] as const;
export type StageName = (typeof stageNames)[number];

const flag = z.union([z.boolean(), z.stringbool()]);
const words = z.union([
  z.array(z.string()),
  z.pipe(
    z.string(),
    z.transform((value) => value.split(',').map((word) => word.trim())),
  ),
]);
const nonEmpty = words.check(z.minLength(1));
const origin = /^(\*|https?:\/\/[^/\s]+)$/;
const retentions = new Set(Object.values(RetentionDays).filter((value) => typeof value === 'number'));

const SettingsSchema = z.strictObject({
  /** Sender of every mail: a plain address whose identity SES has verified (or will, see `mailDomain`). */
  mailFrom: z.email(),
  /** Lets the stack create the SES identity of this domain; absent: somebody has verified it already. */
  mailDomain: z.optional(z.string().check(z.regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/))),
  /** OIDC issuer of customers' tokens; API Gateway fetches its discovery document when it is deployed. */
  customerIssuer: z.url(),
  customerAudience: nonEmpty,
  /** Origins of web clients, such as https://desk.example.com. */
  corsOrigins: nonEmpty.check(z.refine((origins) => origins.every((value) => origin.test(value)))),
  /** Who hears of alarms; absent: subscribe to the alarm topic by hand. */
  alarmEmail: z.optional(z.email()),
  logRetentionDays: z.coerce
    .number()
    .check(z.refine((days) => retentions.has(days), 'must be a retention that CloudWatch Logs offers')),
  /** Keeps the table and the user pool when their stack goes, and protects them from deletion. */
  retainData: flag,
  /** `rehearsal` weakens the staff's sign-in (no second factor, password by API) for stages that live for minutes. */
  staffSignIn: z.enum(['guarded', 'rehearsal']),
  /** Requests a second, all clients together, before the API answers 429. */
  requestsPerSecond: z.coerce.number().check(z.int(), z.minimum(1), z.maximum(5000)),
});
type Settings = z.output<typeof SettingsSchema>;
export type StageSettings = Settings & { stage: StageName };

const common = { logRetentionDays: 30, retainData: true, staffSignIn: 'guarded', requestsPerSecond: 1000 };

/** `dev` synthesises with nothing given; its `.invalid` names can never belong to anybody. `prod` must be told. */
const defaults: Record<StageName, Record<string, unknown>> = {
  dev: {
    ...common,
    mailFrom: 'rapport@example.invalid',
    customerIssuer: 'https://customers.example.invalid/',
    customerAudience: ['rapport'],
    corsOrigins: ['http://localhost:5173'],
  },
  prod: { ...common, logRetentionDays: 90 },
};

/**
 * The settings of the stage that the context names (`dev` when it names none). A value given with `-c` wins over
 * cdk.json, which wins over the default. Refuses unknown stages, unknown settings in cdk.json, and missing or
 * malformed values, naming each.
 */
export function stageSettings(context: (key: string) => unknown): StageSettings {
  const stage = stageNames.find((name) => name === (context('stage') ?? 'dev'));
  if (stage === undefined)
    throw new Error(`unknown stage: -c stage= must be one of ${stageNames.join(', ')}`);
  const given = Object.keys(SettingsSchema.shape).map((key) => [key, context(key)] as const);
  const result = z.safeParse(SettingsSchema, {
    ...defaults[stage],
    ...stageContext(context('stages'), stage),
    ...Object.fromEntries(given.filter(([, value]) => value !== undefined)),
  });
  if (result.success) return { ...result.data, stage };
  const problems = result.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'settings'}: ${message}`,
  );
  throw new Error(
    `settings of stage ${stage} (-c key=value or context.stages.${stage}): ${problems.join('; ')}`,
  );
}

function stageContext(stages: unknown, stage: StageName): Record<string, unknown> {
  if (stages === undefined) return {};
  return z.parse(z.record(z.string(), z.record(z.string(), z.unknown())), stages)[stage] ?? {};
}
