import { describe, expect, it } from 'vitest';
import { ofType, prodContext, type Resources, templates } from '../support/templates.ts';

const prod = templates(prodContext);
const rehearsal = templates({ staffSignIn: 'rehearsal', retainData: 'false' });
const only = (resources: Resources, type: string) => {
  const found = ofType(resources, type);
  expect(found).toHaveLength(1);
  return found[0]?.[0] ?? '';
};

describe('what holds data', () => {
  it('keeps its logical id for ever: another one would be another, empty table or pool', () => {
    for (const { data, app } of [prod, rehearsal]) {
      expect(only(data, 'AWS::DynamoDB::GlobalTable')).toBe('TableCD117FA1');
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
    const pool = prod.app[only(prod.app, 'AWS::Cognito::UserPool')];
    expect(pool).toMatchObject({ DeletionPolicy: 'Retain', Properties: { DeletionProtection: 'ACTIVE' } });
  });

  it('goes with its stack where the stage says so', () => {
    expect(rehearsal.data.TableCD117FA1?.DeletionPolicy).toBe('Delete');
    expect(rehearsal.app[only(rehearsal.app, 'AWS::Cognito::UserPool')]?.DeletionPolicy).toBe('Delete');
  });
});

describe('the table', () => {
  it('has the keys, indexes, stream and expiry that the code stands on', () => {
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

  it('is all that crosses between the stacks', () => {
    const imports = JSON.stringify(prod.app).match(/ExportsOutput[A-Za-z0-9]+/g) ?? [];
    expect([...new Set(imports)].every((name) => name.includes('TableCD117FA1'))).toBe(true);
    expect(Object.keys(prod.data)).toEqual(['TableCD117FA1']);
  });
});

/** How the clients of the pool may sign in. */
function flows(resources: Resources): unknown[] {
  return ofType(resources, 'AWS::Cognito::UserPoolClient').map(
    ([, { ExplicitAuthFlows }]) => ExplicitAuthFlows,
  );
}

describe('staff', () => {
  it('sign in with a second factor and a password that never travels, unless the stage is a rehearsal', () => {
    const pool = prod.app[only(prod.app, 'AWS::Cognito::UserPool')]?.Properties;
    expect(pool).toMatchObject({
      MfaConfiguration: 'ON',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      UserPoolTier: 'PLUS',
    });
    expect(JSON.stringify(flows(prod.app))).not.toContain('PASSWORD_AUTH');
    expect(JSON.stringify(flows(rehearsal.app))).toContain('ALLOW_ADMIN_USER_PASSWORD_AUTH');
  });

  it('cannot sign in through the client of machines', () => {
    const machines = ofType(prod.app, 'AWS::Cognito::UserPoolClient').filter(
      ([, client]) => client.GenerateSecret === true,
    );
    expect(
      machines.map(([, { AllowedOAuthFlows, ExplicitAuthFlows }]) => [AllowedOAuthFlows, ExplicitAuthFlows]),
    ).toEqual([[['client_credentials'], ['ALLOW_REFRESH_TOKEN_AUTH']]]);
  });

  it('are grouped by role', () => {
    const groups = ofType(prod.app, 'AWS::Cognito::UserPoolGroup').map(([, { GroupName }]) => GroupName);
    expect(groups.sort()).toEqual(['admin', 'agent', 'lead']);
  });
});
