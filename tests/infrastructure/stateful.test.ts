import { describe, expect, it } from 'vitest';
import { fullContext, ofType, prodContext, type Resources, templates } from '../support/templates.ts';

const prod = templates({ ...prodContext, integrations: '{"shop":["rapport/customers.write"]}' });
const full = templates(fullContext);
const rehearsal = templates({ staffSignIn: 'rehearsal', retainData: 'false' });
const only = (resources: Resources, type: string) => {
  const found = ofType(resources, type);
  expect(found).toHaveLength(1);
  return found[0]?.[0] ?? '';
};

describe('each resource that holds data', () => {
  it('keeps its logical id for ever: a new id would create an empty table, bucket or pool', () => {
    for (const { data, app } of [prod, rehearsal, full]) {
      expect(only(data, 'AWS::DynamoDB::GlobalTable')).toBe('TableCD117FA1');
      expect(only(data, 'AWS::S3::Bucket')).toBe('Files8E6940B8');
      expect(only(app, 'AWS::Cognito::UserPool')).toBe('StaffPool8CA90F24');
    }
  });

  it('is retained and protected from deletion', () => {
    const table = prod.data.TableCD117FA1;
    expect(table).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    expect(table?.Properties.Replicas).toMatchObject([
      {
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      },
    ]);
    expect(prod.data.Files8E6940B8).toMatchObject({
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
    const pool = prod.app[only(prod.app, 'AWS::Cognito::UserPool')];
    expect(pool).toMatchObject({ DeletionPolicy: 'Retain', Properties: { DeletionProtection: 'ACTIVE' } });
  });

  it('is deleted with its stack if the stage says so', () => {
    expect(rehearsal.data.TableCD117FA1?.DeletionPolicy).toBe('Delete');
    expect(rehearsal.data.Files8E6940B8?.DeletionPolicy).toBe('Delete');
    expect(rehearsal.app[only(rehearsal.app, 'AWS::Cognito::UserPool')]?.DeletionPolicy).toBe('Delete');
  });
});

describe('the table', () => {
  it('has the keys, indexes, stream and expiry that the code relies on', () => {
    expect(prod.data.TableCD117FA1?.Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
      GlobalSecondaryIndexes: [
        ...['list', 'view', 'queue', 'breach'].map((IndexName) => ({
          IndexName,
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['row'] },
        })),
        { IndexName: 'due', Projection: { ProjectionType: 'ALL' } },
      ],
    });
  });
});

describe('the data stack', () => {
  it('contains only table and bucket, and shares nothing else with the app stack', () => {
    const imports = JSON.stringify(prod.app).match(/ExportsOutput[A-Za-z0-9]+/g) ?? [];
    expect(imports.every((name) => /TableCD117FA1|Files8E6940B8/.test(name))).toBe(true);
    expect(Object.keys(prod.data).sort()).toEqual(['Files8E6940B8', 'FilesPolicyCFAB4773', 'TableCD117FA1']);
  });
});

describe('the bucket', () => {
  const bucket = prod.data.Files8E6940B8?.Properties;
  const policy = (prod.data.FilesPolicyCFAB4773?.Properties.PolicyDocument ?? { Statement: [] }) as {
    Statement: {
      Effect: string;
      Action: string;
      Principal: unknown;
      Resource: unknown;
      Condition: unknown;
    }[];
  };
  const statements = policy.Statement;

  it('is encrypted, and closed to the public', () => {
    expect(JSON.stringify(bucket?.BucketEncryption)).toContain('"SSEAlgorithm":"AES256"');
    expect(bucket?.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    expect(bucket?.OwnershipControls).toEqual({ Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] });
  });

  it('refuses unencrypted connections', () => {
    expect(statements).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Action: 's3:*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    );
  });

  it('admits only SES by its policy: for raw mail, for the rules of this stage and account', () => {
    const allowed = statements.filter(({ Effect }) => Effect === 'Allow');
    expect(allowed).toHaveLength(1);
    expect(allowed[0]).toMatchObject({
      Action: 's3:PutObject',
      Principal: { Service: 'ses.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    });
    expect(JSON.stringify(allowed[0]?.Resource)).toContain('"/inbound/*"');
    expect(JSON.stringify(allowed[0]?.Condition)).toContain(
      '":receipt-rule-set/rapport-prod:receipt-rule/*"',
    );
  });

  it('deletes raw mail after the stage’s number of days and keeps attachments', () => {
    const rulesOf = (context: Record<string, unknown>) => {
      const { LifecycleConfiguration } = templates(context).data.Files8E6940B8?.Properties ?? {};
      const { Rules } = LifecycleConfiguration as { Rules: { Prefix?: string; ExpirationInDays?: number }[] };
      return Rules.filter(({ ExpirationInDays }) => ExpirationInDays !== undefined);
    };
    expect(rulesOf({})).toMatchObject([{ Prefix: 'inbound/', ExpirationInDays: 30 }]);
    expect(rulesOf({ rawMailDays: '90' })).toMatchObject([{ Prefix: 'inbound/', ExpirationInDays: 90 }]);
  });

  it('accepts uploads from the stage’s web clients only', () => {
    expect(bucket?.CorsConfiguration).toMatchObject({
      CorsRules: [
        {
          AllowedOrigins: ['https://desk.shop.example', 'https://www.shop.example'],
          AllowedMethods: ['GET', 'PUT', 'POST'],
        },
      ],
    });
  });
});

/** Returns the sign-in flows of the pool's clients. */
function flows(resources: Resources): unknown[] {
  return ofType(resources, 'AWS::Cognito::UserPoolClient').map(
    ([, { ExplicitAuthFlows }]) => ExplicitAuthFlows,
  );
}

describe('staff', () => {
  it('sign in with a second factor and a password that is never sent, unless the stage is a rehearsal', () => {
    const pool = prod.app[only(prod.app, 'AWS::Cognito::UserPool')]?.Properties;
    expect(pool).toMatchObject({
      MfaConfiguration: 'ON',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      UserPoolTier: 'PLUS',
    });
    expect(JSON.stringify(flows(prod.app))).not.toContain('PASSWORD_AUTH');
    expect(JSON.stringify(flows(rehearsal.app))).toContain('ALLOW_ADMIN_USER_PASSWORD_AUTH');
  });

  it('cannot sign in through the machine client', () => {
    const machines = ofType(prod.app, 'AWS::Cognito::UserPoolClient').filter(
      ([, client]) => client.GenerateSecret === true,
    );
    expect(
      machines.map(([, { AllowedOAuthFlows, ExplicitAuthFlows }]) => [AllowedOAuthFlows, ExplicitAuthFlows]),
    ).toEqual([[['client_credentials'], ['ALLOW_REFRESH_TOKEN_AUTH']]]);
  });

  it('have one group per role', () => {
    const groups = ofType(prod.app, 'AWS::Cognito::UserPoolGroup').map(([, { GroupName }]) => GroupName);
    expect(groups.sort()).toEqual(['admin', 'agent', 'lead']);
  });
});
