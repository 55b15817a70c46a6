// The settings of how a stage stands in the world: its domain, who calls it, how it is deployed, kept and watched.
import * as z from 'zod/mini';

/** What `-c` can say for "without it". */
export const NONE = 'none';

export const domainPattern = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/;
const scopePattern = /^rapport\/[a-z-]+(\.(read|write))?$/;
const integrationName = /^(?!staff$)[a-z][a-z0-9-]{0,39}$/;
const regionPattern = /^[a-z]{2}(-[a-z]+)+-\d$/;
const certificatePattern = /^arn:aws:acm:us-east-1:\d{12}:certificate\/[\w-]+$/;
const vaultPattern = /^arn:aws:backup:[a-z0-9-]+:\d{12}:backup-vault:[\w-]+$/;
const streamPattern = /^arn:aws:dynamodb:[a-z0-9-]+:\d{12}:table\/[\w.-]+\/stream\/[\w.:-]+$/;

/** A whole number of a range, as such or in the quotes of `-c`. */
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
/** Taken from `-c` as JSON. */
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
/** At most two: the one that CloudFront sends and, while one takes the other's place, the one that is still believed. */
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
   * The one domain of API and pages, behind CloudFront and WAF; `none` for a stage that is called at the address that API
   * Gateway gives. Asks for `region`, and for a hosted zone or a certificate.
   */
  domain: z.pipe(
    matching(/^(none|[a-z0-9-]+(\.[a-z0-9-]+)+)$/, 'must be a domain, or none'),
    z.transform((value) => (value === NONE ? undefined : value)),
  ),
  /** The stacks' region, where it must be known beforehand; absent: that of whoever deploys. */
  region: z.optional(matching(regionPattern, 'must be a region such as eu-west-1')),
  /** The Route 53 zone that the domain lies in, by id and name: certificate and records are then made in it. */
  hostedZoneId: z.optional(matching(/^Z[A-Z0-9]+$/, 'must be the id of a hosted zone')),
  hostedZoneName: z.optional(matching(domainPattern, 'must be the domain of the hosted zone')),
  /** A certificate of the domain in us-east-1; absent: one is made in the hosted zone. */
  certificateArn: z.optional(matching(certificatePattern, 'must be the ARN of a certificate in us-east-1')),
  /** Requests that one address may make within five minutes before WAF answers 429. An office is one address. */
  edgeRequestsPerAddress: whole(10, 2_000_000_000),
  /** Numbers of the secrets between CloudFront and the API; CloudFront sends the last (docs/runbooks/edge.md). */
  originKeys,
  /** `allowed` while clients of an older stage move to its new domain: calls around CloudFront are answered, too. */
  directCalls: choice(['refused', 'allowed']),
  /**
   * `canary`: a new version of a function takes a tenth of its calls for five minutes, and alarms take it back.
   * `all-at-once`: it takes all calls at once, behind the same aliases, also while an alarm rings. `direct`: there are no
   * aliases, for stages that nobody depends on. On a stage that has aliases `direct` deletes them, and the next canary
   * deployment makes new ones straight on the new version.
   */
  deploy: choice(['canary', 'all-at-once', 'direct']),
  /** `on`: AWS Backup takes table and bucket every night. */
  backup: choice(['on', 'off']),
  backupDays: whole(7, 3650),
  /** A vault in another region or account that gets a copy of every backup. */
  backupCopyVault: z.optional(matching(vaultPattern, 'must be the ARN of a backup vault')),
  backupCopyDays: whole(7, 3650),
  /** Protects backups from early deletion: not at all, except by a few administrators, or completely. */
  backupLock: choice(['none', 'governance', 'compliance']),
  /** The stream of a restored table that takes the place of the stack's own (docs/runbooks/restore.md). */
  restoredTableStream: z.optional(matching(streamPattern, 'must be the ARN of the stream of a table')),
  /** For how long a deleted or overwritten file can be brought back. */
  deletedFileDays: whole(1, 365),
  encryption: choice(['aws-owned', 'customer-managed']),
  /** A client with a secret of its own for each system that calls the API: its name and its scopes. */
  integrations,
  integrationTokenMinutes: whole(5, 1440),
  /** Dollars a month for the whole account; told to `alarmEmail` at 80 % and when the forecast is beyond. */
  monthlyBudget: z.optional(whole(1, 10_000_000)),
  /** The account's quota of concurrent executions, which alarms go by. */
  lambdaConcurrency: whole(10, 1_000_000),
  /**
   * `on`: each function that must not starve, or must not starve others, gets a part of `lambdaConcurrency` to itself. New
   * accounts have 10, of which nothing can be reserved.
   */
  reserveConcurrency: choice(['on', 'off']),
  /** `off` where CloudWatch cannot count lines of logs: in the emulator of the rehearsal. */
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

/** Finds settings that contradict each other. */
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
