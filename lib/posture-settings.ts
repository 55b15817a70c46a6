// Defines the settings of a stage's production posture: its domain, who calls it, how it is
// deployed, kept and watched.
import * as z from 'zod/mini';

/** The value with which `-c` switches a setting off. */
export const NONE = 'none';

export const domainPattern = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/;
const scopePattern = /^rapport\/[a-z-]+(\.(read|write))?$/;
const integrationName = /^(?!staff$)[a-z][a-z0-9-]{0,39}$/;
const regionPattern = /^[a-z]{2}(-[a-z]+)+-\d$/;
const certificatePattern = /^arn:aws:acm:us-east-1:\d{12}:certificate\/[\w-]+$/;
const vaultPattern = /^arn:aws:backup:[a-z0-9-]+:\d{12}:backup-vault:[\w-]+$/;
const streamPattern = /^arn:aws:dynamodb:[a-z0-9-]+:\d{12}:table\/[\w.-]+\/stream\/[\w.:-]+$/;

/** Accepts a whole number in a range, as a number or as the text that `-c` passes. */
const whole = (least: number, most: number) =>
  z.coerce
    .number()
    .check(
      z.refine(
        (value) => Number.isInteger(value) && value >= least && value <= most,
        `must be a whole number from ${least} to ${most}`,
      ),
    );

const matching = (pattern: RegExp, what: string) => z.string(what).check(z.regex(pattern, what));
const choice = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: `must be ${values.join(' or ')}` });

const IntegrationsSchema = z.record(
  z.string().check(z.regex(integrationName, 'must be named in lower case, digits and dashes, and not staff')),
  z
    .array(matching(scopePattern, 'must be scopes such as rapport/customers.read'), 'must be lists of scopes')
    .check(z.minLength(1, 'must have a scope')),
);
/** Accepts JSON from `-c`. */
const integrations = z.pipe(
  z.transform((value: unknown) => {
    if (typeof value !== 'string') return value;
    try {
      return JSON.parse(value) as unknown;
    } catch {
      return undefined;
    }
  }),
  IntegrationsSchema,
);
/**
 * Accepts at most two numbers: the secret that CloudFront sends and, during a rotation, the old one
 * that is still accepted.
 */
const originKeys = z.pipe(
  z.transform((value: unknown) => (typeof value === 'string' ? value.split(',').map(Number) : value)),
  z
    .array(
      z.number().check(z.refine((key) => Number.isInteger(key) && key >= 1, 'must be numbers from 1 on')),
    )
    .check(
      z.refine(
        (keys) => keys.length === 1 || (keys.length === 2 && keys[0] !== keys[1]),
        'must be one or two',
      ),
    ),
);

