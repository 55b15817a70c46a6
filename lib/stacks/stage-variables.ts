// The environment variables that a stage has for its functions.
import type { Variables } from '../constructs/compute/environment.ts';
import type { Api } from '../constructs/http/api.ts';
import type { OriginSecrets } from '../constructs/http/origin-secrets.ts';
import type { MailSending } from '../constructs/mail/mail-sending.ts';
import type { StageSettings } from '../stages.ts';
import type { FilesReference, TableReference } from './references.ts';

interface StageResources {
  settings: StageSettings;
  table: TableReference;
  files: FilesReference;
}

/** What functions can ask for; each is given what its schema names. */
export function stageVariables(
  { settings, table, files }: StageResources,
  mail: MailSending,
  api: Api,
): Variables {
  const { stage, mailFrom, domain, inboundDomain } = settings;
  return {
    STAGE: stage,
    TABLE_NAME: table.tableName,
    MAIL_BUCKET: files.name,
    MAIL_FROM: mailFrom,
    MAIL_CONFIGURATION_SET: mail.configurationSetName,
    PUBLIC_BASE_URL: domain === undefined ? api.gateway.apiEndpoint : `https://${domain}`,
    INBOUND_DOMAIN: inboundDomain,
  };
}

/** Absent on stages without a domain, whose API is called at its own address alone. */
export const originVariables = (
  { directCalls }: StageSettings,
  secrets: OriginSecrets | undefined,
): { ORIGIN_SECRETS?: string; DIRECT_CALLS?: string } =>
  secrets === undefined ? {} : { ORIGIN_SECRETS: secrets.believed, DIRECT_CALLS: directCalls };
