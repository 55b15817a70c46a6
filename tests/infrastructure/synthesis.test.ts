import { Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, type NagPack, ServerlessChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { describe, expect, it } from 'vitest';
import type { RapportApp } from '../../lib/app.ts';
import { fullContext, prodContext, standInApp } from '../support/templates.ts';

const contexts = {
  dev: {},
  prod: prodContext,
  full: fullContext,
  rehearsal: { staffSignIn: 'rehearsal', retainData: 'false', inboundDomain: 'none' },
};

interface Finding {
  rule: string;
  construct: string;
}

/** Returns the findings of both packs in an app; `deaf` packs ignore acknowledgements. */
function findings({ app }: RapportApp, deaf = false): Finding[] {
  const packs: NagPack[] = [new AwsSolutionsChecks(app), new ServerlessChecks(app)];
  if (deaf) for (const pack of packs) Object.assign(pack, { isAcknowledged: () => false });
  return packs.flatMap((pack) =>
    pack.validateScope(app).violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map((found) => ({
        rule: ruleName,
        construct: String(found.constructPath ?? found.resourceLogicalId),
      })),
    ),
  );
}

interface Acknowledged {
  construct: IConstruct;
  id: string;
  reason: string;
}

function acknowledged({ app }: RapportApp): Acknowledged[] {
  return app.node.findAll().flatMap((construct) =>
    construct.node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries(data as Record<string, string>))
      .map(([id, reason]) => ({ construct, id, reason })),
  );
}

describe('synthesis', () => {
  it.each(Object.entries(contexts))(
    'of %s passes CloudFormation’s validation and both packs of cdk-nag',
    (_stage, context) => {
      const { app } = standInApp({ context, validation: true, nag: true });
      expect(() => app.synth()).not.toThrow();
    },
  );

  it('leaves no finding of cdk-nag without an acknowledgement', () => {
    for (const context of Object.values(contexts)) expect(findings(standInApp({ context }))).toEqual([]);
  });

  it('acknowledges each finding on its own construct, with a reason', () => {
    const answers = acknowledged(standInApp());
    expect(answers.length).toBeGreaterThan(0);
    for (const { construct, reason } of answers) {
      expect(Stack.isStack(construct) || construct.node.scope === undefined).toBe(false);
      expect(reason.length).toBeGreaterThan(25);
    }
  });

  it('has no acknowledgement without a finding', () => {
    for (const context of Object.values(contexts)) {
      const app = standInApp({ context });
      const asked = findings(app, true);
      const stale = acknowledged(app).filter(
        ({ construct, id }) =>
          !asked.some(
            ({ rule, construct: path }) => id.endsWith(rule) && path.startsWith(construct.node.path),
          ),
      );
      expect(stale.map(({ construct, id }) => `${id} on ${construct.node.path}`)).toEqual([]);
    }
  });
});
