// Creates the secrets by which the API recognises requests that CloudFront forwarded
// (functions/platform/http/origin.ts). AWS generates them and nobody sees them on the way: stack and
// distribution refer to them, and CloudFormation fills them in.
import { RemovalPolicy } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { acknowledge } from '../../acknowledge.ts';

export class OriginSecrets extends Construct {
  private readonly secrets: Secret[];

  /** Creates one secret per number in `keys`; a new number creates a new secret. */
  constructor(scope: Construct, id: string, keys: readonly number[]) {
    super(scope, id);
    this.secrets = keys.map((key) => this.secret(key));
  }

  /** Returns the secrets that functions accept. */
  get believed(): string {
    return this.secrets.map((secret) => secret.secretValue.unsafeUnwrap()).join(',');
  }

  /** Returns the secret that CloudFront sends: the last one. */
  get sent(): string {
    const last = this.secrets.at(-1);
    if (last === undefined) throw new Error('a stage with a domain needs a secret for its origin');
    return last.secretValue.unsafeUnwrap();
  }

  private secret(key: number): Secret {
    const secret = new Secret(this, `Key${key}`, {
      description: `Rapport: CloudFront shows it to the API (key ${key})`,
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    acknowledge(secret, {
      'AwsSolutions-SMG4':
        'Both sides must change in order, so two deployments rotate it (originKeys, docs/runbooks/edge.md) and not a timer. A leaked secret bypasses WAF but gives access to no data.',
    });
    return secret;
  }
}