export const postureShape = {
  /**
   * The domain of API and pages, behind CloudFront and WAF; `none` for a stage that is called at API
   * Gateway's address. Requires `region`, and a hosted zone or a certificate.
   */
  domain: z.pipe(
    matching(/^(none|[a-z0-9-]+(\.[a-z0-9-]+)+)$/, 'must be a domain, or none'),
    z.transform((value) => (value === NONE ? undefined : value)),
  ),
  /** The region of the stacks, where it must be known in advance; absent: the deployer's region. */
  region: z.optional(matching(regionPattern, 'must be a region such as eu-west-1')),
  /** The Route 53 zone of the domain, by id and name: certificate and records are created in it. */
  hostedZoneId: z.optional(matching(/^Z[A-Z0-9]+$/, 'must be the id of a hosted zone')),
  hostedZoneName: z.optional(matching(domainPattern, 'must be the domain of the hosted zone')),
  /** A certificate for the domain in us-east-1; absent: one is created in the hosted zone. */
  certificateArn: z.optional(matching(certificatePattern, 'must be the ARN of a certificate in us-east-1')),
  /**
   * The requests that one address may make within five minutes before WAF answers 429. An
   * office is one address.
   */
  edgeRequestsPerAddress: whole(10, 2_000_000_000),
  /**
   * The numbers of the secrets between CloudFront and the API; CloudFront sends
   * the last one (docs/runbooks/edge.md).
   */
  originKeys,
  /**
   * `allowed`: calls around CloudFront are answered too, while clients of an older stage move
   * to its new domain.
   */
  directCalls: choice(['refused', 'allowed']),
  /**
   * `canary`: a new version of a function takes a tenth of its calls for five minutes, and alarms roll it
   * back. `all-at-once`: it takes all calls at once behind the same aliases, even while an alarm rings.
   * `direct`: there are no aliases, for stages that nobody depends on. On a stage with aliases `direct`
   * deletes them, and the next canary deployment creates new ones directly on the new version.
   */
  deploy: choice(['canary', 'all-at-once', 'direct']),
  /** `on`: AWS Backup backs up table and bucket every night. */
  backup: choice(['on', 'off']),
  backupDays: whole(7, 3650),
  /** A vault in another region or account that gets a copy of every backup. */
  backupCopyVault: z.optional(matching(vaultPattern, 'must be the ARN of a backup vault')),
  backupCopyDays: whole(7, 3650),
  /** Protects backups from early deletion: not at all, except by a few administrators, or completely. */
  backupLock: choice(['none', 'governance', 'compliance']),
  /** The stream of a restored table that replaces the stack's own (docs/runbooks/restore.md). */
  restoredTableStream: z.optional(matching(streamPattern, 'must be the ARN of the stream of a table')),
  /** The number of days during which a deleted or overwritten file can be restored. */
  deletedFileDays: whole(1, 365),
  encryption: choice(['aws-owned', 'customer-managed']),
  /** A client with its own secret for each system that calls the API: its name and its scopes. */
  integrations,
  integrationTokenMinutes: whole(5, 1440),
  /**
   * Dollars per month for the whole account; `alarmEmail` is notified at 80 % and when
   * the forecast exceeds it.
   */
  monthlyBudget: z.optional(whole(1, 10_000_000)),
  /** The account's quota of concurrent executions, which alarms use. */
  lambdaConcurrency: whole(10, 1_000_000),
  /**
   * `on`: each function that must not starve, or must not starve others, gets its own share of
   * `lambdaConcurrency`. New accounts have 10, of which nothing can be reserved.
   */
  reserveConcurrency: choice(['on', 'off']),
  /** `off` where CloudWatch cannot count log lines: in the emulator of the rehearsal. */
  logAlarms: choice(['on', 'off']),
  /** X-Ray. */
  tracing: choice(['on', 'off']),
};

export const postureDefaults = {
  domain: NONE,
  edgeRequestsPerAddress: 10_000,
  originKeys: [1],
  directCalls: 'refused',
  deploy: 'direct',
  backup: 'off',
  backupDays: 35,
  backupCopyDays: 90,
  backupLock: 'none',
  deletedFileDays: 7,
  encryption: 'aws-owned',
  integrationTokenMinutes: 60,
  lambdaConcurrency: 1000,
  reserveConcurrency: 'off',
  logAlarms: 'on',
  tracing: 'off',
};

/** Returns the settings that contradict each other. */
export function contradictions(
  settings: z.output<z.ZodMiniObject<typeof postureShape>> & { alarmEmail?: string | undefined },
) {
  const { domain, region, hostedZoneId, hostedZoneName, certificateArn } = settings;
  const found: [setting: string, message: string][] = [];
  const ask = (wrong: boolean, setting: string, message: string) => {
    if (wrong) found.push([setting, message]);
  };
  ask(
    settings.reserveConcurrency === 'on' && settings.lambdaConcurrency < 1000,
    'lambdaConcurrency',
    'must be at least 1000 where parts of it are reserved',
  );
  ask(domain !== undefined && region === undefined, 'region', 'must be given with domain');
  ask(
    domain !== undefined && hostedZoneId === undefined && certificateArn === undefined,
    'certificateArn',
    'or hostedZoneId must be given with domain',
  );
  ask(
    (hostedZoneId === undefined) !== (hostedZoneName === undefined),
    'hostedZoneName',
    'and hostedZoneId go together',
  );
  ask(
    domain !== undefined && hostedZoneName !== undefined && !`.${domain}`.endsWith(`.${hostedZoneName}`),
    'hostedZoneName',
    'must be the domain or above it',
  );
  ask(
    settings.backupCopyVault !== undefined && settings.backup === 'off',
    'backup',
    'must be on to be copied',
  );
  ask(
    settings.monthlyBudget !== undefined && settings.alarmEmail === undefined,
    'alarmEmail',
    'must be given with monthlyBudget',
  );
  return found;
}
