// Contains CloudFront's firewall and certificate, which must be in us-east-1.
import {
  ArnFormat,
  CrossStackReferences,
  ReferenceStrength,
  RemovalPolicy,
  Stack,
  type StackProps,
} from 'aws-cdk-lib';
import { Certificate, CertificateValidation, type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { CfnLoggingConfiguration, CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import type { StageSettings } from '../stages.ts';

export const EDGE_REGION = 'us-east-1';

export interface EdgeStackProps extends StackProps {
  domain: string;
  settings: Pick<
    StageSettings,
    | 'stage'
    | 'edgeRequestsPerAddress'
    | 'hostedZoneId'
    | 'hostedZoneName'
    | 'certificateArn'
    | 'logRetentionDays'
  >;
}

/**
 * AWS's rules that inspect bodies only count, because bodies contain what people write: customers report
 * errors with exactly the lines of code that these rules look for. The rule against clients without a user
 * agent counts as well. The groups follow AWS's default version: a pinned one expires and misses new attacks.
 * A new rule for bodies therefore blocks until it is added here (docs/runbooks/edge.md).
 */
const counted = {
  AWSManagedRulesCommonRuleSet: [
    'SizeRestrictions_BODY',
    'EC2MetaDataSSRF_BODY',
    'GenericLFI_BODY',
    'GenericRFI_BODY',
    'CrossSiteScripting_BODY',
    'NoUserAgent_HEADER',
  ],
  AWSManagedRulesKnownBadInputsRuleSet: ['JavaDeserializationRCE_BODY', 'Log4JRCE_BODY', 'ReactJSRCE_BODY'],
  AWSManagedRulesAmazonIpReputationList: [],
} as const;

const FIVE_MINUTES = 300;

export class EdgeStack extends Stack {
  readonly certificate: ICertificate;
  readonly webAclArn: string;

  constructor(scope: Construct, id: string, props: EdgeStackProps) {
    super(scope, id, props);
    this.certificate = this.certificateOf(props);
    const acl = firewall(this, props.settings);
    // The distribution's stack is in another region and reads the ARN itself.
    CrossStackReferences.of(acl).produce(ReferenceStrength.WEAK);
    this.webAclArn = acl.attrArn;
    this.logBlocked(acl, props.settings);
  }

  private certificateOf({ domain, settings }: EdgeStackProps): ICertificate {
    const { certificateArn, hostedZoneId = '', hostedZoneName = '' } = settings;
    if (certificateArn !== undefined)
      return Certificate.fromCertificateArn(this, 'Certificate', certificateArn);
    const zone = HostedZone.fromHostedZoneAttributes(this, 'Zone', {
      hostedZoneId,
      zoneName: hostedZoneName,
    });
    const certificate = new Certificate(this, 'Certificate', {
      domainName: domain,
      validation: CertificateValidation.fromDns(zone),
    });
    CrossStackReferences.of(certificate).produce(ReferenceStrength.WEAK);
    return certificate;
  }

  /**
   * Logs only blocked requests, without what may identify a person or grant access:
   * tokens, paths and queries.
   */
  private logBlocked(acl: CfnWebACL, { stage, logRetentionDays }: EdgeStackProps['settings']): void {
    const logs = new LogGroup(this, 'BlockedRequests', {
      // WAF accepts only log groups with this prefix.
      logGroupName: `aws-waf-logs-rapport-${stage}`,
      retention: logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const group = this.formatArn({
      service: 'logs',
      resource: 'log-group',
      resourceName: `aws-waf-logs-rapport-${stage}`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const logging = new CfnLoggingConfiguration(this, 'BlockedRequestsLog', {
      resourceArn: acl.attrArn,
      logDestinationConfigs: [group],
      redactedFields: [
        { singleHeader: { Name: 'authorization' } },
        { singleHeader: { Name: 'cookie' } },
        { queryString: {} },
        { uriPath: {} },
      ],
      loggingFilter: {
        DefaultBehavior: 'DROP',
        Filters: [
          {
            Behavior: 'KEEP',
            Requirement: 'MEETS_ANY',
            Conditions: [{ ActionCondition: { Action: 'BLOCK' } }],
          },
        ],
      },
    });
    logging.node.addDependency(logs);
  }
}

function firewall(scope: Construct, settings: EdgeStackProps['settings']): CfnWebACL {
  const { stage, edgeRequestsPerAddress } = settings;
  return new CfnWebACL(scope, 'Firewall', {
    name: `rapport-${stage}`,
    description: `Rapport: what reaches ${stage}`,
    scope: 'CLOUDFRONT',
    defaultAction: { allow: {} },
    visibilityConfig: seen(`rapport-${stage}`),
    customResponseBodies: {
      tooMany: {
        contentType: 'APPLICATION_JSON',
        content: JSON.stringify({
          type: 'about:blank',
          title: 'Too many requests from this address',
          status: 429,
        }),
      },
    },
    rules: [
      {
        name: 'rate',
        priority: 0,
        statement: {
          rateBasedStatement: {
            aggregateKeyType: 'IP',
            limit: edgeRequestsPerAddress,
            evaluationWindowSec: FIVE_MINUTES,
          },
        },
        action: {
          block: {
            customResponse: {
              responseCode: 429,
              customResponseBodyKey: 'tooMany',
              responseHeaders: [{ name: 'retry-after', value: String(FIVE_MINUTES) }],
            },
          },
        },
        visibilityConfig: seen('rate'),
      },
      ...Object.entries(counted).map(([name, rules], index) => ({
        name,
        priority: index + 1,
        statement: {
          managedRuleGroupStatement: {
            vendorName: 'AWS',
            name,
            ruleActionOverrides: rules.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
          },
        },
        overrideAction: { none: {} },
        visibilityConfig: seen(name),
      })),
    ],
  });
}

/** Enables metrics but no samples, which contain whole paths and headers. */
const seen = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  metricName,
  cloudWatchMetricsEnabled: true,
  sampledRequestsEnabled: false,
});
