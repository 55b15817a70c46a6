// Defines the typed settings of a stage. Values come from the context (`-c key=value`, or
// `context.stages.<stage>` in cdk.json); the code contains no account, domain or address.
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as z from 'zod/mini';
import {
  contradictions,
  domainPattern as domain,
  NONE,
  postureDefaults,
  postureShape,
} from './posture-settings.ts';

const stageNames = ['dev', 'prod'] as const;
type StageName = (typeof stageNames)[number];

const flag = z.union([z.boolean(), z.stringbool()], { error: 'must be true or false' });
const words = z.union(
  [
    z.array(z.string()),
    z.pipe(
      z.string(),
      z.transform((value) => value.split(',').map((word) => word.trim())),
    ),
  ],
  { error: 'must be a list, or words with commas between' },
);
const nonEmpty = words.check(z.minLength(1, 'must not be empty'));
const address = (): z.ZodMiniEmail => z.email('must be an email address');
const origin = /^(\*|https?:\/\/[^/\s]+)$/;
const retentions = new Set(Object.values(RetentionDays).filter((value) => typeof value === 'number'));

const SettingsSchema = z.strictObject({
  /**
   * The sender of every mail: a plain address whose identity SES has verified (or will, see `mailDomain`).
   */
  mailFrom: address(),
  /** Makes the stack create the SES identity of this domain; absent: it is already verified. */
  mailDomain: z.optional(z.string().check(z.regex(domain, 'must be a domain'))),
  /**
   * The domain that receives mail: it has an MX record to SES and no other use. `none` for a stage without
   * inbound mail. Replies go to an address of this domain.
   */
  inboundDomain: z.pipe(
    z
      .string('must be a domain, or none')
      .check(z.refine((value) => value === NONE || domain.test(value), 'must be a domain, or none')),
    z.transform((value) => (value === NONE ? undefined : value)),
  ),
  /**
   * The number of days that raw mail is kept, to examine what could not be parsed; text and attachments stay.
   */
  rawMailDays: z.coerce
    .number()
    .check(
      z.refine(
        (days) => Number.isInteger(days) && days >= 7 && days <= 3650,
        'must be a whole number from 7 to 3650',
      ),
    ),
  /** The OIDC issuer of customers' tokens; API Gateway fetches its discovery document at deployment. */
  customerIssuer: z.url('must be a URL'),
  customerAudience: nonEmpty,
  /** Origins of web clients, such as https://desk.example.com. */
  corsOrigins: nonEmpty.check(
    z.refine(
      (origins) => origins.every((value) => origin.test(value)),
      'must be origins: scheme and host, no path',
    ),
  ),
  /** Who receives alarms; absent: subscribe to the alarm topic by hand. */
  alarmEmail: z.optional(address()),
  logRetentionDays: z.coerce
    .number()
    .check(z.refine((days) => retentions.has(days), 'must be a retention that CloudWatch Logs offers')),
  /** The number of days that the access log is kept (docs/adr/0031). */
  accessLogRetentionDays: z.coerce
    .number()
    .check(z.refine((days) => retentions.has(days), 'must be a retention that CloudWatch Logs offers')),
  /** Keeps the table and the user pool when their stack is deleted, and protects them from deletion. */
  retainData: flag,
  /**
   * `rehearsal` weakens the staff's sign-in (no second factor, password by API) for stages
   * that live for minutes.
   */
  staffSignIn: z.enum(['guarded', 'rehearsal'], { error: 'must be guarded or rehearsal' }),
  /** The requests per second of all clients together before the API answers 429. */
  requestsPerSecond: z.coerce
    .number()
    .check(
      z.refine(
        (rate) => Number.isInteger(rate) && rate >= 1 && rate <= 5000,
        'must be a whole number from 1 to 5000',
      ),
    ),
  ...postureShape,
});
type Settings = z.output<typeof SettingsSchema>;
export type StageSettings = Settings & { stage: StageName };

const common = {
  logRetentionDays: 30,
  accessLogRetentionDays: 90,
  rawMailDays: 30,
  retainData: true,
  staffSignIn: 'guarded',
  requestsPerSecond: 1000,
  ...postureDefaults,
};

/**
 * The default settings. `dev` synthesises without any; its `.invalid` names can never belong to anybody.
 * `prod` must be configured.
 */
const defaults: Record<StageName, Record<string, unknown>> = {
  dev: {
    ...common,
    mailFrom: 'rapport@example.invalid',
    inboundDomain: 'inbound.example.invalid',
    customerIssuer: 'https://customers.example.invalid/',
    customerAudience: ['rapport'],
    corsOrigins: ['http://localhost:5173'],
    // One client with all rights of a system: nobody else calls this stage.
    integrations: { machine: ['rapport/service'] },
  },
  prod: {
    ...common,
    logRetentionDays: 90,
    reserveConcurrency: 'on',
    deploy: 'canary',
    backup: 'on',
    integrations: {},
  },
};

/**
 * Returns the settings of the stage that the context names (`dev` if it names none). A value given with `-c`
 * wins over cdk.json, which wins over the default. Rejects unknown stages, unknown settings in cdk.json, and
 * missing or malformed values, naming each.
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
  const problems = result.success
    ? contradictions(result.data).map((words) => words.join(' '))
    : result.error.issues.map(problemOf);
  if (result.success && problems.length === 0) return { ...withOwnOrigin(result.data), stage };
  throw new Error(
    `settings of stage ${stage} (-c key=value or context.stages.${stage}): ${problems.join('; ')}`,
  );
}

/**
 * Adds the stage's own domain to the CORS origins: its pages upload to the bucket, which is another origin.
 */
function withOwnOrigin(settings: Settings): Settings {
  const { domain: own, corsOrigins } = settings;
  if (own === undefined) return settings;
  return { ...settings, corsOrigins: [...new Set([...corsOrigins, `https://${own}`])] };
}

function stageContext(stages: unknown, stage: StageName): Record<string, unknown> {
  if (stages === undefined) return {};
  return z.parse(z.record(z.string(), z.record(z.string(), z.unknown())), stages)[stage] ?? {};
}

function problemOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `unknown setting ${issue.keys.join(', ')}`;
  return `${issue.path.join('.')} ${issue.message}`;
}
