// Serves the single domain: pages from their own bucket, and the API, behind CloudFront.
import { CfnOutput, Duration, Fn, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  OriginRequestPolicy,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { AaaaRecord, ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Composition } from '../../functions/platform/compose-capabilities.ts';
import { ORIGIN_HEADER, VIEWER_HEADER } from '../../functions/platform/http/origin.ts';
import { acknowledge } from '../acknowledge.ts';
import type { OriginSecrets } from '../constructs/http/origin-secrets.ts';
import type { StageSettings } from '../stages.ts';

export interface FrontStackProps extends StackProps {
  domain: string;
  settings: Pick<StageSettings, 'stage' | 'hostedZoneId' | 'hostedZoneName'>;
  gateway: HttpApi;
  routeTable: Composition['routeTable'];
  originSecrets: OriginSecrets;
  certificate: ICertificate;
  webAclArn: string;
}

/** Returns the path patterns of the API, such as `/v1/*`: everything else is a page. */
export function apiPaths(routeTable: Composition['routeTable']): string[] {
  const paths = Object.values(routeTable).flatMap((routes) =>
    Object.values(routes).map(({ path }) => {
      const [, first, ...rest] = path.split('/');
      return rest.length > 0 ? `/${first}/*` : `/${first}`;
    }),
  );
  return [...new Set(paths)].sort();
}

export class FrontStack extends Stack {
  constructor(scope: Construct, id: string, props: FrontStackProps) {
    super(scope, id, props);
    const api = this.apiBehavior(props);
    const distribution = new Distribution(this, 'Distribution', {
      comment: `Rapport ${props.settings.stage}`,
      domainNames: [props.domain],
      certificate: props.certificate,
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      httpVersion: HttpVersion.HTTP2_AND_3,
      webAclId: props.webAclArn,
      defaultRootObject: 'index.html',
      defaultBehavior: this.pagesBehavior(),
      // No error pages: CloudFront would also replace the API's problem documents with them.
      additionalBehaviors: Object.fromEntries(apiPaths(props.routeTable).map((path) => [path, api])),
    });
    acknowledge(distribution, {
      'AwsSolutions-CFR1': 'Customers travel, and agents work from anywhere.',
      'AwsSolutions-CFR3':
        'The API logs each request without address or path, and WAF what it blocked. A third log would store the address of every visitor without a use.',
    });
    this.records(distribution, props);
    new CfnOutput(this, 'Url', { value: `https://${props.domain}` });
    new CfnOutput(this, 'DistributionDomain', { value: distribution.distributionDomainName });
  }

  private apiBehavior({ gateway, originSecrets, settings: { stage } }: FrontStackProps): BehaviorOptions {
    return {
      origin: new HttpOrigin(Fn.select(2, Fn.split('/', gateway.apiEndpoint)), {
        customHeaders: { [ORIGIN_HEADER]: originSecrets.sent },
        // The same time as API Gateway waits for a function.
        readTimeout: Duration.seconds(30),
      }),
      allowedMethods: AllowedMethods.ALLOW_ALL,
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      // API Gateway identifies its APIs by the host.
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      responseHeadersPolicy: this.headers('ApiHeaders', {}),
      functionAssociations: [
        { eventType: FunctionEventType.VIEWER_REQUEST, function: this.setAddress(stage) },
      ],
    };
  }

  /**
   * Creates the function that sets the caller's address: "all but Host" does not forward
   * CloudFront's own address header.
   */
  private setAddress(stage: string): EdgeFunction {
    return new EdgeFunction(this, 'TellAddress', {
      // CDK's generated name would be the same for every stage of an account.
      functionName: `rapport-${stage}-tell-address`,
      comment: 'Rapport: sends the caller’s address to the API',
      runtime: FunctionRuntime.JS_2_0,
      code: FunctionCode.fromInline(`function handler(event) {
  event.request.headers['${VIEWER_HEADER}'] = { value: event.viewer.ip };
  return event.request;
}`),
    });
  }

  private pagesBehavior(): BehaviorOptions {
    const pages = new Bucket(this, 'Pages', {
      // Pages are public and rebuilt from the code: our own key would protect nothing.
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    acknowledge(pages, {
      'AwsSolutions-S1': 'Only CloudFront reads it, and its content is public.',
    });
    return {
      origin: S3BucketOrigin.withOriginAccessControl(pages),
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      responseHeadersPolicy: this.headers('PageHeaders', {
        frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.SAME_ORIGIN, override: true },
      }),
    };
  }

  private headers(
    id: string,
    more: NonNullable<ConstructorParameters<typeof ResponseHeadersPolicy>[2]>['securityHeadersBehavior'],
  ): ResponseHeadersPolicy {
    return new ResponseHeadersPolicy(this, id, {
      securityHeadersBehavior: {
        strictTransportSecurity: {
          accessControlMaxAge: Duration.days(365),
          // The same as the API's own header. Sites below the domain may belong to others and have no TLS.
          includeSubdomains: false,
          override: true,
        },
        contentTypeOptions: { override: true },
        ...more,
      },
    });
  }

  private records(distribution: Distribution, { domain, settings }: FrontStackProps): void {
    const { hostedZoneId, hostedZoneName: zoneName } = settings;
    if (hostedZoneId === undefined || zoneName === undefined) return;
    const zone = HostedZone.fromHostedZoneAttributes(this, 'Zone', { hostedZoneId, zoneName });
    const record = {
      zone,
      recordName: `${domain}.`,
      target: RecordTarget.fromAlias(new CloudFrontTarget(distribution)),
    };
    new ARecord(this, 'Address', record);
    new AaaaRecord(this, 'AddressV6', record);
  }
}
