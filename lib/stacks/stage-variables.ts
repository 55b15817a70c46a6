// Lists the environment variables that a stage provides to its functions.
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

/** Returns the variables that functions can request; each gets those that its schema names. */
export function stageVariables(
  { settings, table, files }: StageResources,
  mail: MailSending,
  api: Api,
): Variables {
  const { stage, mailFrom, domain, inboundDomain } = settings;
  return {
    STAGE: stage,
    TABLE_NAME: table.tableName,
    FILES_BUCKET: files.name,
    MAIL_FROM: mailFrom,
    MAIL_CONFIGURATION_SET: mail.configurationSetName,
    PUBLIC_BASE_URL: domain === undefined ? api.gateway.apiEndpoint : `https://${domain}`,
    INBOUND_DOMAIN: inboundDomain,
  };
}

/**
 * Returns the variables of the edge; absent on stages without a domain, whose API is called at
 * its own address only.
 */
export const originVariables = (
  { directCalls }: StageSettings,
  secrets: OriginSecrets | undefined,
): { ORIGIN_SECRETS?: string; DIRECT_CALLS?: string } =>
  secrets === undefined ? {} : { ORIGIN_SECRETS: secrets.believed, DIRECT_CALLS: directCalls };
