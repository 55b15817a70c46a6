import * as z from 'zod/mini';

const name = z.string().check(z.minLength(1));

/** The variables of every function that uses the table. */
export const tableEnv = { TABLE_NAME: name, STAGE: name };
/** The environment of functions that need only the table. */
export const TableEnvSchema = z.object(tableEnv);

/** The variables of functions that send mail. */
export const mailEnv = { MAIL_FROM: name, MAIL_CONFIGURATION_SET: name, PUBLIC_BASE_URL: z.url() };

/** The environment of workers that send mail and touch no files. */
export const MailEnvSchema = z.object({ ...tableEnv, ...mailEnv });

/** The bucket of raw mail and attachments. */
export const filesEnv = { FILES_BUCKET: name };
/** The environment of functions that need the table and files. */
export const FilesEnvSchema = z.object({ ...tableEnv, ...filesEnv });

/**
 * Parses the environment with its schema, once at start. A missing variable stops the function
 * with the variable's name.
 */
export function readEnv<S extends z.ZodMiniType>(
  schema: S,
  source: NodeJS.ProcessEnv = process.env,
): z.output<S> {
  const result = z.safeParse(schema, source);
  if (result.success) return result.data;
  const names = result.error.issues.map((issue) => issue.path.join('.')).join(', ');
  throw new Error(`environment variables missing or malformed: ${names}`);
}
