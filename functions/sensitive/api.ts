import { getContact } from '../customers/index.ts';
import { readEnv } from '../platform/env/env.ts';
import { createApi, type Handlers } from '../platform/http/create-api.ts';
import { markerReader } from '../platform/table/read.ts';
import { openTable, type Table } from '../platform/table/table.ts';
import { loadTicket } from '../tickets/index.ts';
import { acknowledge, complaintFor, respond } from './answer-complaint.ts';
import { EnvSchema } from './env.ts';
import { exportRegister, listComplaints } from './register.ts';
import { sensitiveRoutes } from './routes.ts';
import { letterOf } from './templates.ts';
import { readVulnerability, recordVulnerability } from './vulnerability.ts';

export const sensitiveHandlers = (table: Table): Handlers<typeof sensitiveRoutes> => ({
  getComplaint: ({ params }, context) => complaintFor(table, params.ticketId, context),
  getComplaintLetter: async ({ params }, context) => {
    const complaint = await complaintFor(table, params.ticketId, context);
    const [contact, ticket] = await Promise.all([
      getContact(table, complaint.customerId),
      loadTicket(table, params.ticketId),
    ]);
    const language = ticket?.language ?? contact?.language;
    return { text: letterOf(params.letter, complaint, { ...contact, language }) };
  },
  acknowledgeComplaint: ({ params, body, version }, context) =>
    acknowledge(table, { ...params, ...body, version }, context),
  respondToComplaint: ({ params, body, version }, context) =>
    respond(table, { ...params, ...body, version }, context),
  listComplaints: ({ query }) => listComplaints(table, query.month, query.limit, query.cursor),
  exportComplaints: ({ query }) => exportRegister(table, query),
  getVulnerability: ({ params }, context) => readVulnerability(table, params.ticketId, context),
  putVulnerability: ({ params, body, version }, context) =>
    recordVulnerability(table, params.ticketId, { ...body, version }, context),
});

const table = openTable(readEnv(EnvSchema).TABLE_NAME);
export const handler = createApi('sensitive', sensitiveRoutes, sensitiveHandlers(table), {
  readMarker: markerReader(table),
});
