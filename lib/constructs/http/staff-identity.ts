// Identifies staff: a Cognito user pool with one group per role, and the clients that sign in to it.
import { Aws, Duration, Fn, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnUserPoolClient,
  CfnUserPoolDomain,
  FeaturePlan,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  StandardThreatProtectionMode,
  UserPool,
  UserPoolClient,
  UserPoolGroup,
  UserPoolResourceServer,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { SCOPE_PREFIX } from '../../../functions/platform/contract/scopes.ts';
import { acknowledge } from '../../acknowledge.ts';
import type { StageSettings } from '../../stages.ts';

export interface IdentityProps
  extends Pick<
    StageSettings,
    'stage' | 'retainData' | 'staffSignIn' | 'integrations' | 'integrationTokenMinutes'
  > {
  /** The scopes that integrations' clients can get. */
  machineScopes: readonly string[];
}

const groups = { Agent: 'agent', Lead: 'lead', Admin: 'admin' } as const;

export class StaffIdentity extends Construct {
  readonly pool: UserPool;
  /** The web and mobile client of staff: no secret, and the password is never sent (SRP). */
  readonly staffClient: UserPoolClient;
  /** One client per system that calls the API, by name, with its own secret and scopes. */
  readonly integrations: Record<string, UserPoolClient>;

  constructor(scope: Construct, id: string, props: IdentityProps) {
    super(scope, id);
    const guarded = props.staffSignIn === 'guarded';
    this.pool = staffPool(this, props, guarded);
    for (const [groupId, groupName] of Object.entries(groups)) {
      new UserPoolGroup(this, groupId, { userPool: this.pool, groupName });
    }
    this.staffClient = this.pool.addClient('StaffClient', {
      authFlows: { userSrp: true, ...(guarded ? {} : { adminUserPassword: true }) },
      disableOAuth: true,
      preventUserExistenceErrors: true,
      accessTokenValidity: Duration.minutes(15),
      idTokenValidity: Duration.minutes(15),
      refreshTokenValidity: Duration.days(1),
      // Each refresh token works once: a stolen one ends with its owner's next refresh. The grace period
      // covers an answer that was lost on its way.
      refreshTokenRotationGracePeriod: Duration.seconds(30),
      enableTokenRevocation: true,
    });
    const server = this.resourceServer(props);
    this.integrations = Object.fromEntries(
      Object.entries(props.integrations).map(([name, scopes]) => [
        name,
        this.integrationClient(name, scopes, server, props),
      ]),
    );
  }

  private resourceServer({ stage, machineScopes }: IdentityProps): UserPoolResourceServer {
    const scopes = machineScopes.map(
      (scope) =>
        new ResourceServerScope({ scopeName: scope.slice(SCOPE_PREFIX.length), scopeDescription: scope }),
    );
    const server = new UserPoolResourceServer(this, 'Api', {
      userPool: this.pool,
      identifier: SCOPE_PREFIX.slice(0, -1),
      scopes,
    });
    // The token endpoint needs a domain that is unique in the region; the account number makes
    // it unique at deployment.
    new CfnUserPoolDomain(this, 'Domain', {
      userPoolId: this.pool.userPoolId,
      domain: Fn.join('-', ['rapport', stage, Aws.ACCOUNT_ID]),
    });
    return server;
  }

  private integrationClient(
    name: string,
    scopes: string[],
    server: UserPoolResourceServer,
    { integrationTokenMinutes, machineScopes }: IdentityProps,
  ): UserPoolClient {
    const unknown = scopes.filter((scope) => !machineScopes.includes(scope));
    if (unknown.length > 0) throw new Error(`integration ${name}: there is no scope ${unknown.join(', ')}`);
    const client = this.pool.addClient(clientId(name), {
      generateSecret: true,
      oAuth: {
        flows: { clientCredentials: true },
        scopes: scopes.map((scope) => OAuthScope.custom(scope)),
      },
      accessTokenValidity: Duration.minutes(integrationTokenMinutes),
    });
    client.node.addDependency(server);
    // If this list is empty, Cognito allows password sign-in through the client.
    const resource = client.node.defaultChild;
    if (resource instanceof CfnUserPoolClient) resource.explicitAuthFlows = ['ALLOW_REFRESH_TOKEN_AUTH'];
    return client;
  }
}

/** Returns the construct id of a client: `order-desk` → `OrderDeskClient`. */
export function clientId(name: string): string {
  return `${name.replaceAll(/(^|-)([a-z0-9])/g, (_whole, _dash, letter: string) => letter.toUpperCase())}Client`;
}

function staffPool(scope: Construct, { retainData }: IdentityProps, guarded: boolean): UserPool {
  const pool = new UserPool(scope, 'Pool', {
    selfSignUpEnabled: false,
    signInAliases: { email: true },
    signInCaseSensitive: false,
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    passwordPolicy: {
      minLength: 12,
      requireDigits: true,
      requireLowercase: true,
      requireSymbols: true,
      requireUppercase: true,
    },
    mfa: guarded ? Mfa.REQUIRED : Mfa.OFF,
    ...(guarded ? { mfaSecondFactor: { otp: true, sms: false } } : {}),
    // Costs two cents per member of staff and month: all of them see customers' personal data.
    featurePlan: guarded ? FeaturePlan.PLUS : FeaturePlan.ESSENTIALS,
    ...(guarded ? { standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION } : {}),
    deletionProtection: retainData,
    removalPolicy: retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  if (!guarded) acknowledgeRehearsal(pool);
  return pool;
}

function acknowledgeRehearsal(pool: UserPool): void {
  const reason = 'staffSignIn=rehearsal: a pool that lives for minutes and holds no person.';
  acknowledge(pool, {
    'AwsSolutions-COG2': reason,
    'AwsSolutions-COG8': reason,
  });
}
